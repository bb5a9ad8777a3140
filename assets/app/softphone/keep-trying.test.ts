import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepTrying } from './keep-trying.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what could not be had is asked for again after one second, then two, until it is there', async () => {
  const ask = vi.fn<() => Promise<string>>()
  ask.mockRejectedValueOnce(new TypeError()).mockRejectedValueOnce(new TypeError()).mockResolvedValue('sdk')
  const missed = vi.fn()
  const had = keepTrying(ask, () => true, { signal: new AbortController().signal, missed })
  await vi.advanceTimersByTimeAsync(2_999)
  expect(ask).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(1)
  expect(await had).toBe('sdk')
  expect(missed).toHaveBeenCalledTimes(2)
})

test('what does not pass is told at once', async () => {
  const refusal = new Error('refused')
  const { signal } = new AbortController()
  const had = keepTrying(
    () => Promise.reject(refusal),
    () => false,
    { signal, missed: () => {} },
  )
  await expect(had).rejects.toBe(refusal)
})
