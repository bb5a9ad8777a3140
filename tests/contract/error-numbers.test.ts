import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createQueue } from '../../emulator/telephony/queue.ts'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import { CENTRE, CUSTOMER, TestApplication, telephonyFor } from './application.ts'

/** Twilio's error and warning dictionary, number by number. */
let application: TestApplication

beforeAll(async () => {
  application = await TestApplication.start()
})
afterAll(() => application.stop())

const APOLOGY = 'We are sorry. An application error has occurred. Goodbye.'
const COLLEAGUE = '+81399998888'
const LONG_NAME = 'a'.repeat(65)
const GO_ON = '<Say>It goes on</Say>'

beforeEach(() => {
  application.clear()
  application
    .on('/status', { status: 204 })
    .on('/over', GO_ON)
    .on('/left', GO_ON)
    .on('/keys', GO_ON)
    .on('/whisper', '')
    .on('/text', { headers: { 'content-type': 'text/plain' }, body: 'no sound' })
})

/** A call that is answered with this document, a minute later. */
async function callWith(document: string, switches = {}) {
  application.on('/voice', document)
  const { telephony, clock } = telephonyFor(application, { switches })
  createQueue(telephony, 'support')
  const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
  await clock.advance(60_000)
  return { caller, errors: telephony.calls.get(caller.callSid)?.errors ?? [], telephony }
}

const codes = ({ errors }: { errors: { code: number }[] }) => errors.map(({ code }) => code)
const dial = (attributes: string, inside = COLLEAGUE) =>
  `<Dial timeout="5" action="/over" ${attributes}>${inside}</Dial>`
const number = (attributes: string) => dial('', `<Number ${attributes}>${COLLEAGUE}</Number>`)
const gather = (attributes: string, inside = '') => `<Gather ${attributes}>${inside}</Gather>${GO_ON}`

describe('What Twilio warns of', () => {
  test.each([
    [12200, `<say>Hello</say>${GO_ON}`],
    [12200, `<Transfer>x</Transfer>${GO_ON}`],
    [12200, '<Say volume="11">It goes on</Say>'],
    [12200, `<Pause><Say>Never</Say></Pause>${GO_ON}`],
    [12200, number('statusCallback="/status" statusCallbackEvent="answered finished"')],
    [12200, dial('', '<Client/>')],
    [13210, dial('method="PUT"')],
    [13212, `<Dial timeout="4" action="/over">${COLLEAGUE}</Dial>`],
    [13212, `<Dial timeout="soon" action="/over">${COLLEAGUE}</Dial>`],
    [13213, dial('hangupOnStar="yes"')],
    [13214, dial('callerId="+81300000000"')],
    [13215, dial('', `<Person>x</Person><Number>${COLLEAGUE}</Number>`)],
    [13215, dial('', `<Queue>support</Queue><Number>${COLLEAGUE}</Number>`)],
    [13216, dial('timeLimit="0"')],
    [13218, dial('sequential="no"')],
    [13219, dial('answerOnBridge="1"')],
    [13220, dial('ringTone="xx"')],
    [13221, number('url="/whisper" method="PUT"')],
    [13222, number('sendDigits="1,2"')],
    [13223, dial('', '')],
    [13223, dial('', 'reception')],
    [13223, dial('', '0312345678')],
    [13250, dial('', `<Number>${COLLEAGUE}</Number>`.repeat(11))],
    [13310, gather('finishOnKey="x"')],
    [13311, gather('finishOnKey="12"')],
    [13312, '<Gather numDigits="1" method="PUT" action="/keys" actionOnEmptyResult="true"/>'],
    [13313, gather('timeout="0"')],
    [13314, gather('numDigits="0"')],
    [13320, gather('', `<Dial>${COLLEAGUE}</Dial>`)],
    [13322, gather('', '<Say loop="-1">Press</Say>')],
    [13326, gather('input="thoughts"')],
    [13410, `<Play loop="often" digits="1"/>${GO_ON}`],
    [13430, `<Play digits="1,2"/>${GO_ON}`],
    [13510, '<Say loop="1.5">It goes on</Say>'],
    [13511, `<Say voice="Robot">Hello</Say>${GO_ON}`],
    [13520, `<Say/>${GO_ON}`],
    [13521, `<Say>${'あ'.repeat(501)}</Say>`],
    [13710, '<Redirect method="PUT">/over</Redirect>'],
    [13910, `<Pause length="0"/>${GO_ON}`],
  ])('%i lets the call go on: %s', async (code, document) => {
    const call = await callWith(document)
    expect(codes(call)).toEqual([code])
    expect(call.telephony.events.of('error')).toMatchObject([{ level: 'warning', code }])
    expect(call.caller.said).not.toContain(APOLOGY)
    if (code !== 13521) expect(call.caller.said).toContain('It goes on')
  })

  test('13810 lets an unknown reason reject', async () => {
    const call = await callWith('<Reject reason="boring"/>')
    expect(codes(call)).toEqual([13810])
    expect(call.caller).toMatchObject({ isAnswered: false, endedAs: 'no-answer' })
  })

  test.each([
    [12200, `<say>Hello</say>${GO_ON}`],
    [12200, '<Say volume="11">It goes on</Say>'],
    [13212, `<Dial timeout="4" action="/over">${COLLEAGUE}</Dial>`],
    [13250, dial('', `<Number>${COLLEAGUE}</Number>`.repeat(11))],
    [13320, gather('', `<Dial>${COLLEAGUE}</Dial>`)],
    [13511, `<Say voice="Robot">Hello</Say>${GO_ON}`],
    [13910, `<Pause length="0"/>${GO_ON}`],
  ])('%i may fail the document instead: %s', async (code, document) => {
    const call = await callWith(document, { twimlWarnings: 'document-fails' })
    expect(codes(call)).toEqual([code])
    expect(call.caller.said).toEqual([APOLOGY])
  })

  test('15003 is a status callback that is not taken', async () => {
    application.on('/status', { status: 500 })
    expect(codes(await callWith(GO_ON))).toEqual([15003])
  })

  test('a value that is passed over has its default', async () => {
    application.on('/voice', '<Gather timeout="0" numDigits="0" finishOnKey="12" action="/keys"/>')
    const { telephony, clock } = telephonyFor(application)
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(1_000)
    for (const key of ['1', '2']) {
      caller.press(key)
      await clock.advance(4_900)
    }
    caller.press('3#')
    await clock.runUntilIdle()
    expect(application.last('/keys')).toMatchObject({ Digits: '123', FinishedOnKey: '#' })
  })
})

describe('What Twilio calls an error', () => {
  test.each([
    [11100, '<Play/>'],
    [11100, '<Redirect>http://</Redirect>'],
    [11100, '<Redirect>//</Redirect>'],
    [11100, `<Dial action="http://">nobody</Dial>`],
    [13321, gather('', '<Say voice="Robot">Press</Say>')],
    [13325, gather('', '<Play>/text</Play>')],
    [13338, gather('actionOnEmptyResult="maybe"')],
    [13420, '<Play>/text</Play>'],
    [14201, '<Enqueue action="/left" method="PUT">support</Enqueue>'],
    [14203, '<Enqueue action="http://">support</Enqueue>'],
  ])('%i fails the document: %s', async (code, document) => {
    const call = await callWith(document)
    expect(codes(call).at(-1)).toBe(code)
    expect(call.telephony.events.of('error').at(-1)).toMatchObject(
      code === 13321 ? { level: 'warning' } : { level: 'error' },
    )
    expect(call.caller.said.at(-1)).toBe(APOLOGY)
  })

  test.each([
    [14202, '<Enqueue action="/left" waitUrl="http://">support</Enqueue>'],
    [14204, '<Enqueue action="/left"></Enqueue>'],
    [14205, `<Enqueue action="/left">${LONG_NAME}</Enqueue>`],
    [14206, '<Enqueue action="/left" waitUrl="/wait" waitUrlMethod="PUT">support</Enqueue>'],
  ])('%i of an Enqueue tells its action: %s', async (code, document) => {
    const call = await callWith(document)
    expect(codes(call)).toEqual([code])
    expect(application.last('/left')).toMatchObject({ QueueResult: 'error', CallStatus: 'ringing' })
    expect(application.last('/left')).not.toHaveProperty('QueueSid')
    expect(call.caller.said).toEqual(['It goes on'])
    expect([...call.telephony.queues.values()].map(({ name }) => name)).toEqual(['support'])
  })

  test.each([
    [14210, '<Queue url="/whisper" method="PUT">support</Queue>'],
    [14211, '<Queue url="http://">support</Queue>'],
    [14212, '<Queue/>'],
    [14213, `<Queue>${LONG_NAME}</Queue>`],
    [0, '<Queue>nobody knows</Queue>'],
  ])('%i of a Queue fails the dial: %s', async (code, noun) => {
    const call = await callWith(dial('', noun))
    expect(codes(call)).toEqual([code])
    expect(application.last('/over')).toMatchObject({ DialCallStatus: 'failed', DialBridged: 'false' })
  })

  test.each([
    [14211, { status: 500 }],
    [14211, `<Dial>${COLLEAGUE}</Dial>`],
    [12100, { body: '<Response>' }],
  ])('%i is a guidance that cannot be had or carried out', async (code, guidance) => {
    application
      .on('/operator', '<Dial><Queue url="/guidance">support</Queue></Dial>')
      .on('/guidance', guidance)
      .on('/voice', '<Enqueue waitUrl="">support</Enqueue>')
    const { telephony, clock, softphones } = telephonyFor(application)
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(1_000)
    telephony.connectClient({ identity: 'op_1', applicationSid: softphones.sid, params: {} })
    await clock.advance(1_000)
    expect(telephony.calls.get(caller.callSid)?.errors).toMatchObject([{ code }])
  })

  test.each([
    [15004, '<Gather action="/keys" actionOnEmptyResult="true"/>'],
    [15004, '<Gather actionOnEmptyResult="true"/>'],
    [15004, '<Dial action="/over">nobody</Dial>'],
    [11100, '<Redirect>/over</Redirect>'],
    [11100, '<Play>/sound.wav</Play>'],
    [14202, '<Enqueue waitUrl="/wait">support</Enqueue>'],
  ])('%i is an address that is relative in a document of REST: %s', async (code, inside) => {
    application.on('/voice', '<Say>Hello</Say><Pause length="600"/>')
    const { telephony, clock } = telephonyFor(application)
    const caller = Telephone.dial(telephony, { from: CUSTOMER, to: CENTRE })
    await clock.advance(2_000)
    telephony.redirect(caller.callSid, { twiml: `<Response>${inside}</Response>` })
    await clock.advance(20_000)
    expect(telephony.calls.get(caller.callSid)?.errors.at(-1)).toMatchObject({ code })
  })
})

describe('What Twilio documents and this emulator does not carry out yet', () => {
  test.each([
    ['<Dial> has no attribute "record"', dial('record="true"')],
    ['<Dial> has no <Conference> in it', dial('', '<Conference>room</Conference>')],
    ['<Number> has no attribute "machineDetection"', number('machineDetection="Enable"')],
    [
      '<Client> has no attribute "clientNotificationUrl"',
      dial('', '<Client clientNotificationUrl="/x">a</Client>'),
    ],
    ['<Queue> has no attribute "reservationSid"', dial('', '<Queue reservationSid="WR1">support</Queue>')],
    ['<Enqueue> has no attribute "workflowSid"', '<Enqueue workflowSid="WW1"/>'],
    ['<Gather> has no attribute "speechTimeout"', gather('speechTimeout="auto"')],
    ['no verb <Record>', '<Record/>'],
    ['input of <Gather>', gather('input="dtmf speech"')],
    ['<Reject> must be the first verb', '<Say>Hello</Say><Reject/>'],
  ])('fails loudly, and says what to add: %s', async (message, document) => {
    const call = await callWith(document, { twimlWarnings: 'passed-over' })
    expect(call.errors).toMatchObject([{ code: 0, message: expect.stringContaining(message) }])
    expect(call.telephony.events.of('error')).toMatchObject([{ level: 'error' }])
    expect(call.caller.said.at(-1)).toBe(APOLOGY)
  })

  test('names the place', async () => {
    const { errors } = await callWith(dial('record="true"'))
    expect(errors[0]?.message).toContain('emulator/twiml')
    expect((await callWith('<Record/>')).errors[0]?.message).toContain('emulator/twiml/record.ts')
  })
})
