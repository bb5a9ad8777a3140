import type { ContactDraft, Outcome } from '../../../src/http/desk-actions.ts'
import { VisibleError } from '../api.ts'
import { keepOnMachine, keptOnMachine } from '../keep-on-machine.ts'
import { newContactId } from './contact-id.ts'
import { mayPass } from './may-pass.ts'

/** What is written about one call, with what is needed to show it again after a reload. */
export interface Note extends ContactDraft {
  contactId: string
  /** The customer's name as it was on screen. */
  about: string | null
}

export type Kept = 'empty' | 'typing' | 'saving' | 'saved' | 'failed' | 'refused'

export interface NoteState {
  note: Note | null
  kept: Kept
}

export type SaveNote = (draft: ContactDraft) => Promise<unknown>

const savedEveryMs = 2_000
const retriedAfterMs = 5_000
const settledWithinMs = 3_000

/** One call's note: on this machine with each letter, at the server every two seconds, until it is there. */
export class NoteBox {
  #state: NoteState = { note: null, kept: 'empty' }
  /** What the server does not have yet, by contact id: outlives a reload and a crash. */
  readonly #unsaved = new Map<string, Note>()
  /** Sent again only when they have changed: the server will not have them as they are. */
  readonly #refused = new Set<Note>()
  readonly #key: string
  readonly #save: SaveNote
  readonly #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #flushing: Promise<void> | undefined
  #closed = false

  constructor(operatorId: string, save: SaveNote) {
    this.#key = `runa.notes.${operatorId}`
    this.#save = save
  }

  read = (): NoteState => this.#state

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What an earlier page did not get saved: the last one comes back on screen, and all of them are sent. */
  recover(): void {
    this.#closed = false
    for (const note of storedNotes(this.#key)) this.#unsaved.set(note.contactId, note)
    const last = [...this.#unsaved.values()].at(-1)
    if (!last) return
    this.#become({ note: last, kept: 'typing' })
    void this.flush()
  }

  /** A new call: a new note. The one before is saved by itself. */
  begin(about: Partial<Omit<Note, 'contactId' | 'note' | 'outcome'>>): void {
    void this.flush()
    const note: Note = { contactId: newContactId(), outcome: 'none', note: '', about: null, ...about }
    this.#become({ note, kept: 'empty' })
  }

  /** Off the screen; what is unsaved is still sent. */
  putAway(): void {
    void this.flush()
    this.#become({ note: null, kept: 'empty' })
  }

  write = (text: string): void => this.#change({ note: text })
  decide = (outcome: Outcome): void => this.#change({ outcome })

  /** What has become known of the call; an empty note stays unsaved. */
  learn(about: Partial<Omit<Note, 'contactId' | 'note' | 'outcome'>>): void {
    const { note, kept } = this.#state
    if (!note || !differs(note, about)) return
    if (kept === 'empty') this.#become({ note: { ...note, ...about }, kept })
    else this.#change(about)
  }

  get hasUnsaved(): boolean {
    return this.#unsaved.size > 0
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

  /** Another tab has the phone now, and recovers what is unsaved. */
  letGo(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#unsaved.clear()
    this.#become({ note: null, kept: 'empty' })
  }

  close(): void {
    void this.flush()
    this.#closed = true
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#listeners.clear()
  }

  async #sendAll(): Promise<void> {
    let failed = false
    for (const note of this.#waiting()) failed = !(await this.#send(note)) || failed
    if (this.#waiting().length > 0) this.#later(failed ? retriedAfterMs : savedEveryMs)
  }

  #waiting(): Note[] {
    return [...this.#unsaved.values()].filter((note) => !this.#refused.has(note))
  }

  #change(change: Partial<Note>): void {
    const { note } = this.#state
    if (!note) return
    const changed = { ...note, ...change }
    this.#unsaved.set(changed.contactId, changed)
    this.#store()
    this.#become({ note: changed, kept: 'typing' })
    this.#later(savedEveryMs)
  }

  async #send(note: Note): Promise<boolean> {
    this.#tell(note, 'saving')
    const { about: _about, ...draft } = note
    try {
      await this.#save(draft)
    } catch (error) {
      return this.#unsent(note, error)
    }
    // Typed on meanwhile: then the newer one is still unsaved.
    if (this.#unsaved.get(note.contactId) === note) this.#unsaved.delete(note.contactId)
    this.#store()
    this.#tell(note, 'saved')
    return true
  }

  #unsent(note: Note, error: unknown): Promise<boolean> | boolean {
    const isCurrent = this.#unsaved.get(note.contactId) === note
    if (isCurrent && note.customerId && isCustomerGone(error)) return this.#send(this.#withoutCustomer(note))
    if (!mayPass(error)) this.#refused.add(note)
    this.#tell(note, mayPass(error) ? 'failed' : 'refused')
    return false
  }

  /** The customer was deleted meanwhile: what was written is kept without them. */
  #withoutCustomer(note: Note): Note {
    const changed = { ...note, customerId: null, about: null }
    this.#unsaved.set(changed.contactId, changed)
    this.#store()
    if (this.#state.note === note) this.#become({ note: changed, kept: 'saving' })
    return changed
  }

  #tell(about: Note, kept: Kept): void {
    const { note } = this.#state
    if (note === about) this.#become({ note, kept })
  }

  #later(ms: number): void {
    if (this.#closed) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.flush()
    }, ms)
  }

  #store(): void {
    if (!this.#closed) keepOnMachine(this.#key, JSON.stringify([...this.#unsaved.values()]))
  }

  #become(state: NoteState): void {
    this.#state = state
    this.#listeners.forEach((listener) => listener())
  }
}

function isCustomerGone(error: unknown): boolean {
  return error instanceof VisibleError && error.code === 'invalid' && 'customerId' in error.fields
}

function differs(note: Note, about: Partial<Note>): boolean {
  return Object.entries(about).some(([key, value]) => note[key as keyof Note] !== value)
}

function storedNotes(key: string): Note[] {
  try {
    const stored: unknown = JSON.parse(keptOnMachine(key) ?? '[]')
    return Array.isArray(stored) ? (stored as Note[]) : []
  } catch {
    return []
  }
}
