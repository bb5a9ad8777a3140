import { VisibleError } from '../errors.ts'
import type { Level, Operator, OperatorChange } from '../http/desk-actions.ts'
import type { SessionOperator } from '../session/session.ts'
import { reaches } from './level.ts'

/** Nobody gives a level above their own. */
export function mustReach(actor: SessionOperator, level: Level): void {
  const { operatorId } = actor
  if (!reaches(actor.level, level)) throw new VisibleError('level', { operatorId })
}

/** The operator there is, in the version that was looked at, and within the actor's reach. */
export function mustBeChangeable(
  actor: SessionOperator,
  operator: Operator | undefined,
  version: number,
): asserts operator is Operator {
  if (!operator) throw new VisibleError('not-found')
  mustReach(actor, operator.level)
  if (operator.version !== version) throw new VisibleError('changed-meanwhile')
}

export function mustNotBeOneself(actor: SessionOperator, operator: Operator): void {
  if (actor.operatorId === operator.operatorId) throw new VisibleError('own-account')
}

/** Nobody disables or raises themselves. */
export function mustBeAllowedToOneself(
  actor: SessionOperator,
  before: Operator,
  after: OperatorChange,
): void {
  const raised = before.level !== after.level && reaches(after.level, before.level)
  if (after.disabled || raised) mustNotBeOneself(actor, before)
}

/** Somebody must be left who can make administrators. `admins` are those active now. */
export function mustLeaveAnAdmin(admins: readonly string[], operator: Operator): void {
  if (admins.length === 1 && admins[0] === operator.operatorId) throw new VisibleError('last-admin')
}
