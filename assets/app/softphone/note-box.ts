import type { ContactDraft, Outcome } from '../../../src/http/desk-actions.ts'
import { newContactId } from './contact-id.ts'

/** What is written about one call, with what is needed to show it again after a reload. */
export interface Note extends ContactDraft {
  contactId: string
  /** The customer's name as it was on screen. */
  about: string | null
}

export type Kept = 'empty' | 'typing' | 'saving' | 'saved' | 'failed'

export interface NoteState {
  note: Note | null
  kept: Kept
}

export type SaveNote = (draft: ContactDraft) => Promise<unknown>

const savedEveryMs = 2_000
const retriedAfterMs = 5_000

/** One call's note: on this machine with each letter, at the server every two seconds, until it is there. */
export class NoteBox {
  #state: NoteState = { note: null, kept: 'empty' }
  /** What the server does not have yet, by contact id: outlives a reload and a crash. */
  readonly #unsaved: Map<string, Note>
  readonly #key: string
  readonly #save: SaveNote
  readonly #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #saving = false

  constructor(operatorId: string, save: SaveNote) {
    this.#key = `runa.notes.${operatorId}`
    this.#save = save
    this.#unsaved = new Map(storedNotes(this.#key).map((note) => [note.contactId, note]))
  }

  read = (): NoteState => this.#state

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What an earlier page did not get saved: the last one comes back on screen, and all of them are sent. */
  recover(): void {
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
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#saving || this.#unsaved.size === 0) return
    this.#saving = true
    let failed = false
    for (const note of this.#unsaved.values()) failed = !(await this.#send(note)) || failed
    this.#saving = false
    if (this.#unsaved.size > 0) this.#later(failed ? retriedAfterMs : savedEveryMs)
  }

  close(): void {
    void this.flush()
    clearTimeout(this.#timer)
    this.#listeners.clear()
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
    } catch {
      this.#tell(note, 'failed')
      return false
    }
    // Typed on meanwhile: then the newer one is still unsaved.
    if (this.#unsaved.get(note.contactId) === note) this.#unsaved.delete(note.contactId)
    this.#store()
    this.#tell(note, 'saved')
    return true
  }

  #tell(about: Note, kept: Kept): void {
    const { note } = this.#state
    if (note === about) this.#become({ note, kept })
  }

  #later(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.flush()
    }, ms)
  }

  #store(): void {
    localStorage.setItem(this.#key, JSON.stringify([...this.#unsaved.values()]))
  }

  #become(state: NoteState): void {
    this.#state = state
    this.#listeners.forEach((listener) => listener())
  }
}

function differs(note: Note, about: Partial<Note>): boolean {
  return Object.entries(about).some(([key, value]) => note[key as keyof Note] !== value)
}

function storedNotes(key: string): Note[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(stored) ? (stored as Note[]) : []
  } catch {
    return []
  }
}
