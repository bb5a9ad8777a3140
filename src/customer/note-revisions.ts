import type { Db } from '../db/db.ts'
import type { Contact, ContactDraft } from '../http/desk-actions.ts'
import type { NoteGround } from './note-ground.ts'

const keptEveryMs = 5 * 60_000

/**
 * A note is saved every few words, and a row for each would bury what counts. Kept is how it stood when its writer was done
 * with the call, and whenever five minutes have passed since it was begun or last kept: whoever rewrites it later
 * replaces nothing that is gone then.
 */
export function isToBeKept(before: Contact, draft: ContactDraft, ground: NoteGround, now: Date): boolean {
  if (before.note === '' || before.note === draft.note) return false
  const since = Math.max(Date.parse(before.contactedAt), ground.keptAt?.getTime() ?? 0)
  const doneAt = ground.doneAt?.getTime() ?? Infinity
  return now.getTime() - since >= keptEveryMs || (doneAt > since && doneAt <= now.getTime())
}

export async function keepText(
  db: Db,
  { contactId, version, outcome, note }: Contact,
  now: Date,
): Promise<void> {
  const row = { contact_id: contactId, version, outcome, note, replaced_at: now }
  await db.insertInto('contact_revision').values(row).execute()
}
