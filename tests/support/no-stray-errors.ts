import { afterEach, beforeEach, expect, vi } from 'vitest'

/** An error that nobody expected fails the test. Expect one with `console.error` mocked in the test itself. */
beforeEach(() => {
  vi.spyOn(console, 'error')
})

afterEach(() => {
  const printed = vi.isMockFunction(console.error) ? vi.mocked(console.error).mock.calls : []
  vi.restoreAllMocks()
  expect(printed, 'unexpected console.error').toEqual([])
})
