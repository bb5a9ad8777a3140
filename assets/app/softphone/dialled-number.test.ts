import { expect, test } from 'vitest'
import { numberAsTyped } from './dialled-number.ts'

test('what is typed or pasted stays legible', () => {
  expect(numberAsTyped('03/1234.5678')).toBe('03-1234-5678')
  expect(numberAsTyped('\u202a＋1 (202) 555‐0123')).toBe('+12025550123')
})
