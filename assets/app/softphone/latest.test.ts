import { expect, test } from 'vitest'
import { Latest } from './latest.ts'

/** A question whose answers come in the order that the test likes. */
function aQuestion() {
  const answers: ((answer: string) => void)[] = []
  const question = new Latest(() => new Promise<string>((answer) => answers.push(answer)))
  return { question, answers }
}

test('an answer that comes after a newer question’s is out of date', async () => {
  const { question, answers } = aQuestion()
  const [older, newer] = [question.ask(), question.ask()]
  answers[1]!('new')
  answers[0]!('old')
  expect(await newer).toBe('new')
  expect(await older).toBeUndefined()
})

test('answers that come in the order of their questions all count, also one that a newer question still waits behind', async () => {
  const { question, answers } = aQuestion()
  const [older, newer] = [question.ask(), question.ask()]
  answers[0]!('old')
  expect(await older).toBe('old')
  answers[1]!('new')
  expect(await newer).toBe('new')
})
