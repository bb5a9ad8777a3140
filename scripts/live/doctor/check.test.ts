import { expect, test } from 'vitest'
import { doubt, unknown, verdictOf, well, wrong } from './check.ts'

test('all is well only where everything was looked at', () => {
  expect(verdictOf([well('MySQL', 'answers')])).toBe('All well.')
  expect(verdictOf([well('MySQL', 'answers'), ...unknown(['row'], 'the desk does not answer')])).toBe(
    '0 wrong, 0 in doubt, 1 not looked at.',
  )
})

test('what is wrong, in doubt and unknown is counted', () => {
  const checks = [wrong('MySQL', 'away'), ...unknown(['schema', 'wiring'], 'MySQL is away')]
  expect(verdictOf([...checks, doubt('build', 'another', 'deploy')])).toBe(
    '1 wrong, 1 in doubt, 2 not looked at.',
  )
  expect(verdictOf([wrong('MySQL', 'away')])).toBe('1 wrong, 0 in doubt.')
})
