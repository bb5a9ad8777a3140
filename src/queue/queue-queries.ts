import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../db/db.ts'
import type { QueueTable } from '../db/schema.ts'
import { VisibleError } from '../errors.ts'
import type { Queue, QueueSettings } from '../http/desk-actions.ts'

type Row = Selectable<QueueTable>

export async function listQueueRows(db: Db): Promise<Row[]> {
  return db.selectFrom('queue').selectAll().orderBy('queue_id').execute()
}

export async function countOperators(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('operator_queue')
    .select((select) => ['queue_id', select.fn.countAll<number>().as('operators')])
    .groupBy('queue_id')
    .execute()
  return new Map(rows.map(({ queue_id, operators }) => [queue_id, Number(operators)]))
}

export function findQueue(db: Db, queueId: string): Promise<Row | undefined> {
  return db.selectFrom('queue').selectAll().where('queue_id', '=', queueId).executeTakeFirst()
}

/** Only for a transaction: nobody changes the queue until it ends. */
export function lockQueue(db: Db, queueId: string): Promise<Row | undefined> {
  return db.selectFrom('queue').selectAll().where('queue_id', '=', queueId).forUpdate().executeTakeFirst()
}

export async function findQueueWithOperators(db: Db, queueId: string): Promise<Queue | undefined> {
  const row = await findQueue(db, queueId)
  return row && toQueue(row, (await countOperators(db)).get(queueId) ?? 0)
}

export async function storeSid(db: Db, queueId: string, sid: string): Promise<void> {
  await db.updateTable('queue').set({ twilio_queue_id: sid }).where('queue_id', '=', queueId).execute()
}

/** Refuses ids of queues that do not exist. */
export async function mustBeQueues(db: Db, queueIds: readonly string[]): Promise<void> {
  if (queueIds.length === 0) return
  const found = await db.selectFrom('queue').select('queue_id').where('queue_id', 'in', queueIds).execute()
  const known = new Set(found.map(({ queue_id }) => queue_id))
  if (queueIds.every((id) => known.has(id))) return
  throw new VisibleError('invalid', { fields: { queueIds: 'unknown' } })
}

/** The columns that people set. */
export function toColumns(
  settings: QueueSettings,
): Omit<Insertable<QueueTable>, 'created_at' | 'updated_at'> {
  const { thresholds } = settings
  return {
    queue_id: settings.queueId,
    queue_name: settings.queueName,
    max_size: settings.maxSize,
    action_url: settings.actionUrl || null,
    wait_url: settings.waitUrl || null,
    guidance_url: settings.guidanceUrl || null,
    wrap_up_seconds: settings.wrapUpSeconds,
    service_level_seconds: settings.serviceLevelSeconds,
    short_abandon_seconds: settings.shortAbandonSeconds,
    waiting_caution: thresholds.waitingCaution,
    waiting_critical: thresholds.waitingCritical,
    longest_wait_caution_seconds: thresholds.longestWaitCautionSeconds,
    longest_wait_critical_seconds: thresholds.longestWaitCriticalSeconds,
    service_level_caution_percent: thresholds.serviceLevelCautionPercent,
    service_level_critical_percent: thresholds.serviceLevelCriticalPercent,
  }
}

/** Whether the row has all that people set. */
export function hasSettings(row: Row, settings: QueueSettings): boolean {
  const kept: Record<string, unknown> = { ...row }
  return Object.entries(toColumns(settings)).every(([column, value]) => kept[column] === value)
}

export function toQueue(row: Row, operatorCount: number): Queue {
  return {
    queueId: row.queue_id,
    queueName: row.queue_name,
    maxSize: row.max_size,
    actionUrl: row.action_url,
    waitUrl: row.wait_url,
    guidanceUrl: row.guidance_url,
    wrapUpSeconds: row.wrap_up_seconds,
    serviceLevelSeconds: row.service_level_seconds,
    shortAbandonSeconds: row.short_abandon_seconds,
    thresholds: toThresholds(row),
    twilioQueueSid: row.twilio_queue_id,
    operatorCount,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

export function toThresholds(row: Row): QueueSettings['thresholds'] {
  return {
    waitingCaution: row.waiting_caution,
    waitingCritical: row.waiting_critical,
    longestWaitCautionSeconds: row.longest_wait_caution_seconds,
    longestWaitCriticalSeconds: row.longest_wait_critical_seconds,
    serviceLevelCautionPercent: row.service_level_caution_percent,
    serviceLevelCriticalPercent: row.service_level_critical_percent,
  }
}
