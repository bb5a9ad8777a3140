import type { ContactDraft, Outcome } from '../../../src/http/desk-actions.ts'
import { VisibleError } from '../api.ts'
import { keepOnMachine, keptOnMachine } from '../keep-on-machine.ts'
import { newContactId } from './contact-id.ts'
import { mayPass } from './may-pass.ts'

/** What is written about one call, with what is needed to show it again after a reload. */
export interface Note extends ContactDraft {
  contactId: string
  /** The customer's name as it was on screen, or the address that called. */
  about: string | null
}

export type Kept = 'empty' | 'typing' | 'saving' | 'saved' | 'failed' | 'refused'

export interface KeptNote {
  note: Note
  kept: Kept
  /** Why the server does not have it; it stays until the server has, so that nothing jumps while somebody types. */
  trouble: VisibleError | null
  /** The line of its call; null for what an earlier page wrote. */
  leg: string | null
  isOpen: boolean
}

/** What the phone learns of a call, not what an operator writes about it. */
export type OfCall = Partial<Omit<Note, 'contactId' | 'note' | 'outcome'>>

export type SaveNote = (draft: ContactDraft) => Promise<unknown>

/** As `contacts/save` takes it. */
export const mostLetters = 10_000

const savedEveryMs = 2_000
const retriedAfterMs = 5_000
const settledWithinMs = 3_000

/**
 * The notes of all calls, each one its own: open on screen until the operator puts it away; on this machine with each
 * letter, at the server every two seconds, until it is there.
 */
export class NoteBox {
  /** In the order of the screen. */
  #notes: readonly KeptNote[] = []
  #open: readonly KeptNote[] = []
  readonly #key: string
  readonly #save: SaveNote
  readonly #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #flushing: Promise<void> | undefined
  #closed = false
  #isAttended = (): boolean => false

  constructor(operatorId: string, save: SaveNote) {
    this.#key = `runa.notes.${operatorId}`
    this.#save = save
  }

  read = (): readonly KeptNote[] => this.#open

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Whoever draws the notes sees whether somebody is at one of them, with the keyboard or the mouse. */
  watch = (isAttended: () => boolean): (() => void) => {
    this.#isAttended = isAttended
    return () => (this.#isAttended = () => false)
  }

  /** What an earlier page had open or did not get saved. */
  recover(): void {
    this.#closed = false
    const known = new Set(this.#notes.map(({ note }) => note.contactId))
    const stored = storedNotes(this.#key).filter(({ note }) => !known.has(note.contactId))
    this.#become([...this.#notes, ...stored])
    void this.flush()
  }

  /** A new call: a note of its own, above the others; below them while one is attended, so that none moves. */
  begin(leg: string, about: OfCall): void {
    void this.flush()
    const isAttended = this.#isAttended()
    const note: Note = { contactId: newContactId(), outcome: 'none', note: '', about: null, ...about }
    const begun: KeptNote = { note, kept: 'empty', trouble: null, leg, isOpen: true }
    const others = this.#notes.filter(({ kept }) => kept !== 'empty' || isAttended)
    this.#become(isAttended ? [...others, begun] : [begun, ...others])
  }

  /** Off the screen; what is unsaved is still sent. */
  putAway = (contactId: string): void => {
    this.#putAway((each) => each.note.contactId === contactId)
    void this.flush()
  }

  /** All that were saved, except the one of this line. */
  putAwaySaved = (leg: string | null): void =>
    this.#putAway((each) => each.kept === 'saved' && (leg === null || each.leg !== leg))

  /** The call of this line was none: what nobody has written in is no note. */
  putAwayEmpty = (leg: string): void => this.#putAway((each) => each.kept === 'empty' && each.leg === leg)

  /** What the server will not have, and nobody wants to mend. */
  discard = (contactId: string): void => {
    this.#become(this.#notes.filter(({ note }) => note.contactId !== contactId))
    this.#store()
  }

  write = (contactId: string, note: string): void => this.#edit(contactId, { note })
  decide = (contactId: string, outcome: Outcome): void => this.#edit(contactId, { outcome })

  /** What has become known of the call on this line; an empty note stays unsaved. */
  learn(leg: string, about: OfCall): void {
    const known = this.#notes.find((each) => each.leg === leg)
    if (!known || !differs(known.note, about)) return
    if (known.kept !== 'empty') return this.#edit(known.note.contactId, about)
    this.#replace(known, { note: { ...known.note, ...about } })
  }

  get hasUnsaved(): boolean {
    return this.#notes.some(isUnsaved)
  }

  /** Sends what is unsaved now. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (!this.#flushing && this.#waiting().length === 0) return Promise.resolve()
    this.#flushing ??= this.#sendAll().finally(() => (this.#flushing = undefined))
    return this.#flushing
  }

  /** Before a sign-out: what is typed reaches the server, also what was typed while the rest was being sent. */
  async settle(): Promise<void> {
    const patience = new Promise((resolve) => setTimeout(resolve, settledWithinMs))
    await Promise.race([this.flush().then(() => this.flush()), patience])
  }

  /** Another tab has the phone now, and recovers what is open or unsaved. */
  letGo(): void {
    this.#stop()
    this.#become([])
  }

  /** Signed out: only what is unsaved stays on this machine, and is sent when its writer is back. */
  close(): void {
    this.#putAway(() => true)
    this.#stop()
    this.#listeners.clear()
  }

  #stop(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  async #sendAll(): Promise<void> {
    let failed = false
    for (const { note } of this.#waiting()) {
      // Whoever has the session or the phone now, it is not for this box to write as them.
      if (this.#closed) return
      failed = !(await this.#send(note)) || failed
    }
    if (this.#waiting().length > 0) this.#later(failed ? retriedAfterMs : savedEveryMs)
  }

  /** What was refused is sent again only when it has changed. */
  #waiting(): KeptNote[] {
    return this.#notes.filter((each) => isUnsaved(each) && each.kept !== 'refused')
  }

  #edit(contactId: string, change: Partial<Note>): void {
    const edited = this.#notes.find(({ note }) => note.contactId === contactId)
    if (!edited) return
    const edit = (edited.note.edit ?? 0) + 1
    this.#replace(edited, { note: { ...edited.note, ...change, edit }, kept: 'typing' })
    this.#store()
    this.#later(savedEveryMs)
  }

  async #send(note: Note): Promise<boolean> {
    this.#tell(note, { kept: 'saving' })
    const { about: _about, ...draft } = note
    try {
      if (lettersIn(note) > mostLetters) throw new VisibleError('invalid', { note: 'too-long' })
      await this.#save(draft)
    } catch (error) {
      return this.#unsent(note, error)
    }
    this.#tell(note, { kept: 'saved', trouble: null })
    return true
  }

  #unsent(note: Note, error: unknown): Promise<boolean> | boolean {
    const lesser = withoutRefused(note, error)
    if (lesser && this.#tell(note, { note: lesser })) return this.#send(lesser)
    const kept = mayPass(error) ? 'failed' : 'refused'
    this.#tell(note, { kept, trouble: error instanceof VisibleError ? error : new VisibleError('internal') })
    return false
  }

  /** Of a note that was typed on meanwhile there is nothing to tell: the newer one is still unsaved. */
  #tell(note: Note, change: Partial<KeptNote>): boolean {
    const told = this.#notes.find((each) => each.note === note)
    if (!told) return false
    this.#replace(told, change)
    this.#store()
    return true
  }

  #later(ms: number): void {
    if (this.#closed) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.flush()
    }, ms)
  }

  #putAway(which: (note: KeptNote) => boolean): void {
    this.#become(this.#notes.map((each) => (which(each) ? { ...each, isOpen: false } : each)))
    this.#store()
  }

  #store(): void {
    if (this.#closed) return
    const worthKeeping = this.#notes.filter(({ kept }) => kept !== 'empty')
    const stored = worthKeeping.map(({ note, kept }) => ({ ...note, isSaved: kept === 'saved' }))
    keepOnMachine(this.#key, JSON.stringify(stored))
  }

  #replace(before: KeptNote, change: Partial<KeptNote>): void {
    this.#become(this.#notes.map((each) => (each === before ? { ...each, ...change } : each)))
  }

  #become(notes: readonly KeptNote[]): void {
    this.#notes = notes.filter((each) => each.isOpen || isUnsaved(each))
    this.#open = notes.filter(({ isOpen }) => isOpen)
    this.#listeners.forEach((listener) => listener())
  }
}

/** As a person counts them. */
export function lettersIn({ note }: Note): number {
  return [...note].length
}

function isUnsaved({ kept }: KeptNote): boolean {
  return kept !== 'empty' && kept !== 'saved'
}

const ofCall = ['customerId', 'callSid', 'number', 'queueId'] as const

/** What the server does not accept of the call, a customer deleted meanwhile, is left out: the words are kept. */
function withoutRefused(note: Note, error: unknown): Note | undefined {
  if (!(error instanceof VisibleError) || error.code !== 'invalid') return undefined
  const refused = ofCall.filter((name) => name in error.fields && note[name] != null)
  if (refused.length === 0) return undefined
  const about = refused.includes('customerId') ? null : note.about
  return { ...note, about, ...Object.fromEntries(refused.map((name) => [name, null])) }
}

function differs(note: Note, about: OfCall): boolean {
  return Object.entries(about).some(([key, value]) => note[key as keyof Note] !== value)
}

function storedNotes(key: string): KeptNote[] {
  try {
    const stored: unknown = JSON.parse(keptOnMachine(key) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isStoredNote).map(toKeptNote) : []
  } catch {
    return []
  }
}

type StoredNote = Note & { isSaved?: boolean }

function isStoredNote(stored: unknown): stored is StoredNote {
  const { contactId, note } = (stored ?? {}) as Partial<Note>
  return typeof contactId === 'string' && typeof note === 'string'
}

function toKeptNote({ isSaved, ...note }: StoredNote): KeptNote {
  return { note, kept: isSaved ? 'saved' : 'typing', trouble: null, leg: null, isOpen: true }
}
