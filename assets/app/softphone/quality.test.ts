import { expect, test } from 'vitest'
import { qualityWords } from './quality.ts'

test('says the worst of what is wrong with the line', () => {
  expect(qualityWords(['high-jitter', 'low-bytes-received'], false)).toBe('lost')
  expect(qualityWords(['constant-audio-input-level', 'high-rtt'], false)).toBe('unstable')
  expect(qualityWords([], false)).toBeUndefined()
  expect(qualityWords(['a-warning-of-tomorrow'], false)).toBeUndefined()
})

test('does not wonder at the silence of who is muted', () => {
  expect(qualityWords(['constant-audio-input-level'], false)).toBe('silent')
  expect(qualityWords(['constant-audio-input-level'], true)).toBeUndefined()
})
