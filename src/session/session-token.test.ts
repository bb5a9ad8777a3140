import { expect, test } from 'vitest'
import { newSessionToken, readSessionToken } from './session-token.ts'

const keys = (sessionSecret: string, stage = '') => ({ sessionSecret, stage })
const [old, fresh] = ['an-old-secret-of-32-characters-at-least', 'a-new-secret-of-32-characters-at-least']

test('while the secret is being replaced nobody has to sign in again', () => {
  const before = newSessionToken(keys(old), 'operator1')
  const both = keys(` ${fresh}, ${old} `)
  expect(readSessionToken(both, before.token)?.sessionId).toBe(before.sessionId)
  const during = newSessionToken(both, 'operator1')
  expect(readSessionToken(keys(fresh), during.token)?.sessionId).toBe(during.sessionId)
})

test('a token of the old secret opens nothing once that is gone; without a secret none does', () => {
  const { token } = newSessionToken(keys(old), 'operator1')
  expect(readSessionToken(keys(fresh), token)).toBeUndefined()
  expect(readSessionToken(keys(''), token)).toBeUndefined()
  expect(readSessionToken(keys(',,'), token)).toBeUndefined()
})

test('a token of one stage opens nothing in another', () => {
  const { token } = newSessionToken(keys(old, 'dev_'), 'operator1')
  expect(readSessionToken(keys(old), token)).toBeUndefined()
})
