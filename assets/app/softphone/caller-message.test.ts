import { expect, test } from 'vitest'
import { callerIn } from './caller-message.ts'

const caller = { kind: 'caller', callSid: 'CA1', number: null, queueId: 'support', waitSeconds: 3 }

test('reads the caller from what the server sends, as text or as an object', () => {
  expect(callerIn(JSON.stringify(caller))).toEqual(caller)
  expect(callerIn(caller)).toEqual(caller)
})

test.each(['', '{', 'null', '[]', '{"kind":"other"}', null, undefined, 7])(
  'takes nothing from %j',
  (content) => {
    expect(callerIn(content)).toBeUndefined()
  },
)
