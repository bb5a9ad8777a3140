import { describe, expect, test } from 'vitest'
import { HeadlessClient } from '../../emulator/telephony/headless-client.ts'
import { switchValues } from '../../emulator/switches.ts'
import { createQueue } from '../../emulator/telephony/queue.ts'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import { CENTRE, CUSTOMER } from './application.ts'
import { answerOutside, COLLEAGUE, EVENTS, useDialling, type Calling } from './dialling.ts'
import { tokenFor } from './token.ts'

const { application, calling } = await useDialling()

describe('Dial Number', () => {
  const number = (attributes = '', noun = '') =>
    `<Dial action="/over" ${attributes}><Number ${noun}>${COLLEAGUE}</Number></Dial>`

  test('joins the two until the called party hangs up, then goes on', async () => {
    const call = calling(number('', EVENTS))
    await call.clock.advance(3_000)
    expect(call.caller.hears.kind).toBe('ringback')
    expect([...call.telephony.outside.values()]).toMatchObject([
      { from: CUSTOMER, to: COLLEAGUE, parentCallSid: call.caller.callSid },
    ])
    const called = answerOutside(call)
    await call.clock.advance(20_000)
    expect(call.caller.hears).toEqual({ kind: 'bridge', peer: called.callSid })
    called.hangUp()
    await call.clock.advance(2_000)
    expect(application.last('/over')).toMatchObject({
      DialCallStatus: 'completed',
      DialCallSid: called.callSid,
      DialCallDuration: '20',
      DialBridged: 'true',
      CallStatus: 'in-progress',
    })
    expect(call.caller.said).toEqual(['It is over'])
    expect(
      application
        .to('/leg')
        .map(({ form }) => [
          form.CallStatus,
          form.SequenceNumber,
          form.CallDuration,
          form.ParentCallSid,
          form.Direction,
        ]),
    ).toEqual([
      ['initiated', '0', undefined, call.caller.callSid, 'outbound-dial'],
      ['ringing', '1', undefined, call.caller.callSid, 'outbound-dial'],
      ['in-progress', '2', undefined, call.caller.callSid, 'outbound-dial'],
      ['completed', '3', '20', call.caller.callSid, 'outbound-dial'],
    ])
    expect(application.last('/leg')).toMatchObject({
      Duration: '1',
      SipResponseCode: '200',
      CallbackSource: 'call-progress-events',
    })
  })

  test('drops the called party when the caller hangs up', async () => {
    const call = calling(number())
    await call.clock.advance(3_000)
    const called = answerOutside(call)
    await call.clock.advance(5_000)
    call.caller.hangUp()
    await call.clock.runUntilIdle()
    expect(called.endedAs).toBe('completed')
    expect(application.last('/over')).toMatchObject({
      CallStatus: 'completed',
      DialCallStatus: 'completed',
      DialBridged: 'true',
    })
  })

  test('need not tell its action of a caller who hung up', async () => {
    const call = calling(number(), { switches: { actionAfterHangupInBridge: 'not-requested' } })
    await call.clock.advance(3_000)
    answerOutside(call)
    await call.clock.advance(5_000)
    call.caller.hangUp()
    await call.clock.advance(5_000)
    expect(application.to('/over')).toEqual([])
  })

  test.each([
    [{}, 25_000],
    [{ dialTimeoutExtraSeconds: 0 }, 20_000],
  ] as const)('gives up after its time-out and five seconds more, or none: %o', async (switches, after) => {
    const call = calling(number('timeout="20"', EVENTS), { switches })
    await call.clock.advance(after - 1)
    expect(application.to('/over')).toEqual([])
    await call.clock.advance(1)
    expect(application.last('/over')).toMatchObject({ DialCallStatus: 'no-answer', DialBridged: 'false' })
    expect(application.last('/over').DialCallDuration).toBeUndefined()
    expect(application.last('/leg')).toMatchObject({ CallStatus: 'no-answer', CallDuration: '0' })
  })

  test('is told of a busy line, and withdraws the ringing when the caller leaves', async () => {
    const busy = calling(number())
    await busy.clock.advance(1_000)
    busy.telephony.reject([...busy.telephony.outside.keys()][0] ?? '')
    await busy.clock.runUntilIdle()
    expect(application.last('/over').DialCallStatus).toBe('busy')
    const left = calling(number('', EVENTS))
    await left.clock.advance(1_000)
    left.caller.hangUp()
    await left.clock.advance(2_000)
    expect(left.telephony.outside.size).toBe(0)
    expect(application.last('/leg').CallStatus).toBe('canceled')
  })

  test('limits the talk, and lets the caller end it with the star', async () => {
    const limited = calling(number('timeLimit="30"'))
    await limited.clock.advance(1_000)
    const called = answerOutside(limited)
    await limited.clock.advance(30_000)
    expect(called.endedAs).toBe('completed')
    expect(application.last('/over')).toMatchObject({ DialCallDuration: '30', CallStatus: 'in-progress' })
    const starred = calling(number('hangupOnStar="true"'))
    await starred.clock.advance(1_000)
    answerOutside(starred)
    await starred.clock.advance(7_000)
    starred.caller.press('*')
    await starred.clock.runUntilIdle()
    expect(application.last('/over')).toMatchObject({ DialCallDuration: '7', CallStatus: 'in-progress' })
  })

  test.each(switchValues.starWhileRinging)(
    'lets the caller withdraw the ringing with the star: the action is told %s',
    async (starWhileRinging) => {
      const call = calling(number('hangupOnStar="true"', EVENTS), { switches: { starWhileRinging } })
      await call.clock.advance(3_000)
      call.caller.press('1*')
      await call.clock.advance(1_000)
      expect(call.telephony.outside.size).toBe(0)
      expect(application.last('/leg').CallStatus).toBe('canceled')
      expect(application.last('/over')).toMatchObject({
        DialCallStatus: starWhileRinging,
        DialBridged: 'false',
        CallStatus: 'in-progress',
      })
      expect(application.last('/over').DialCallDuration).toBeUndefined()
      expect(call.caller.said).toEqual(['It is over'])
    },
  )

  test('rings nobody else after the star, and lets it end a document that the called party hears', async () => {
    application.on('/whisper', '<Pause length="30"/>')
    const call = calling(
      `<Dial hangupOnStar="true" sequential="true" action="/over"><Number url="/whisper">${COLLEAGUE}</Number><Number>+81399997777</Number></Dial>`,
    )
    await call.clock.advance(1_000)
    const called = answerOutside(call)
    await call.clock.advance(3_000)
    call.caller.press('*')
    await call.clock.advance(1_000)
    expect(called.endedAs).toBe('completed')
    expect(application.last('/over')).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'false' })
    const ringing = calling(
      `<Dial hangupOnStar="true" sequential="true" action="/over"><Number>${COLLEAGUE}</Number><Number>+81399997777</Number></Dial>`,
    )
    await ringing.clock.advance(1_000)
    ringing.caller.press('*')
    await ringing.clock.advance(1_000)
    expect(ringing.telephony.outside.size).toBe(0)
    expect(application.to('/over')).toHaveLength(2)
  })

  test('rings on when the star is pressed where nothing was said of it', async () => {
    const call = calling(number())
    await call.clock.advance(1_000)
    call.caller.press('*')
    await call.clock.advance(1_000)
    expect(call.telephony.outside.size).toBe(1)
    expect(application.to('/over')).toEqual([])
  })

  test('lets the called party hear a document first, and hang up in it without a bridge', async () => {
    application.on('/whisper', '<Say>A call for you</Say>')
    const call = calling(number('', 'url="/whisper" sendDigits="12"'))
    await call.clock.advance(1_000)
    const called = answerOutside(call)
    await call.clock.advance(1_000)
    expect(called.heard.map(({ kind }) => kind)).toEqual(['tones', 'silence', 'say'])
    expect(call.caller.hears.kind).toBe('ringback')
    await call.clock.advance(1_000)
    expect(called.hears.kind).toBe('bridge')
    application.on('/whisper', '<Hangup/>')
    const screened = calling(number('', 'url="/whisper"'))
    await screened.clock.advance(1_000)
    answerOutside(screened)
    await screened.clock.advance(1_000)
    expect(application.last('/over')).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'false' })
  })

  test.each(switchValues.failedWhisper)(
    'is %s when the document for the called party fails: it cannot be had, or may not dial',
    async (failedWhisper) => {
      for (const document of [{ status: 500 }, { body: 'not TwiML' }, '<Dial>+81355556666</Dial>']) {
        application.on('/whisper', document)
        const call = calling(number('', 'url="/whisper"'), { switches: { failedWhisper } })
        await call.clock.advance(1_000)
        const called = answerOutside(call)
        await call.clock.advance(1_000)
        const record = call.telephony.calls.get(called.callSid)
        expect(record?.errors).toHaveLength(1)
        if (failedWhisper === 'bridged') expect(called.hears.kind).toBe('bridge')
        else {
          expect(called.endedAs).toBe('completed')
          expect(application.last('/over')).toMatchObject({
            DialCallStatus: 'completed',
            DialBridged: 'false',
          })
        }
      }
    },
  )

  test('leaves the caller unanswered until the bridge, if told to', async () => {
    const call = calling(number('answerOnBridge="true"'))
    await call.clock.advance(5_000)
    expect(call.caller.isAnswered).toBe(false)
    answerOutside(call)
    await call.clock.advance(1_000)
    expect(call.caller.isAnswered).toBe(true)
  })

  test.each([
    ['<Hangup/>', 'no-answer'],
    ['', 'no-answer'],
    ['<Reject reason="busy"/>', 'busy'],
    ['<Say>Nobody is there</Say>', 'completed'],
  ])('never answers a caller whom nobody was joined with: after %s the call is %s', async (after, status) => {
    application.on('/over', after)
    const call = calling(number('answerOnBridge="true" timeout="5"'))
    const record = call.telephony.calls.get(call.caller.callSid)
    await call.clock.advance(4_900)
    expect([record?.status, call.caller.hears.kind]).toEqual(['ringing', 'ringback'])
    await call.clock.advance(20_000)
    expect(application.last('/over')).toMatchObject({
      CallStatus: 'ringing',
      DialCallStatus: 'no-answer',
      DialBridged: 'false',
    })
    expect(record?.status).toBe(status)
    expect(call.caller).toMatchObject({ isAnswered: status === 'completed', endedAs: status })
    expect(application.last('/status').CallStatus).toBe(status)
  })

  test('rings the caller on while the called party hears a document, and if that one declines in it', async () => {
    application.on('/whisper', '<Say>A call for you</Say><Hangup/>').on('/over', '<Hangup/>')
    const call = calling(number('answerOnBridge="true"', `url="/whisper" ${EVENTS}`))
    const record = call.telephony.calls.get(call.caller.callSid)
    await call.clock.advance(1_000)
    answerOutside(call)
    await call.clock.advance(500)
    expect(application.last('/leg').CallStatus).toBe('in-progress')
    expect([record?.status, call.caller.hears.kind]).toEqual(['ringing', 'ringback'])
    await call.clock.advance(5_000)
    expect(application.last('/over')).toMatchObject({ CallStatus: 'ringing', DialCallStatus: 'completed' })
    expect(record?.status).toBe('no-answer')
  })

  test('rings the caller of a queue on until the bridge, if told to', async () => {
    const call = calling('<Dial answerOnBridge="true" timeout="30"><Queue>support</Queue></Dial>')
    createQueue(call.telephony, 'support')
    await call.clock.advance(5_000)
    expect(call.caller.isAnswered).toBe(false)
    application.on('/voice', '<Enqueue waitUrl="">support</Enqueue>')
    Telephone.dial(call.telephony, { from: COLLEAGUE, to: CENTRE })
    await call.clock.advance(1_000)
    expect(call.caller).toMatchObject({ isAnswered: true, hears: { kind: 'bridge' } })
    const unserved = calling('<Dial answerOnBridge="true" timeout="30"><Queue>support</Queue></Dial>')
    createQueue(unserved.telephony, 'support')
    await unserved.clock.advance(60_000)
    expect(unserved.caller).toMatchObject({ isAnswered: false, endedAs: 'no-answer' })
  })

  test('rings several at once; the first to answer is taken, the others stop', async () => {
    const call = calling(
      `<Dial action="/over"><Number>${COLLEAGUE}</Number><Number ${EVENTS}>+81399997777</Number></Dial>`,
    )
    await call.clock.advance(1_000)
    expect(call.telephony.outside.size).toBe(2)
    answerOutside(call)
    await call.clock.advance(1_000)
    expect(call.telephony.outside.size).toBe(0)
    expect(application.last('/leg').CallStatus).toBe('canceled')
  })

  test('rings one after the other, if told to', async () => {
    const call = calling(
      `<Dial sequential="true" timeout="10" action="/over"><Number>${COLLEAGUE}</Number><Number>+81399997777</Number></Dial>`,
    )
    await call.clock.advance(14_000)
    expect([...call.telephony.outside.values()].map(({ to }) => to)).toEqual([COLLEAGUE])
    await call.clock.advance(2_000)
    expect([...call.telephony.outside.values()].map(({ to }) => to)).toEqual(['+81399997777'])
  })

  test('goes to the next verb when it has no action', async () => {
    const call = calling(`<Dial timeout="5">${COLLEAGUE}</Dial><Say>Nobody there</Say>`)
    await call.clock.advance(11_000)
    expect(call.caller.said).toEqual(['Nobody there'])
  })

  test.each([
    ['not a number', COLLEAGUE.slice(0, 4), `callerId="${CENTRE}"`, 13223],
    ['a caller id of somebody else', COLLEAGUE, 'callerId="+81300000000"', 13214],
  ])('fails for %s', async (_what, to, attributes, code) => {
    const call = calling(`<Dial action="/over" ${attributes}>${to}</Dial>`)
    await call.clock.advance(1_000)
    expect(application.last('/over').DialCallStatus).toBe('failed')
    expect(call.telephony.calls.get(call.caller.callSid)?.errors).toMatchObject([{ code }])
  })

  test('of a softphone needs a caller id of ours', async () => {
    const { telephony, clock, softphones } = calling(number())
    const softphone = new HeadlessClient(telephony, tokenFor('op_1', softphones.sid))
    softphone.connect({ Destination: COLLEAGUE })
    await clock.advance(1_000)
    expect(application.last('/over').DialCallStatus).toBe('failed')
    expect(telephony.events.of('error')).toMatchObject([{ code: 13214 }])
    application.on('/operator', number(`callerId="${CENTRE}"`))
    softphone.connect({ Destination: COLLEAGUE })
    await clock.advance(1_000)
    expect([...telephony.outside.values()].at(-1)).toMatchObject({ from: CENTRE, to: COLLEAGUE })
  })

  test('a child moved by REST lives on; its caller goes to the action', async () => {
    application.on('/moved', '<Pause length="60"/>')
    const call = calling(number())
    await call.clock.advance(1_000)
    const called = answerOutside(call)
    await call.clock.advance(5_000)
    call.telephony.redirect(called.callSid, { url: `${application.url}/moved` })
    await call.clock.advance(1_000)
    expect(called.endedAs).toBeUndefined()
    expect(application.last('/moved')).toMatchObject({
      CallSid: called.callSid,
      ParentCallSid: call.caller.callSid,
    })
    expect(application.last('/over')).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'true' })
    expect(application.last('/over').DialCallDuration).toBeUndefined()
  })

  test('a caller moved by REST drops the child; the action is told, and its answer carried out by nobody', async () => {
    const call = calling(number())
    await call.clock.advance(1_000)
    const called = answerOutside(call)
    await call.clock.advance(5_000)
    await moved(call)
    expect(called.endedAs).toBe('completed')
    expect(application.to('/over')).toHaveLength(1)
    expect(application.last('/over')).toMatchObject({
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallSid: called.callSid,
      DialCallDuration: '5',
      CallStatus: 'in-progress',
    })
    expect(call.caller.said).toEqual(['Moved'])
  })

  test('a caller moved while it rings withdraws the ringing, and tells the action so', async () => {
    const call = calling(number('', EVENTS))
    await call.clock.advance(1_000)
    await moved(call)
    expect(call.telephony.outside.size).toBe(0)
    expect(application.last('/leg').CallStatus).toBe('canceled')
    expect(application.last('/over')).toMatchObject({ DialCallStatus: 'canceled', DialBridged: 'false' })
    expect(application.last('/over').DialCallDuration).toBeUndefined()
    expect(call.caller.said).toEqual(['Moved'])
  })

  test('of a moved caller without an action requests a Redirect that follows at once, and nothing else', async () => {
    const dialled = `<Dial>${COLLEAGUE}</Dial>`
    const call = calling(`${dialled}<Redirect>/over</Redirect>`)
    await call.clock.advance(1_000)
    await moved(call)
    expect(application.to('/over')).toHaveLength(1)
    expect(call.caller.said).toEqual(['Moved'])
    const other = calling(`${dialled}<Say>Nobody there</Say><Redirect>/over</Redirect>`)
    await other.clock.advance(1_000)
    await moved(other)
    expect(application.to('/over')).toHaveLength(1)
    expect(other.caller.said).toEqual(['Moved'])
  })

  test('of a moved caller may have an action that fails or has no address: the move is not hindered', async () => {
    for (const action of ['/nowhere', 'http://']) {
      const call = calling(`<Dial action="${action}">${COLLEAGUE}</Dial>`)
      await call.clock.advance(1_000)
      await moved(call)
      expect(call.caller.said).toEqual(['Moved'])
      expect(call.caller.endedAs).toBeUndefined()
    }
  })

  /** REST gives the caller's leg another document. */
  async function moved({ telephony, clock, caller }: Calling) {
    application.on('/moved', '<Say>Moved</Say><Pause length="60"/>')
    telephony.redirect(caller.callSid, { url: `${application.url}/moved` })
    await clock.advance(5_000)
  }
})
