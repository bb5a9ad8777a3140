import { supervisorFunction } from '../../../src/http/desk-doors.ts'
import { createLink } from '../../../src/wallboard/links.ts'
import { newLink } from '../../../src/wallboard/wallboard-schemas.ts'

/** A link for a screen; its token is shown this once. */
export const handler = supervisorFunction('wallboard-links/create', newLink, async (link, desk) =>
  createLink(desk, link),
)
