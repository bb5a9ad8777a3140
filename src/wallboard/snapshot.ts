import type { Db } from '../db/db.ts'
import type { BoardQueue } from '../http/desk-actions.ts'

/** All queues as they were at one moment: what every screen shows until the next. */
export interface Snapshot {
  refreshedAt: Date
  queues: SnapshotQueue[]
}

export interface SnapshotQueue extends BoardQueue {
  /** Since when Twilio's size and our open visits have differed; null while they agree. */
  differsSince: string | null
}

/** However many screens ask. */
const refreshSeconds = 5

/** Containers' clocks differ a little. A claim from farther ahead is a clock that was set back: it holds nobody up. */
const absurdSeconds = 60

const theOne = 1

export async function readSnapshot(db: Db): Promise<{ snapshot?: Snapshot; isDue: (now: Date) => boolean }> {
  const row = await db
    .selectFrom('wallboard_snapshot')
    .selectAll()
    .where('id', '=', theOne)
    .executeTakeFirstOrThrow()
  const board = row.board as { queues: SnapshotQueue[] } | null
  return {
    ...(board && { snapshot: { refreshedAt: row.refreshed_at, queues: board.queues } }),
    isDue: (now) => isDue(row.refreshing_until, now),
  }
}

/** Exactly one of those who ask at the same moment may ask Twilio, and nobody else for 5 s, even if it fails. */
export async function claimRefresh(db: Db, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('wallboard_snapshot')
    .set({ refreshing_until: after(now, refreshSeconds) })
    .where('id', '=', theOne)
    .where((row) =>
      row.or([row('refreshing_until', '<=', now), row('refreshing_until', '>', after(now, absurdSeconds))]),
    )
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function storeSnapshot(db: Db, { refreshedAt, queues }: Snapshot): Promise<void> {
  await db
    .updateTable('wallboard_snapshot')
    .set({ refreshed_at: refreshedAt, board: JSON.stringify({ queues }) })
    .where('id', '=', theOne)
    .execute()
}

function isDue(refreshingUntil: Date, now: Date): boolean {
  return refreshingUntil <= now || refreshingUntil > after(now, absurdSeconds)
}

function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000)
}
