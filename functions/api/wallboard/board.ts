import { linkFunction } from '../../../src/http/desk-link-door.ts'
import { readBoard } from '../../../src/wallboard/board.ts'

/** The wallboard on a screen without a session, by the token of its link. */
export const handler = linkFunction('wallboard/board', async (queueIds, desk) =>
  readBoard(desk, (queueId) => queueIds.includes(queueId)),
)
