import { audit } from '../audit/audit.ts'
import type { Db } from '../db/db.ts'
import { inTransaction } from '../db/transaction.ts'
import { isDuplicate, isOrphan } from '../db/constraint.ts'
import { VisibleError } from '../errors.ts'
import type { Contact, ContactDraft } from '../http/desk-actions.ts'
import type { SessionOperator } from '../session/session.ts'
import { findContact, type StoredContact } from './contact-queries.ts'
import { findGround, type NoteGround } from './note-ground.ts'
import { isToBeKept, keepText } from './note-revisions.ts'

interface Acting {
  db: Db
  now: Date
  operator: SessionOperator
}

/**
 * Saves what an operator writes while talking, again and again under one id. The first save dates it; only its writer
 * may overwrite it, and what it said before is kept; saving the same once more changes nothing, nor does a save that was
 * held up on its way and comes after a later one.
 */
export async function saveContact(acting: Acting, draft: ContactDraft): Promise<Contact> {
  const once = () => inTransaction(acting.db, (db) => save({ ...acting, db }, draft))
  try {
    // Two first saves at the same moment: the second finds the first when it tries again.
    return await once().catch((error: unknown) => (isDuplicate(error) ? once() : Promise.reject(error)))
  } catch (error) {
    if (isOrphan(error)) throw new VisibleError('invalid', { fields: { customerId: 'unknown' } })
    throw error
  }
}

async function save({ db, now, operator }: Acting, written: ContactDraft): Promise<Contact> {
  const { operatorId } = operator
  const stored = await findContact(db, written.contactId)
  const before = stored?.contact
  if (before && before.operatorId !== operatorId) throw new VisibleError('level', { operatorId })
  if (stored && editOf(written, stored) < stored.edit) return stored.contact
  const ground = await findGround(db, operatorId, written)
  const draft = onGround(written, ground, before)
  if (stored && isSame(stored, draft)) return stored.contact
  if (before && isToBeKept(before, draft, ground, now)) await keepText(db, before, now)
  await (stored ? update(db, stored, draft, now) : insert(db, draft, operatorId, now))
  const saved = (await findContact(db, draft.contactId))!
  // While this one waited for the row, a later one was saved.
  if (stored && editOf(draft, stored) < saved.edit) return saved.contact
  const after = saved.contact
  const record = { operatorId, action: 'contacts/save' as const, subject: draft.contactId }
  if (!before || isDecision(before, after))
    await audit(db, now, {
      ...record,
      before: before ? withoutNote(before) : null,
      after: withoutNote(after),
    })
  return after
}

/** A note names a call of the writer's and its queue, or a queue of the writer's, or none: anybody may write an id. */
function onGround(draft: ContactDraft, ground: NoteGround, before: Contact | undefined): ContactDraft {
  const wasChecked = (name: 'callSid' | 'queueId') => before && before[name] === (draft[name] ?? null)
  return {
    ...draft,
    callSid: wasChecked('callSid') || ground.isOwnCall ? draft.callSid : null,
    queueId: ground.callQueueId ?? (wasChecked('queueId') || ground.isOwnQueue ? draft.queueId : null),
  }
}

/** Every few words are saved: the log has what was decided, and the text stays where it can be deleted. */
function isDecision(before: Contact, after: Contact): boolean {
  return before.outcome !== after.outcome || before.customerId !== after.customerId
}

function withoutNote({ note: _, ...contact }: Contact): Omit<Contact, 'note'> {
  return contact
}

async function insert(db: Db, draft: ContactDraft, operatorId: string, now: Date): Promise<void> {
  const keys = { contact_id: draft.contactId, operator_id: operatorId }
  const times = { contacted_at: now, created_at: now, updated_at: now }
  await db
    .insertInto('contact')
    .values({ ...keys, ...toColumns(draft), edit: draft.edit ?? 0, ...times })
    .execute()
}

/** Of two at the same moment the later edit stays, whichever comes second. */
async function update(db: Db, stored: StoredContact, draft: ContactDraft, now: Date): Promise<void> {
  const edit = editOf(draft, stored)
  await db
    .updateTable('contact')
    .set({ ...toColumns(draft), edit, version: stored.contact.version + 1, updated_at: now })
    .where('contact_id', '=', draft.contactId)
    .where('edit', '<=', edit)
    .execute()
}

function toColumns(draft: ContactDraft) {
  return {
    customer_id: draft.customerId ?? null,
    CallSid: draft.callSid ?? null,
    number: draft.number ?? null,
    queue_id: draft.queueId ?? null,
    outcome: draft.outcome,
    note: draft.note,
  }
}

/** A page that does not count its edits is taken at its word. */
function editOf(draft: ContactDraft, stored: StoredContact): number {
  return draft.edit ?? stored.edit
}

function isSame(stored: StoredContact, draft: ContactDraft): boolean {
  const { contact, edit } = stored
  return (
    edit === editOf(draft, stored) &&
    contact.customerId === (draft.customerId ?? null) &&
    contact.callSid === (draft.callSid ?? null) &&
    contact.number === (draft.number ?? null) &&
    contact.queueId === (draft.queueId ?? null) &&
    contact.outcome === draft.outcome &&
    contact.note === draft.note
  )
}
