import type * as z from 'zod/mini'
import { VisibleError } from '../errors.ts'
import { reaches } from '../operator/level.ts'
import { findSession } from '../session/session.ts'
import { readSessionToken } from '../session/session-token.ts'
import { sessionCookie } from './cookies.ts'
import type { Desk, SignedInDesk } from './desk.ts'
import type { DeskAction, Level } from './desk-actions.ts'
import { deskFunction, type DeskHandler, type SchemaOf, type Step } from './desk-function.ts'

/** Open to everybody. */
export function publicFunction<Action extends DeskAction, Schema extends z.ZodMiniType>(
  action: Action,
  schema: SchemaOf<Action, Schema>,
  step: Step<Action, Desk>,
): DeskHandler {
  return deskFunction(action, async (desk) => desk, schema, step)
}

/** For whoever is signed in, even with a password that must be changed first. */
export function anySessionFunction<Action extends DeskAction, Schema extends z.ZodMiniType>(
  action: Action,
  schema: SchemaOf<Action, Schema>,
  step: Step<Action, SignedInDesk>,
): DeskHandler {
  return deskFunction(action, signIn, schema, step)
}

/** For operators and everybody above. */
export const operatorFunction = levelFunction('operator')

/** For supervisors and administrators. */
export const supervisorFunction = levelFunction('supervisor')

/** For administrators. */
export const adminFunction = levelFunction('admin')

function levelFunction(level: Level) {
  return <Action extends DeskAction, Schema extends z.ZodMiniType>(
    action: Action,
    schema: SchemaOf<Action, Schema>,
    step: Step<Action, SignedInDesk>,
  ): DeskHandler => deskFunction(action, doorOf(level), schema, step)
}

function doorOf(level: Level) {
  return async (desk: Desk): Promise<SignedInDesk> => {
    const opened = await signIn(desk)
    if (opened.operator.mustChangePassword) throw new VisibleError('password-must-change')
    const { operatorId } = opened.operator
    if (!reaches(opened.operator.level, level)) throw new VisibleError('level', { operatorId })
    return opened
  }
}

async function signIn(desk: Desk): Promise<SignedInDesk> {
  const claim = readSessionToken(desk.config, desk.cookies.read(sessionCookie))
  const operator = claim && (await findSession(desk.db, claim, desk.now))
  // The cookie stays: an answer that comes late must not end the session begun meanwhile.
  if (!operator) throw new VisibleError('no-session')
  // Somebody else signed in with this browser: what the page sends is not theirs.
  if ((desk.speaksAs ?? operator.operatorId) !== operator.operatorId) throw new VisibleError('other-operator')
  return { ...desk, operator }
}
