import { contactDraft } from '../../../src/customer/contact-schemas.ts'
import { saveContact } from '../../../src/customer/save-contact.ts'
import { operatorFunction } from '../../../src/http/desk-doors.ts'

/** What an operator notes of a call, saved while it is written. */
export const handler = operatorFunction('contacts/save', contactDraft, async (draft, desk) => ({
  contact: await saveContact(desk, draft),
}))
