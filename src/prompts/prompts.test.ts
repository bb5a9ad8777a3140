import { expect, test } from 'vitest'
import { english } from './en.ts'
import { japanese } from './ja.ts'
import type { Prompts } from './prompts.ts'

function sentences(prompts: Prompts): string[] {
  const { placeInLine, waitingFor, refused, ...fixed } = prompts
  return [placeInLine(5000), waitingFor('あ'.repeat(64)), ...Object.values(refused), ...Object.values(fixed)]
}

test.each([
  ['Japanese', japanese],
  ['English', english],
])('every sentence in %s fits one <Say>: 4500 characters URL-encoded', (_language, prompts) => {
  for (const sentence of sentences(prompts)) {
    expect(sentence.trim()).not.toBe('')
    expect(encodeURIComponent(sentence).length, sentence).toBeLessThan(4500)
  }
})

test('Japanese is Japanese, and English is not', () => {
  for (const sentence of sentences(japanese)) expect(sentence).toMatch(/[ぁ-ん]/)
  for (const sentence of sentences(english))
    expect(sentence.replaceAll('あ', '')).not.toMatch(/[ぁ-んァ-ヶ一-龠]/)
})
