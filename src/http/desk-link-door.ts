import { VisibleError } from '../errors.ts'
import { findWatchedQueues } from '../wallboard/links.ts'
import { boardToken } from '../wallboard/wallboard-schemas.ts'
import type { Desk } from './desk.ts'
import { deskFunction, type DeskHandler, type Response } from './desk-function.ts'

/** For screens that hold the token of a wallboard link: the step gets the link's queues. */
export function linkFunction<Action extends 'wallboard/board'>(
  action: Action,
  step: (queueIds: string[], desk: Desk) => Promise<Response<Action>>,
): DeskHandler {
  return deskFunction(
    action,
    async (desk) => desk,
    boardToken,
    async ({ token }, desk) => {
      const queueIds = await findWatchedQueues(desk.db, token, desk.now)
      if (!queueIds) throw new VisibleError('link-refused')
      return step(queueIds, desk)
    },
  )
}
