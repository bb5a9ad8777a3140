import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { updateCall } from '../../emulator/rest/call-update.ts'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import type { Telephony } from '../../emulator/telephony/telephony.ts'
import { CENTRE, CUSTOMER, TestApplication, telephonyFor } from './application.ts'

let application: TestApplication

beforeAll(async () => {
  application = await TestApplication.start()
})
afterAll(() => application.stop())

beforeEach(() => {
  application.clear()
  application.on('/status', { status: 204 }).on('/keys', '<Say>Thank you</Say><Pause length="60"/>')
})

/** A caller whose call begins with this document. */
function calling(document: string, options = {}) {
  application.on('/voice', document)
  const network = telephonyFor(application, options)
  const caller = Telephone.dial(network.telephony, { from: CUSTOMER, to: CENTRE })
  return { ...network, caller }
}

describe('Gather', () => {
  const menu = (attributes: string, after = '<Say>Nothing</Say>') =>
    `<Gather action="/keys" ${attributes}><Say>Press a key, please, now</Say></Gather>${after}`

  test('sends the keys without the one that finishes', async () => {
    const { clock, caller } = calling(menu(''))
    await clock.advance(500)
    caller.press('12#')
    await clock.runUntilIdle()
    expect(application.last('/keys')).toMatchObject({
      Digits: '12',
      FinishedOnKey: '#',
      msg: 'Gather End',
      CallStatus: 'in-progress',
    })
  })

  test('is over at the wanted number of keys, and stops the prompt at the first', async () => {
    const { clock, caller } = calling(menu('numDigits="2"'))
    await clock.advance(500)
    expect(caller.hears.kind).toBe('say')
    caller.press('1')
    await clock.runUntilIdle()
    expect(caller.hears.kind).toBe('silence')
    expect(application.to('/keys')).toEqual([])
    caller.press('2')
    await clock.runUntilIdle()
    expect(application.last('/keys')).toMatchObject({ Digits: '12', FinishedOnKey: '' })
  })

  test('gives each key another time-out, counted from the end of the prompt at first', async () => {
    const { clock, caller } = calling(menu('timeout="3"'))
    await clock.advance(1_600 + 2_900)
    caller.press('1')
    await clock.advance(2_900)
    caller.press('2')
    await clock.advance(2_900)
    expect(application.to('/keys')).toEqual([])
    await clock.advance(100)
    expect(application.last('/keys').Digits).toBe('12')
  })

  test('falls through when nothing is pressed', async () => {
    const { clock, caller } = calling(menu('timeout="3"'))
    await clock.advance(1_600 + 3_100)
    expect(application.to('/keys')).toEqual([])
    expect(caller.said.at(-1)).toBe('Nothing')
  })

  test('takes a lone # for nothing pressed, unless no key finishes', async () => {
    const first = calling(menu('numDigits="1"'))
    await first.clock.advance(500)
    first.caller.press('#')
    await first.clock.runUntilIdle()
    expect(application.to('/keys')).toEqual([])
    expect(first.caller.said.at(-1)).toBe('Nothing')
    const second = calling(menu('numDigits="1" finishOnKey=""'))
    await second.clock.advance(500)
    second.caller.press('#')
    await second.clock.runUntilIdle()
    expect(application.last('/keys')).toMatchObject({ Digits: '#', FinishedOnKey: '' })
  })

  test.each([
    ['empty', ''],
    ['absent', undefined],
  ] as const)(
    'asks its action about an empty result if told to: Digits is %s',
    async (emptyGatherDigits, digits) => {
      const { clock } = calling(menu('actionOnEmptyResult="true"'), { switches: { emptyGatherDigits } })
      await clock.advance(10_000)
      expect(application.to('/keys')).toHaveLength(1)
      expect(application.last('/keys').Digits).toBe(digits)
    },
  )

  test('without an action asks its own document again', async () => {
    const { clock, caller } = calling('<Gather numDigits="1"/>')
    await clock.advance(500)
    caller.press('5')
    await clock.runUntilIdle()
    expect(application.paths).toEqual(['/voice', '/voice'])
    expect(application.last('/voice').Digits).toBe('5')
  })

  test('asks nothing when the caller hangs up; keys before it are lost', async () => {
    const { clock, caller } = calling(`<Say>Welcome to the centre</Say>${menu('numDigits="1"')}`)
    await clock.advance(500)
    caller.press('1')
    await clock.advance(2_000)
    caller.hangUp()
    await clock.advance(2_000)
    expect(application.paths).toEqual(['/voice', '/status'])
  })

  test('listens in a document that REST brings in the middle of another listening', async () => {
    for (const before of [
      '<Gather><Pause length="60"/></Gather>',
      '<Dial hangupOnStar="true">+81399998888</Dial>',
      '<Enqueue waitUrl="/menu">support</Enqueue>',
    ]) {
      application.on('/menu', '<Gather><Pause length="60"/></Gather>').requests.length = 0
      const { clock, caller, telephony } = calling(before)
      await clock.advance(500)
      const twiml = `<Response><Gather numDigits="1" action="${application.url}/keys"/></Response>`
      telephony.redirect(caller.callSid, { twiml })
      await clock.advance(500)
      caller.press('7')
      await clock.runUntilIdle()
      expect(application.last('/keys').Digits).toBe('7')
    }
  })

  test('of speech fails loudly: there is none here', async () => {
    const { clock, telephony } = calling(menu('input="speech"'))
    await clock.advance(500)
    expect(telephony.events.of('error')[0]?.message).toContain('input of <Gather>')
  })
})

describe('Say, Play and Pause', () => {
  test('take their time, one after the other', async () => {
    application.on('/music.mp3', { headers: { 'content-type': 'audio/mpeg' }, body: Buffer.alloc(32_000) })
    const { clock, caller } = calling(
      '<Say language="ja-JP" voice="Google.ja-JP-Neural2-B">お電話ありがとうございます。</Say><Play>/music.mp3</Play><Pause/><Play digits="1w2"/><Say>Bye</Say>',
    )
    await clock.advance(10_000)
    expect(caller.heard.map(({ kind }) => kind)).toEqual([
      'say',
      'silence',
      'play',
      'silence',
      'tones',
      'silence',
      'say',
      'silence',
    ])
    expect(caller.endedAs).toBe('completed')
    expect(application.to('/music.mp3')[0]?.method).toBe('GET')
  })

  test('last as long as the real audio, where there is some', async () => {
    const audio = { durationMs: async () => 4_000 }
    const { clock, caller } = calling('<Say loop="2">Hi</Say>', { audio })
    await clock.advance(7_999)
    expect(caller.endedAs).toBeUndefined()
    await clock.advance(1)
    expect(caller.endedAs).toBe('completed')
  })

  test('leave out what a voice does not speak, and fail for a sound that is none', async () => {
    const wrong = calling('<Say voice="Polly.Mizuki">Hello</Say><Say>Goodbye</Say>')
    await wrong.clock.advance(500)
    expect(wrong.telephony.calls.get(wrong.caller.callSid)?.errors).toMatchObject([{ code: 13511 }])
    expect(wrong.caller.said).toEqual(['Goodbye'])
    const missing = calling('<Play>/nothing.wav</Play>')
    await missing.clock.advance(500)
    expect(missing.telephony.calls.get(missing.caller.callSid)?.errors).toMatchObject([{ code: 11200 }])
  })

  test('a Pause as the first verb delays the answer', async () => {
    const { clock, caller } = calling('<Pause length="5"/><Say>Hello there</Say>')
    await clock.advance(4_900)
    expect(caller.isAnswered).toBe(false)
    await clock.advance(200)
    expect(caller.isAnswered).toBe(true)
  })

  test.each(['<Say/>', '<Say> \n </Say>', '<Say loop="0" voice="woman"></Say>'])(
    'nothing to say, %s, takes no time, does not answer, and is reported',
    async (nothing) => {
      application.on('/next', '<Pause length="3"/><Say>Hello there</Say>')
      const { clock, caller, telephony } = calling(`${nothing}<Redirect>/next</Redirect>`)
      await clock.advance(2_900)
      expect(application.last('/next').CallStatus).toBe('ringing')
      expect(caller).toMatchObject({ isAnswered: false, heard: [] })
      expect(telephony.events.of('error')).toMatchObject([{ code: 13520 }])
      await clock.advance(200)
      expect(caller).toMatchObject({ isAnswered: true, said: ['Hello there'] })
    },
  )

  test('a Say of markup alone is something to say', async () => {
    const { clock, caller } = calling('<Say><break time="1s"/></Say><Pause length="9"/>')
    await clock.advance(100)
    expect(caller.isAnswered).toBe(true)
  })

  test('text that is too long for Twilio is reported', async () => {
    const { clock, telephony } = calling(`<Say>${'あ'.repeat(501)}</Say>`)
    await clock.advance(500)
    expect(telephony.events.of('error')).toMatchObject([{ code: 13521 }])
  })
})

type End = (telephony: Telephony, caller: Telephone) => void
const hangUp: End = (_telephony, caller) => caller.hangUp()
const byRest =
  (Status: string): End =>
  (telephony, { callSid }) =>
    updateCall(telephony, telephony.calls.get(callSid)!, new URLSearchParams({ Status }))

describe('Redirect, Hangup and Reject', () => {
  test('a Redirect goes on elsewhere, by the method it names, and never comes back', async () => {
    application.on('/next', '<Say>Here</Say>')
    const { clock, caller } = calling('<Redirect method="GET">next?a=1&amp;b=2</Redirect><Say>Never</Say>')
    await clock.advance(5_000)
    expect(application.to('/next')).toMatchObject([{ method: 'GET', form: { a: '1', b: '2' } }])
    expect(caller.said).toEqual(['Here'])
  })

  test('a call rejected by the first verb was never answered', async () => {
    const rejected = calling('<Reject/>')
    await rejected.clock.advance(2_000)
    expect(rejected.caller).toMatchObject({ endedAs: 'no-answer', isAnswered: false })
    const busy = calling('<Reject reason="busy"/>')
    await busy.clock.advance(2_000)
    expect(busy.caller).toMatchObject({ endedAs: 'busy', isAnswered: false })
    expect(application.last('/status')).toMatchObject({
      CallStatus: 'busy',
      CallDuration: '0',
      Duration: '0',
    })
  })

  test('Hangup ends the call, and so does the end of the document', async () => {
    const { clock, caller } = calling('<Hangup/><Say>Never</Say>')
    await clock.advance(1_000)
    expect(caller).toMatchObject({ endedAs: 'completed', isAnswered: true, said: [] })
    const empty = calling('')
    await empty.clock.advance(1_000)
    expect(empty.caller).toMatchObject({ endedAs: 'completed', isAnswered: true })
  })

  test.each([
    ['', 'no-answer'],
    ['<Hangup/>', 'no-answer'],
    ['<Reject/>', 'no-answer'],
    ['<Reject reason="busy"/>', 'busy'],
    ['<Say>Hi</Say>', 'completed'],
  ])('after a Pause, %s decides how the call ends: %s', async (verb, status) => {
    const { clock, caller } = calling(`<Pause/>${verb}`)
    await clock.advance(5_000)
    expect(caller).toMatchObject({ endedAs: status, isAnswered: status === 'completed' })
    expect(application.last('/status').CallStatus).toBe(status)
  })

  test('a call that was not yet in progress ends as unanswered, whoever ends it', async () => {
    for (const end of [hangUp, byRest('completed'), byRest('canceled')]) {
      const { clock, caller, telephony } = calling('<Pause length="9"/><Say>Hi</Say>')
      await clock.advance(3_000)
      end(telephony, caller)
      await clock.advance(2_000)
      expect(caller).toMatchObject({ endedAs: 'no-answer', isAnswered: false })
      expect(application.last('/status')).toMatchObject({ CallStatus: 'no-answer', CallDuration: '0' })
      expect(telephony.calls.get(caller.callSid)?.status).toBe('no-answer')
    }
  })

  test('a leg lasts four hours at most', async () => {
    const { clock, caller } = calling('<Say>Hi</Say><Pause length="14400"/><Pause length="14400"/>')
    await clock.advance(14_399_000)
    expect(caller.endedAs).toBeUndefined()
    await clock.advance(1_001)
    expect(caller.endedAs).toBe('completed')
  })
})
