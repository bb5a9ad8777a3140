import { expect, test } from 'vitest'
import { KeyReader } from './telephone-event.ts'

const during = (key: number) => Buffer.from([key, 10, 0, 160])
const end = (key: number) => Buffer.from([key, 10 | 0x80, 5, 0])

test('a key is read once, although its end is sent three times', () => {
  const keys: string[] = []
  const reader = new KeyReader((key) => keys.push(key))
  for (const packet of [during(5), during(5), end(5), end(5), end(5)]) reader.read(1000, packet)
  for (const packet of [during(5), end(5), end(5)]) reader.read(3000, packet)
  for (const packet of [end(11), end(99)]) reader.read(5000, packet)
  expect(keys).toEqual(['5', '5', '#'])
})
