import type { Selectable } from 'kysely'
import type { QueueTable } from '../db/schema.ts'
import { closeLostEnds } from '../call/lost-ends.ts'
import { listQueueRows, toThresholds } from '../queue/queue-queries.ts'
import { listQueues, type QueueAtTwilio } from '../twilio/queues.ts'
import { queueNameAtTwilio } from '../twilio/stage.ts'
import type { Watching } from './board.ts'
import { knownTimeZone, startOfDay } from '../business-day.ts'
import { noFigures, readFigures, type Figures } from './figures.ts'
import type { Snapshot, SnapshotQueue } from './snapshot.ts'

/** One request to Twilio, four queries of ours; once a minute also what `closeLostEnds` asks. */
export async function takeSnapshot(watching: Watching, last: Snapshot | undefined): Promise<Snapshot> {
  const { db, now, config, twilio } = watching
  const theirs = new Map((await listQueues(twilio)).map((queue) => [queue.friendlyName, queue]))
  await closeLostEnds(watching)
  const rows = await listQueueRows(db)
  const queueIds = rows.map(({ queue_id }) => queue_id)
  const figures = await readFigures(db, queueIds, startOfDay(now, knownTimeZone(config)), now)
  const before = new Map(last?.queues.map((queue) => [queue.queueId, queue]))
  return {
    refreshedAt: now,
    queues: rows.map((row) => {
      const atTwilio = theirs.get(queueNameAtTwilio(config.stage, row.queue_id))
      const ours = figures.get(row.queue_id) ?? noFigures
      const differsSince = since(before.get(row.queue_id), ours.waiting !== (atTwilio?.currentSize ?? 0), now)
      return toSnapshotQueue(row, atTwilio, ours, differsSince, now)
    }),
  }
}

/** A caller on the way in or out makes a difference for a moment; one that lasts is a fault somewhere. */
const faultAfterMs = 60_000

function since(before: SnapshotQueue | undefined, differs: boolean, now: Date): string | null {
  if (!differs) return null
  return before?.differsSince ?? now.toISOString()
}

function toSnapshotQueue(
  row: Selectable<QueueTable>,
  atTwilio: QueueAtTwilio | undefined,
  ours: Figures,
  differsSince: string | null,
  now: Date,
): SnapshotQueue {
  const { offered, answered, abandoned, shortAbandoned } = ours
  return {
    queueId: row.queue_id,
    queueName: row.queue_name,
    waiting: atTwilio?.currentSize ?? 0,
    maxSize: row.max_size,
    longestWaitSince: ours.longestWaitSince?.toISOString() ?? null,
    averageWaitSeconds: atTwilio?.averageWaitSeconds ?? 0,
    operatorsWaiting: ours.operatorsWaiting,
    operatorsTalking: ours.operatorsTalking,
    operatorsDoubtful: ours.operatorsDoubtful,
    today: {
      offered,
      answered,
      abandoned,
      shortAbandoned,
      serviceLevelPercent: serviceLevel(ours),
      serviceLevelSeconds: row.service_level_seconds,
    },
    thresholds: toThresholds(row),
    disagrees: differsSince !== null && now.getTime() - Date.parse(differsSince) >= faultAfterMs,
    differsSince,
  }
}

/** SL-2: answered in time of all offered but those who gave up at once; a tenth of a percent is as fine as it gets. */
function serviceLevel({ offered, shortAbandoned, answeredInTime }: Figures): number | null {
  const counted = offered - shortAbandoned
  return counted > 0 ? Math.round((answeredInTime / counted) * 1000) / 10 : null
}
