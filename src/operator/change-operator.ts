import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { inTransaction } from '../db/transaction.ts'
import type { AuditedAction, Operator, OperatorChange } from '../http/desk-actions.ts'
import { mustBeQueues } from '../queue/queue-queries.ts'
import { endSessionsOf } from '../session/session.ts'
import { revokeLinksOf } from '../wallboard/links.ts'
import type { Acting } from './acting.ts'
import { levelId } from './level.ts'
import { lockActiveAdmins, lockOperator, replaceQueues } from './operator-queries.ts'
import {
  mustBeAllowedToOneself,
  mustBeChangeable,
  mustLeaveAnAdmin,
  mustNotBeOneself,
  mustReach,
} from './operator-rules.ts'
import { endWaitingLegs, sweepWaitingLegs } from './waiting-legs.ts'

type Reference = Pick<Operator, 'operatorId' | 'version'>

/** Sessions end with a level or the right to sign in; a waiting leg ends with the right to wait in its queue. */
export async function updateOperator(acting: Acting, change: OperatorChange): Promise<Operator> {
  const { now, operator: actor } = acting
  const after = await inTransaction(acting.db, async (db) => {
    const admins = await lockActiveAdmins(db)
    const before = await lockOperator(db, change.operatorId)
    mustBeChangeable(actor, before, change.version)
    mustReach(actor, change.level)
    mustBeAllowedToOneself(actor, before, change)
    if (change.level !== 'admin' || change.disabled) mustLeaveAnAdmin(admins, before)
    await mustBeQueues(db, change.queueIds)
    await store(db, before, change, now)
    if (before.level !== change.level || before.disabled !== change.disabled)
      await endSessionsOf(db, change.operatorId, now, actor.sessionId)
    const stored = (await lockOperator(db, change.operatorId))!
    await record(acting, db, 'operators/update', before, stored)
    await endWaitingLegs({ ...acting, db }, change.operatorId)
    return stored
  })
  await sweepWaitingLegs(acting, change.operatorId)
  return after
}

/** The row stays, so that history keeps the name. */
export async function deleteOperator(acting: Acting, { operatorId, version }: Reference): Promise<void> {
  const { now, operator: actor } = acting
  await inTransaction(acting.db, async (db) => {
    const admins = await lockActiveAdmins(db)
    const before = await lockOperator(db, operatorId)
    mustBeChangeable(actor, before, version)
    mustNotBeOneself(actor, before)
    mustLeaveAnAdmin(admins, before)
    await db
      .updateTable('operator')
      .set({ deleted_at: now, updated_at: now, version: version + 1 })
      .where('operator_id', '=', operatorId)
      .execute()
    await replaceQueues(db, operatorId, [])
    await endSessionsOf(db, operatorId, now)
    await revokeLinksOf(db, operatorId, now)
    await record(acting, db, 'operators/delete', before, null)
    await endWaitingLegs({ ...acting, db }, operatorId)
  })
  await sweepWaitingLegs(acting, operatorId)
}

async function store(db: Db, before: Operator, change: OperatorChange, now: Date): Promise<void> {
  await db
    .updateTable('operator')
    .set({
      last_name: change.lastName,
      first_name: change.firstName,
      telnum: change.telnum ?? null,
      operator_level_id: levelId(change.level),
      version: before.version + 1,
      updated_at: now,
    })
    .$if(before.disabled !== change.disabled, (query) =>
      query.set({ disabled_at: change.disabled ? now : null }),
    )
    .where('operator_id', '=', change.operatorId)
    .execute()
  await replaceQueues(db, change.operatorId, change.queueIds)
}

async function record(
  acting: Acting,
  db: Db,
  action: AuditedAction,
  before: Operator,
  after: Operator | null,
) {
  const { operatorId } = acting.operator
  await audit(db, acting.now, { operatorId, action, subject: before.operatorId, before, after })
}
