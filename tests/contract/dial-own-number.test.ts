import { describe, expect, test } from 'vitest'
import { CENTRE, CUSTOMER } from './application.ts'
import { EVENTS, useDialling } from './dialling.ts'

const { application, calling } = await useDialling()

describe('Dial of a number of the account', () => {
  const BRANCH = '+815099998888'
  const PICKS_UP = '<Pause length="5"/><Gather numDigits="1" action="/pressed"><Say>The branch</Say></Gather>'

  /** A caller of the centre who is led on to the branch, which answers with this document. */
  function calledOn(branch: string, { attributes = '', noun = '' } = {}) {
    application.on('/branch', branch).on('/pressed', '<Say>Pressed</Say><Pause length="60"/>')
    const dial = `<Dial action="/over" timeout="20" ${attributes}><Number ${EVENTS} ${noun}>${BRANCH}</Number></Dial>`
    const call = calling(dial)
    const hook = (path: string) => ({ url: application.url + path, method: 'POST' as const })
    call.telephony.addNumber({
      phoneNumber: BRANCH,
      voice: hook('/branch'),
      statusCallback: hook('/branch-status'),
    })
    application.on('/branch-status', { status: 204 })
    const leg = (direction: string) =>
      [...call.telephony.calls.values()].find((one) => one.to === BRANCH && one.direction === direction)
    return { ...call, leg }
  }

  test('begins an inbound call there, and joins the two once that one is answered', async () => {
    const call = calledOn(PICKS_UP)
    await call.clock.advance(4_000)
    const [dialled, inbound] = [call.leg('outbound-dial'), call.leg('inbound')]
    expect(call.telephony.outside.size).toBe(0)
    expect(application.first('/branch').form).toMatchObject({
      CallSid: inbound?.sid,
      Direction: 'inbound',
      CallStatus: 'ringing',
      From: CUSTOMER,
      To: BRANCH,
    })
    expect(application.first('/branch').form).not.toHaveProperty('ParentCallSid')
    expect([dialled?.status, inbound?.status, call.caller.hears.kind]).toEqual([
      'ringing',
      'ringing',
      'ringback',
    ])
    await call.clock.advance(2_000)
    expect([dialled?.status, inbound?.status]).toEqual(['in-progress', 'in-progress'])
    expect(call.caller.hears).toEqual({ kind: 'bridge', peer: dialled?.sid })
    expect(application.to('/leg').map(({ form }) => form.CallStatus)).toEqual([
      'initiated',
      'ringing',
      'in-progress',
    ])
  })

  test('ends there when the caller hangs up, and here when it ends there', async () => {
    const left = calledOn(PICKS_UP)
    await left.clock.advance(8_000)
    left.caller.hangUp()
    await left.clock.advance(2_000)
    expect(application.last('/branch-status')).toMatchObject({ CallStatus: 'completed', CallDuration: '3' })
    expect(left.leg('outbound-dial')?.status).toBe('completed')
    const over = calledOn('<Say>The branch is closed</Say>')
    await over.clock.advance(6_000)
    expect(application.last('/over')).toMatchObject({
      DialCallStatus: 'completed',
      DialBridged: 'true',
      CallStatus: 'in-progress',
    })
    expect(over.caller.said).toEqual(['It is over'])
  })

  test.each([
    ['<Reject reason="busy"/>', 'busy', 'busy'],
    ['<Reject/>', 'no-answer', 'no-answer'],
    ['<Pause length="60"/>', 'no-answer', 'no-answer'],
  ])('that answers with %s is told as %s', async (branch, dialled, inbound) => {
    const call = calledOn(branch)
    await call.clock.advance(30_000)
    expect(application.last('/over')).toMatchObject({ DialCallStatus: dialled, DialBridged: 'false' })
    expect(call.leg('outbound-dial')?.status).toBe(dialled)
    expect(application.last('/branch-status').CallStatus).toBe(inbound)
  })

  test('is withdrawn there when the caller gives up', async () => {
    const call = calledOn('<Pause length="60"/>')
    await call.clock.advance(3_000)
    call.caller.hangUp()
    await call.clock.advance(2_000)
    expect([call.leg('outbound-dial')?.status, call.leg('inbound')?.status]).toEqual([
      'canceled',
      'no-answer',
    ])
  })

  test('carries the keys of the caller, and those that the dial sends', async () => {
    const call = calledOn(PICKS_UP)
    await call.clock.advance(6_000)
    call.caller.press('7')
    await call.clock.advance(1_000)
    expect(application.last('/pressed')).toMatchObject({ Digits: '7', CallSid: call.leg('inbound')?.sid })
    const sending = calledOn(PICKS_UP, { noun: 'sendDigits="ww3"' })
    await sending.clock.advance(8_000)
    expect(application.last('/pressed')).toMatchObject({ Digits: '3' })
  })

  test('asked for by REST reaches it in the same way', async () => {
    const { telephony, clock } = calledOn(PICKS_UP)
    application.on('/rest', '<Pause length="60"/>')
    const document = { url: `${application.url}/rest`, method: 'POST', purpose: 'rest-url' } as const
    const leg = telephony.call({ from: CENTRE, to: BRANCH, document, timeoutSeconds: 60 })
    await clock.advance(10_000)
    expect(leg.call.status).toBe('in-progress')
    expect(application.to('/branch').at(-1)?.form).toMatchObject({ From: CENTRE, Direction: 'inbound' })
    expect(application.to('/rest')).toHaveLength(1)
  })

  test('says nothing more of either leg after a reset', async () => {
    const call = calledOn(PICKS_UP)
    await call.clock.advance(8_000)
    application.requests.length = 0
    call.telephony.reset()
    await call.clock.advance(5_000)
    expect(application.requests).toEqual([])
  })
})
