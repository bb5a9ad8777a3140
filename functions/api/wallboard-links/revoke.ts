import { supervisorFunction } from '../../../src/http/desk-doors.ts'
import { revokeLink } from '../../../src/wallboard/links.ts'
import { linkReference } from '../../../src/wallboard/wallboard-schemas.ts'

/** The screens with this link go dark. */
export const handler = supervisorFunction(
  'wallboard-links/revoke',
  linkReference,
  async ({ linkId }, desk) => {
    await revokeLink(desk, linkId)
    return {}
  },
)
