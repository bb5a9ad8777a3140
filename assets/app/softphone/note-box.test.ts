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

function aBox(save: (draft: ContactDraft) => Promise<unknown>) {
  const box = new NoteBox('operator1', save)
  box.begin({ number: '+81312345678', queueId: 'support' })
  return box
}

test('sends what was typed two seconds after the first letter, and not before', async () => {
  const { server, save } = aServer()
  const box = aBox(save)
  box.write('請')
  await vi.advanceTimersByTimeAsync(1_000)
  box.write('請求書')
  await vi.advanceTimersByTimeAsync(999)
  expect(server.saved).toEqual([])
  expect(box.read().kept).toBe('typing')
  await vi.advanceTimersByTimeAsync(1)
  expect(server.saved.map(({ note }) => note)).toEqual(['請求書'])
  expect(box.read().kept).toBe('saved')
})

test('saves one call under one id, so that autosave makes no copies', async () => {
  const { server, save } = aServer()
  const box = aBox(save)
  box.write('a')
  await box.flush()
  box.decide('resolved')
  await box.flush()
  expect(server.saved).toHaveLength(2)
  expect(new Set(server.saved.map(({ contactId }) => contactId)).size).toBe(1)
  expect(server.saved[0]?.contactId).toMatch(/^[0-9A-Z]{26}$/)
})

test('leaves no contact behind when nothing was written', async () => {
  const { server, save } = aServer()
  const box = aBox(save)
  box.learn({ customerId: 7 })
  box.begin({})
  await box.flush()
  expect(server.saved).toEqual([])
})

test('what becomes known of the call goes with the note', async () => {
  const { server, save } = aServer()
  const box = aBox(save)
  box.write('a')
  box.learn({ customerId: 7, callSid: 'CA1' })
  await box.flush()
  expect(server.saved).toMatchObject([{ customerId: 7, callSid: 'CA1', number: '+81312345678' }])
  expect(server.saved[0]).not.toHaveProperty('about')
})

test('tries again every five seconds while the server is away, and says that it is not saved', async () => {
  const { server, save } = aServer()
  const box = aBox(save)
  server.away = true
  box.write('a')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(box.read().kept).toBe('failed')
  server.away = false
  await vi.advanceTimersByTimeAsync(4_999)
  expect(server.saved).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(server.saved).toHaveLength(1)
  expect(box.hasUnsaved).toBe(false)
})

test('what is typed while it is being saved is saved too', async () => {
  let answer = () => {}
  const saved: string[] = []
  const box = aBox((draft) => {
    saved.push(draft.note)
    return new Promise<void>((resolve) => (answer = resolve))
  })
  box.write('a')
  await vi.advanceTimersByTimeAsync(2_000)
  box.write('ab')
  answer()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(saved).toEqual(['a', 'ab'])
  expect(box.hasUnsaved).toBe(true)
})

test('a reload brings the unsaved note back, and sends it', async () => {
  const { server, save } = aServer()
  server.away = true
  aBox(save).write('まだ途中')
  server.away = false
  const reloaded = new NoteBox('operator1', save)
  reloaded.recover()
  expect(reloaded.read().note?.note).toBe('まだ途中')
  await vi.advanceTimersByTimeAsync(0)
  expect(server.saved.map(({ note }) => note)).toEqual(['まだ途中'])
  expect(new NoteBox('operator1', save).hasUnsaved).toBe(false)
})

test('a note about a customer deleted meanwhile is kept without the customer', async () => {
  const saved: ContactDraft[] = []
  const box = aBox(async (draft) => {
    if (draft.customerId) throw new VisibleError('invalid', { customerId: 'unknown' })
    saved.push(draft)
  })
  box.write('a')
  box.learn({ customerId: 7, about: '山田 花子' })
  await box.flush()
  expect(saved).toMatchObject([{ note: 'a', customerId: null }])
  expect(box.read()).toMatchObject({ kept: 'saved', note: { customerId: null, about: null } })
  expect(box.hasUnsaved).toBe(false)
})

test('what the server will never have is sent again only when it has changed', async () => {
  const save = vi.fn(() => Promise.reject(new VisibleError('level')))
  const box = aBox(save)
  box.write('a')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(save).toHaveBeenCalledOnce()
  expect(box.read().kept).toBe('refused')
  box.write('ab')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(save).toHaveBeenCalledTimes(2)
})

test('a full storage does not stop the note from being sent', async () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  })
  const { server, save } = aServer()
  const box = aBox(save)
  box.write('a')
  await box.flush()
  expect(server.saved).toHaveLength(1)
})

test('a tab that let the phone go neither sends nor stores, and the next one does both', async () => {
  const { server, save } = aServer()
  server.away = true
  const box = aBox(save)
  box.write('a')
  await box.flush()
  box.letGo()
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
  const box = aBox(save)
  box.write('a')
  const first = box.flush()
  box.write('ab')
  await box.settle()
  await first
  expect(server.saved.map(({ note }) => note)).toEqual(['a', 'ab'])
  const stuck = aBox(() => new Promise(() => {}))
  stuck.write('a')
  const settled = stuck.settle()
  await vi.advanceTimersByTimeAsync(3_000)
  await settled
})

test('a storage with rubbish in it is no reason to fail', () => {
  stored.set('runa.notes.operator1', '{')
  expect(new NoteBox('operator1', async () => {}).hasUnsaved).toBe(false)
})

test('the next call begins an empty note and sends the last one', async () => {
  const { server, save } = aServer()
  const box = aBox(save)
  box.write('first')
  box.begin({ number: null })
  await vi.advanceTimersByTimeAsync(0)
  expect(box.read()).toMatchObject({ kept: 'empty', note: { note: '', outcome: 'none' } })
  expect(server.saved.map(({ note }) => note)).toEqual(['first'])
})
