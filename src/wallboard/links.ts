import { randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { inTransaction } from '../db/transaction.ts'
import type { WallboardLinkTable } from '../db/schema.ts'
import { VisibleError } from '../errors.ts'
import type { NewWallboardLink, WallboardLink } from '../http/desk-actions.ts'
import { mustBeQueues } from '../queue/queue-queries.ts'
import { hashed } from '../session/session-token.ts'
import type { SessionOperator } from '../session/session.ts'

interface Acting {
  db: Db
  now: Date
  operator: SessionOperator
}

const dayMs = 24 * 3600_000

/** Newest first; those that have run out stay in the list for a month. */
export async function listLinks(db: Db, now: Date): Promise<WallboardLink[]> {
  const rows = await db
    .selectFrom('wallboard_link')
    .selectAll()
    .where('expires_at', '>', new Date(now.getTime() - 30 * dayMs))
    .orderBy('link_id', 'desc')
    .execute()
  return rows.map(toLink)
}

/** The token is told once, here; only its hash is kept. */
export function createLink(
  { db, now, operator }: Acting,
  { name, queueIds, days }: NewWallboardLink,
): Promise<{ link: WallboardLink; token: string }> {
  const token = randomBytes(32).toString('base64url')
  return inTransaction(db, async (transaction) => {
    await mustBeQueues(transaction, queueIds)
    const { insertId } = await transaction
      .insertInto('wallboard_link')
      .values({
        name,
        token_hash: hashed(token),
        queue_ids: JSON.stringify([...new Set(queueIds)]),
        expires_at: new Date(now.getTime() + days * dayMs),
        created_by: operator.operatorId,
        created_at: now,
      })
      .executeTakeFirstOrThrow()
    const link = (await findLink(transaction, Number(insertId)))!
    const record = {
      operatorId: operator.operatorId,
      action: 'wallboard-links/create' as const,
      subject: name,
    }
    await audit(transaction, now, { ...record, after: link })
    return { link, token }
  })
}

/** At once: the next poll of every screen is refused. */
export function revokeLink({ db, now, operator }: Acting, linkId: number): Promise<void> {
  return inTransaction(db, async (transaction) => {
    const before = await findLink(transaction, linkId)
    if (!before) throw new VisibleError('not-found')
    if (before.revokedAt) return
    await transaction
      .updateTable('wallboard_link')
      .set({ revoked_at: now })
      .where('link_id', '=', linkId)
      .execute()
    const record = {
      operatorId: operator.operatorId,
      action: 'wallboard-links/revoke' as const,
      subject: before.name,
    }
    await audit(transaction, now, { ...record, before, after: { ...before, revokedAt: now.toISOString() } })
  })
}

/** The queues that a screen with this token may show, or undefined if it may show nothing. */
export async function findWatchedQueues(db: Db, token: string, now: Date): Promise<string[] | undefined> {
  const row = await db
    .selectFrom('wallboard_link')
    .select('queue_ids')
    .where('token_hash', '=', hashed(token))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.queue_ids
}

/** A screen on a wall goes with whoever put it there. */
export async function revokeLinksOf(db: Db, operatorId: string, now: Date): Promise<void> {
  await db
    .updateTable('wallboard_link')
    .set({ revoked_at: now })
    .where('created_by', '=', operatorId)
    .where('revoked_at', 'is', null)
    .execute()
}

async function findLink(db: Db, linkId: number): Promise<WallboardLink | undefined> {
  const row = await db
    .selectFrom('wallboard_link')
    .selectAll()
    .where('link_id', '=', linkId)
    .executeTakeFirst()
  return row && toLink(row)
}

function toLink(row: Selectable<WallboardLinkTable>): WallboardLink {
  return {
    linkId: row.link_id,
    name: row.name,
    queueIds: row.queue_ids,
    expiresAt: row.expires_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
  }
}
