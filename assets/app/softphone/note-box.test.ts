import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ContactDraft } from '../../../src/http/desk-actions.ts'
import { VisibleError } from '../api.ts'
import { NoteBox } from './note-box.ts'

const stored = new Map<string, string>()

beforeEach(() => {
  vi.useFakeTimers()
  stored.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A server that keeps what it is sent, and may be away. */
function aServer() {
  const server = { saved: [] as ContactDraft[], away: false }
  const save = async (draft: ContactDraft) => {
    if (server.away) throw new Error('away')
    server.saved.push(draft)
  }
  return { server, save }
}

/** With the note of a first call, whose line is `line-1`. */
function aBox(save: (draft: ContactDraft) => Promise<unknown>) {
  const box = new NoteBox('operator1', save)
  box.begin('line-1', { number: '+81312345678', queueId: 'support' })
  const first = idOf(box, 'line-1')
  return {
    box,
    write: (text: string) => box.write(first, text),
    kept: () => box.read().find(({ note }) => note.contactId === first)?.kept,
  }
}

function idOf(box: NoteBox, leg: string): string {
  return box.read().find((each) => each.leg === leg)!.note.contactId
}

const textsOf = (box: NoteBox) => box.read().map(({ note }) => note.note)

test('sends what was typed two seconds after the first letter, and not before', async () => {
  const { server, save } = aServer()
  const { write, kept } = aBox(save)
  write('請')
  await vi.advanceTimersByTimeAsync(1_000)
  write('請求書')
  await vi.advanceTimersByTimeAsync(999)
  expect(server.saved).toEqual([])
  expect(kept()).toBe('typing')
  await vi.advanceTimersByTimeAsync(1)
  expect(server.saved.map(({ note }) => note)).toEqual(['請求書'])
  expect(kept()).toBe('saved')
})

test('saves one call under one id, so that autosave makes no copies', async () => {
  const { server, save } = aServer()
  const { box, write } = aBox(save)
  write('a')
  await box.flush()
  box.decide(idOf(box, 'line-1'), 'resolved')
  await box.flush()
  expect(server.saved).toHaveLength(2)
  expect(new Set(server.saved.map(({ contactId }) => contactId)).size).toBe(1)
  expect(server.saved[0]?.contactId).toMatch(/^[0-9A-Z]{26}$/)
})

test('leaves no contact behind when nothing was written', async () => {
  const { server, save } = aServer()
  const { box } = aBox(save)
  box.learn('line-1', { customerId: 7 })
  box.begin('line-2', {})
  await box.flush()
  expect(server.saved).toEqual([])
  expect(box.read().map(({ leg }) => leg)).toEqual(['line-2'])
})

test('what becomes known of the call goes with the note', async () => {
  const { server, save } = aServer()
  const { box, write } = aBox(save)
  write('a')
  box.learn('line-1', { customerId: 7, callSid: 'CA1' })
  await box.flush()
  expect(server.saved).toMatchObject([{ customerId: 7, callSid: 'CA1', number: '+81312345678' }])
  expect(server.saved[0]).not.toHaveProperty('about')
})

test('the next call has a note of its own: what is typed on goes to the one before, and each learns of its own call', async () => {
  const { server, save } = aServer()
  const { box, write } = aBox(save)
  box.learn('line-1', { customerId: 7, about: '山田 花子' })
  write('請求書を')
  box.begin('line-2', { number: '+819012345678' })
  write('請求書を再送する')
  box.learn('line-2', { customerId: 8, about: '新田' })
  box.learn('line-1', { callSid: 'CA1' })
  box.write(idOf(box, 'line-2'), '住所の変更')
  await box.flush()
  await box.flush()
  const last = new Map(server.saved.map((draft) => [draft.contactId, draft]))
  expect([...last.values()]).toMatchObject([
    { note: '請求書を再送する', customerId: 7, callSid: 'CA1', number: '+81312345678' },
    { note: '住所の変更', customerId: 8, number: '+819012345678' },
  ])
})

test('a new note comes first, and below the others while somebody is at one of them', () => {
  const { box, write } = aBox(async () => {})
  write('a')
  box.begin('line-2', {})
  box.write(idOf(box, 'line-2'), 'b')
  box.watch(() => true)
  box.begin('line-3', {})
  expect(box.read().map(({ leg }) => leg)).toEqual(['line-2', 'line-1', 'line-3'])
})

test('an empty note goes with the next call, but not while somebody is at it', () => {
  const { box } = aBox(async () => {})
  const leave = box.watch(() => true)
  box.begin('line-2', {})
  expect(box.read().map(({ leg }) => leg)).toEqual(['line-1', 'line-2'])
  leave()
  box.begin('line-3', {})
  expect(box.read().map(({ leg }) => leg)).toEqual(['line-3'])
})

test('a note stays open until it is put away, and is sent all the same when it was not saved yet', async () => {
  const { server, save } = aServer()
  const { box, write } = aBox(save)
  server.away = true
  write('a')
  await box.flush()
  box.begin('line-2', {})
  expect(textsOf(box)).toEqual(['', 'a'])
  box.putAway(idOf(box, 'line-1'))
  expect(textsOf(box)).toEqual([''])
  expect(box.hasUnsaved).toBe(true)
  server.away = false
  await vi.advanceTimersByTimeAsync(5_000)
  expect(server.saved.map(({ note }) => note)).toEqual(['a'])
  expect(box.hasUnsaved).toBe(false)
})

test('all that are saved are put away at once, but not the one of this call', async () => {
  const { server, save } = aServer()
  const { box, write } = aBox(save)
  write('a')
  for (const leg of ['line-2', 'line-3', 'line-4']) {
    box.begin(leg, {})
    box.write(idOf(box, leg), leg)
    await box.flush()
  }
  server.away = true
  box.write(idOf(box, 'line-2'), 'unsaved')
  box.putAwaySaved('line-4')
  expect(textsOf(box)).toEqual(['line-4', 'unsaved'])
})

test('tries again every five seconds while the server is away, and says why it is not saved', async () => {
  const server = { saved: 0, away: true }
  const { box, write, kept } = aBox(async () => {
    if (server.away) throw new VisibleError('database-away')
    server.saved++
  })
  write('a')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(box.read()).toMatchObject([{ kept: 'failed', trouble: { code: 'database-away' } }])
  server.away = false
  await vi.advanceTimersByTimeAsync(4_999)
  expect(server.saved).toBe(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(server.saved).toBe(1)
  expect(box.read()).toMatchObject([{ kept: 'saved', trouble: null }])
  expect(kept()).toBe('saved')
  expect(box.hasUnsaved).toBe(false)
})

test('what is typed while it is being saved is saved too', async () => {
  let answer = () => {}
  const saved: string[] = []
  const { box, write, kept } = aBox((draft) => {
    saved.push(draft.note)
    return new Promise<void>((resolve) => (answer = resolve))
  })
  write('a')
  await vi.advanceTimersByTimeAsync(2_000)
  write('ab')
  answer()
  await vi.advanceTimersByTimeAsync(0)
  expect(kept()).toBe('typing')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(saved).toEqual(['a', 'ab'])
  expect(box.hasUnsaved).toBe(true)
})

test('a reload brings every open note back, and sends what was not saved', async () => {
  const { server, save } = aServer()
  const { box, write } = aBox(save)
  write('保存した')
  await box.flush()
  server.away = true
  box.begin('line-2', {})
  box.write(idOf(box, 'line-2'), 'まだ途中')
  server.away = false
  server.saved = []
  const reloaded = new NoteBox('operator1', save)
  reloaded.recover()
  expect(textsOf(reloaded)).toEqual(['まだ途中', '保存した'])
  await vi.advanceTimersByTimeAsync(0)
  expect(server.saved.map(({ note }) => note)).toEqual(['まだ途中'])
  expect(reloaded.read().map(({ kept }) => kept)).toEqual(['saved', 'saved'])
  reloaded.recover()
  expect(textsOf(reloaded)).toEqual(['まだ途中', '保存した'])
})

test('a note of before the reload is not that of a line which has the same name again', () => {
  const { write } = aBox(async () => {})
  write('前の通話')
  const reloaded = new NoteBox('operator1', async () => {})
  reloaded.recover()
  reloaded.begin('line-1', {})
  reloaded.learn('line-1', { customerId: 8 })
  expect(reloaded.read().map(({ note }) => note.customerId)).toEqual([8, undefined])
})

test('after a sign-out only what is unsaved stays on the machine', async () => {
  const { server, save } = aServer()
  const { box, write } = aBox(save)
  write('保存した')
  await box.flush()
  server.away = true
  box.begin('line-2', {})
  box.write(idOf(box, 'line-2'), 'まだ途中')
  server.away = false
  server.saved = []
  box.close()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(server.saved).toEqual([])
  const next = new NoteBox('operator1', save)
  next.recover()
  expect(textsOf(next)).toEqual(['まだ途中'])
})

test('whoever signs in after a sign-out is not made the writer of notes that were still on their way', async () => {
  const saved: string[] = []
  let answer = () => {}
  const { box, write } = aBox((draft) => {
    saved.push(draft.note)
    return new Promise<void>((resolve) => (answer = resolve))
  })
  write('a')
  box.begin('line-2', {})
  box.write(idOf(box, 'line-2'), 'b')
  box.close()
  answer()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(saved).toEqual(['a'])
})

test.each(['customerId', 'callSid', 'number', 'queueId'] as const)(
  'a note whose %s the server does not accept is kept without it',
  async (name) => {
    const saved: ContactDraft[] = []
    const { box, write } = aBox(async (draft) => {
      if (draft[name]) throw new VisibleError('invalid', { [name]: 'unknown' })
      saved.push(draft)
    })
    write('a')
    box.learn('line-1', { customerId: 7, callSid: 'CA1', about: '山田 花子' })
    await box.flush()
    expect(saved).toMatchObject([{ note: 'a', [name]: null }])
    expect(box.read()).toMatchObject([{ kept: 'saved', note: { [name]: null } }])
    expect(box.read()[0]!.note.about).toBe(name === 'customerId' ? null : '山田 花子')
    expect(box.hasUnsaved).toBe(false)
  },
)

test('what the server will never have says why, and is sent again only when it has changed', async () => {
  const save = vi.fn(() => Promise.reject(new VisibleError('invalid', { note: 'too-long' })))
  const { box, write } = aBox(save)
  write('a')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(save).toHaveBeenCalledOnce()
  expect(box.read()).toMatchObject([{ kept: 'refused', trouble: { fields: { note: 'too-long' } } }])
  write('ab')
  expect(box.read()).toMatchObject([{ kept: 'typing' }])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(save).toHaveBeenCalledTimes(2)
})

test('what is too long is not sent at all: so large a text may get no answer that says so', async () => {
  const { server, save } = aServer()
  const { box, write } = aBox(save)
  write('葛'.repeat(10_001))
  await box.flush()
  expect(server.saved).toEqual([])
  expect(box.read()).toMatchObject([{ kept: 'refused', trouble: { fields: { note: 'too-long' } } }])
  write('\u{20B9F}'.repeat(10_000))
  await box.flush()
  expect(server.saved).toHaveLength(1)
})

test('what the server will never have can be thrown away, also from this machine', async () => {
  const { box, write } = aBox(() => Promise.reject(new VisibleError('level')))
  write('a')
  await box.flush()
  box.discard(idOf(box, 'line-1'))
  expect(box.hasUnsaved).toBe(false)
  const reloaded = new NoteBox('operator1', async () => {})
  reloaded.recover()
  expect(reloaded.read()).toEqual([])
})

test('a full storage does not stop the note from being sent', async () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  })
  const { server, save } = aServer()
  const { box, write } = aBox(save)
  write('a')
  await box.flush()
  expect(server.saved).toHaveLength(1)
})

test('a tab that let the phone go neither sends nor stores, and the next one does both', async () => {
  const { server, save } = aServer()
  server.away = true
  const { box, write } = aBox(save)
  write('a')
  await box.flush()
  box.letGo()
  expect(box.read()).toEqual([])
  server.away = false
  await vi.advanceTimersByTimeAsync(60_000)
  expect(server.saved).toEqual([])
  const other = new NoteBox('operator1', save)
  expect(other.hasUnsaved).toBe(false)
  other.recover()
  await other.flush()
  expect(server.saved).toHaveLength(1)
})

test('a sign-out waits for what was typed while the rest was being saved, but not for ever', async () => {
  const { server, save } = aServer()
  const { box, write } = aBox(save)
  write('a')
  const first = box.flush()
  write('ab')
  await box.settle()
  await first
  expect(server.saved.map(({ note }) => note)).toEqual(['a', 'ab'])
  const stuck = aBox(() => new Promise(() => {}))
  stuck.write('a')
  const settled = stuck.box.settle()
  await vi.advanceTimersByTimeAsync(3_000)
  await settled
})

test.each(['{', '7', '[null, 7, {"contactId": 1}]'])(
  'a storage with rubbish in it is no reason to fail: %s',
  (rubbish) => {
    stored.set('runa.notes.operator1', rubbish)
    const box = new NoteBox('operator1', async () => {})
    box.recover()
    expect(box.read()).toEqual([])
  },
)
