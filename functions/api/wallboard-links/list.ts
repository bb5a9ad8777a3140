import { supervisorFunction } from '../../../src/http/desk-doors.ts'
import { nothing } from '../../../src/fields.ts'
import { listLinks } from '../../../src/wallboard/links.ts'

/** The links under which screens show the wallboard. */
export const handler = supervisorFunction('wallboard-links/list', nothing, async (_, { db, now }) => ({
  links: await listLinks(db, now),
}))
