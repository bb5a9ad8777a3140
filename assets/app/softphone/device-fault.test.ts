import { expect, test } from 'vitest'
import { faultOf, isExpired, openingFault } from './device-fault.ts'

test.each([20101, 20102, 20103, 20105, 20106, 20107, 20151, 20157, 31204, 31207])(
  'Twilio’s %i: the token was refused',
  (code) => {
    expect(faultOf({ code })).toBe('token-refused')
    expect(isExpired({ code })).toBe(false)
  },
)

test.each([20104, 31205])('Twilio’s %i: the token’s time is over, and the next one helps', (code) => {
  expect(isExpired({ code })).toBe(true)
})

test('what has no number of Twilio’s is a call that failed', () => {
  for (const error of [undefined, null, new Error(), { code: '20101' }])
    expect(faultOf(error)).toBe('call-failed')
})

test.each([
  ['NotAllowedError', 'microphone-refused'],
  ['NotFoundError', 'microphone-missing'],
  ['OverconstrainedError', 'microphone-missing'],
  ['NotReadableError', 'microphone-busy'],
])('a microphone that does not open for %s: %s', (name, fault) => {
  expect(openingFault(new DOMException('', name))).toBe(fault)
  expect(openingFault(undefined)).toBe('microphone-busy')
})
