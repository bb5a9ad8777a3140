import { expect, test } from 'vitest'
import { isolated } from './isolated.ts'

test('a name written from the right is kept to itself, and others are left as they are', () => {
  for (const name of ['שלום', 'مرحبا', 'Anna שלום']) expect(isolated(name)).toBe(`\u2068${name}\u2069`)
  for (const name of ['山田', 'Anna', '😀🍣', '<b>', '']) expect(isolated(name)).toBe(name)
})
