import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { switchValues, type Switches } from '../../emulator/switches.ts'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import { createQueue } from '../../emulator/telephony/queue.ts'
import { CENTRE, CUSTOMER, TestApplication, telephonyFor } from './application.ts'

let application: TestApplication

beforeAll(async () => {
  application = await TestApplication.start()
})
afterAll(() => application.stop())

beforeEach(() => {
  application.clear()
  application
    .on('/voice', '<Enqueue action="/left" waitUrl="/wait">support</Enqueue>')
    .on('/wait', '<Say>You are waiting</Say><Pause length="28"/>')
    .on('/left', '<Say>Goodbye now</Say>')
    .on('/operator', '<Dial timeout="600" action="/dialled"><Queue url="/connecting">support</Queue></Dial>')
    .on('/connecting', '<Say>An operator is coming now</Say>')
    .on('/dialled', '<Pause length="60"/>')
    .on('/status', { status: 204 })
    .on('/moved', '<Pause length="60"/>')
})

/** A centre with a queue in it, and ways to call. */
function centre(switches: Partial<Switches> = {}) {
  const network = telephonyFor(application, { switches })
  const { telephony, softphones } = network
  const queue = createQueue(telephony, 'support')
  const call = (from = CUSTOMER) => Telephone.dial(telephony, { from, to: CENTRE })
  const operate = (identity = 'op_1') => {
    const endpoint = new Telephone(telephony)
    endpoint.callSid = telephony.connectClient({
      identity,
      applicationSid: softphones.sid,
      params: {},
      endpoint,
    })
    return endpoint
  }
  return { ...network, queue, call, operate }
}

describe('A queue', () => {
  test('gives the first caller to the first operator, whoever came first', async () => {
    const { clock, call, operate } = centre()
    const callers = [call(CUSTOMER), call('+81311112222')]
    await clock.advance(5_000)
    const first = operate('op_1')
    await clock.advance(5_000)
    expect(callers.map(({ hears }) => hears.kind)).toEqual(['bridge', expect.not.stringMatching('bridge')])
    const waiting = [operate('op_2'), operate('op_3')]
    await clock.advance(5_000)
    expect(callers[1]?.hears).toEqual({ kind: 'bridge', peer: waiting[0]?.callSid })
    const third = call('+81322223333')
    await clock.advance(5_000)
    expect(third.hears).toEqual({ kind: 'bridge', peer: waiting[1]?.callSid })
    expect(first.hears).toEqual({ kind: 'bridge', peer: callers[0]?.callSid })
  })

  test.each([
    ['longest-waiting', 0],
    ['shortest-waiting', 1],
  ] as const)('gives a caller to the operator %s', async (waitingOperatorOrder, chosen) => {
    const { clock, call, operate } = centre({ waitingOperatorOrder })
    const operators = [operate('op_1')]
    await clock.advance(1_000)
    operators.push(operate('op_2'))
    await clock.advance(1_000)
    const caller = call()
    await clock.advance(5_000)
    expect(caller.hears).toEqual({ kind: 'bridge', peer: operators[chosen]?.callSid })
  })

  test('asks waitUrl once even with an operator waiting, or not at all', async () => {
    for (const firstWaitWithOperatorWaiting of switchValues.firstWaitWithOperatorWaiting) {
      application.requests.length = 0
      const { clock, call, operate } = centre({ firstWaitWithOperatorWaiting })
      operate()
      await clock.advance(1_000)
      const caller = call()
      await clock.advance(5_000)
      expect(caller.hears.kind).toBe('bridge')
      expect(application.to('/wait')).toHaveLength(firstWaitWithOperatorWaiting === 'requested' ? 1 : 0)
    }
  })

  test('is made by Enqueue, and never by Dial', async () => {
    const { clock, telephony, operate, call } = centre()
    telephony.queues.clear()
    operate()
    await clock.advance(1_000)
    expect(application.last('/dialled')).toMatchObject({ DialCallStatus: 'failed', DialBridged: 'false' })
    expect(telephony.queues.size).toBe(0)
    call()
    await clock.advance(1_000)
    expect([...telephony.queues.values()]).toMatchObject([{ name: 'support', maxSize: 1000 }])
  })

  test('that is unknown may be reported as no-answer', async () => {
    const { clock, telephony, operate } = centre({ unknownQueue: 'no-answer' })
    telephony.queues.clear()
    operate()
    await clock.advance(1_000)
    expect(application.last('/dialled').DialCallStatus).toBe('no-answer')
  })

  test('that is full sends the caller on without entering', async () => {
    const { clock, queue, call } = centre()
    queue.maxSize = 1
    call()
    await clock.advance(1_000)
    const second = call('+81311112222')
    await clock.advance(500)
    expect(application.last('/left')).toMatchObject({ QueueResult: 'queue-full', CallStatus: 'ringing' })
    expect(application.last('/left')).not.toHaveProperty('QueueSid')
    expect(application.last('/left')).not.toHaveProperty('QueueTime')
    expect(second.said).toEqual(['Goodbye now'])
  })

  test.each(switchValues.queueDialTimedOut)(
    'reports %s when nobody comes in time',
    async (queueDialTimedOut) => {
      const { clock, operate } = centre({ queueDialTimedOut })
      const operator = operate()
      await clock.advance(604_000)
      expect(application.to('/dialled')).toEqual([])
      await clock.advance(1_000)
      expect(application.last('/dialled')).toMatchObject({
        DialCallStatus: queueDialTimedOut,
        DialBridged: 'false',
        CallSid: operator.callSid,
      })
    },
  )

  test('ten minutes of waiting take no time to test', async () => {
    const { clock, call } = centre()
    const began = performance.now()
    call()
    await clock.advance(600_000)
    expect(application.to('/wait').at(-1)?.form.QueueTime).toBe('580')
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  test('plays its own music where no waitUrl is named, and silence where an empty one is', async () => {
    application.on('/voice', '<Enqueue action="/left">support</Enqueue>')
    const music = centre()
    const caller = music.call()
    await music.clock.advance(1_000)
    expect(caller.hears.kind).toBe('hold-music')
    application.on('/voice', '<Enqueue action="/left" waitUrl="">support</Enqueue>')
    const silent = centre()
    const other = silent.call()
    await silent.clock.advance(1_000)
    expect(other.hears.kind).toBe('silence')
    const operator = silent.operate()
    await silent.clock.advance(5_000)
    expect(operator.hears.kind).toBe('bridge')
  })
})

describe('A caller in a queue whom nothing has answered yet', () => {
  test('rings, and is told so in each request, until a wait document answers', async () => {
    application.on('/wait', '<Pause length="5"/>')
    const { clock, call } = centre()
    const caller = call()
    await clock.advance(6_000)
    application.on('/wait', '<Pause length="5"/><Say>You are waiting</Say><Pause length="10"/>')
    await clock.advance(20_000)
    expect(caller.isAnswered).toBe(true)
    expect(application.to('/wait').map(({ form }) => form.CallStatus)).toEqual([
      'ringing',
      'ringing',
      'ringing',
      'in-progress',
    ])
  })

  test('ends as unanswered when they hang up', async () => {
    application.on('/wait', '<Pause length="30"/>')
    const { clock, call, telephony } = centre()
    const caller = call()
    await clock.advance(5_000)
    caller.hangUp()
    await clock.advance(1_000)
    expect(application.last('/left')).toMatchObject({ QueueResult: 'hangup', CallStatus: 'no-answer' })
    expect(application.last('/status').CallStatus).toBe('no-answer')
    expect(telephony.calls.get(caller.callSid)?.status).toBe('no-answer')
  })

  test('is answered by being joined with an operator', async () => {
    application
      .on('/wait', '<Pause length="30"/>')
      .on('/operator', '<Dial><Queue url="/connecting">support</Queue></Dial>')
      .on('/connecting', '<Pause length="3"/>')
    const { clock, call, operate } = centre()
    const caller = call()
    operate()
    await clock.advance(2_000)
    expect(application.last('/connecting').CallStatus).toBe('ringing')
    expect(caller.isAnswered).toBe(false)
    await clock.advance(3_000)
    expect(caller).toMatchObject({ isAnswered: true, hears: { kind: 'bridge' } })
  })

  test('is answered at once where no document will: by music, or by the silence that was asked for', async () => {
    for (const attributes of ['', 'waitUrl=""']) {
      application.on('/voice', `<Enqueue action="/left" ${attributes}>support</Enqueue>`)
      const { clock, call } = centre()
      const caller = call()
      await clock.advance(1_000)
      expect(caller.isAnswered).toBe(true)
    }
  })
})

describe('A visit ends', () => {
  test('with leave, and the caller goes on', async () => {
    application.on('/wait', '<Say>Leave now please</Say><Leave/>')
    const { clock, call } = centre()
    const caller = call()
    await clock.advance(2_000)
    expect(application.last('/left')).toMatchObject({
      QueueResult: 'leave',
      CallStatus: 'in-progress',
      QueueTime: '1',
    })
    expect(caller.said.at(-1)).toBe('Goodbye now')
  })

  test.each(switchValues.hangupVerbInWait)(
    'with %s when the wait document hangs up',
    async (hangupVerbInWait) => {
      application.on('/wait', '<Say>Goodbye</Say><Hangup/>')
      const { clock, call } = centre({ hangupVerbInWait })
      const caller = call()
      await clock.advance(1_000)
      expect(application.last('/left')).toMatchObject({
        QueueResult: hangupVerbInWait,
        CallStatus: 'completed',
      })
      expect(caller.endedAs).toBe('completed')
    },
  )

  test('with error when the wait document fails', async () => {
    application.on('/wait', { status: 500 })
    const { clock, call } = centre()
    const caller = call()
    await clock.advance(500)
    expect(application.last('/left')).toMatchObject({ QueueResult: 'error', CallStatus: 'ringing' })
    expect(caller.said).toEqual(['Goodbye now'])
  })

  test.each(switchValues.forbiddenWaitVerb)(
    'with a verb that may not wait: %s',
    async (forbiddenWaitVerb) => {
      application.on('/wait', '<Dial>+81399998888</Dial><Pause length="9"/>')
      const { clock, call } = centre({ forbiddenWaitVerb })
      call()
      await clock.advance(10_000)
      if (forbiddenWaitVerb === 'error') expect(application.last('/left').QueueResult).toBe('error')
      else expect(application.to('/wait')).toHaveLength(2)
    },
  )

  test('at the verb after it when it has no action', async () => {
    application
      .on('/voice', '<Enqueue waitUrl="/wait">support</Enqueue><Say>After the queue</Say>')
      .on('/wait', '<Leave/>')
    const { clock, call } = centre()
    const caller = call()
    await clock.advance(1_000)
    expect(caller.said).toEqual(['After the queue'])
  })

  test.each(switchValues.actionOnRedirect)(
    'by REST while waiting: the action is %s',
    async (actionOnRedirect) => {
      const { clock, call, telephony, queue } = centre({ actionOnRedirect })
      const caller = call()
      await clock.advance(5_000)
      telephony.redirect(caller.callSid, { url: `${application.url}/moved` })
      await clock.advance(1_000)
      expect(application.to('/left').map(({ form }) => form.QueueResult)).toEqual(
        actionOnRedirect === 'requested' ? ['redirected'] : [],
      )
      expect(caller.said).not.toContain('Goodbye now')
      expect(application.to('/moved')).toHaveLength(1)
      expect(queue.stays).toEqual([])
    },
  )

  test('by REST while talking, and the operator goes on', async () => {
    const { clock, call, operate, telephony } = centre()
    const caller = call()
    operate()
    await clock.advance(10_000)
    telephony.redirect(caller.callSid, { url: `${application.url}/moved` })
    await clock.advance(1_000)
    expect(application.last('/left')).toMatchObject({
      QueueResult: 'redirected-from-bridged',
      CallStatus: 'in-progress',
    })
    expect(application.last('/dialled')).toMatchObject({
      DialCallStatus: 'completed',
      DialBridged: 'true',
      CallStatus: 'in-progress',
    })
  })

  test.each(switchValues.hangupDuringGuidance)(
    'with %s when the caller hangs up during the guidance',
    async (hangupDuringGuidance) => {
      for (const callerGoneDuringGuidance of switchValues.callerGoneDuringGuidance) {
        const { clock, call, operate } = centre({ hangupDuringGuidance, callerGoneDuringGuidance })
        const caller = call()
        await clock.advance(5_000)
        operate()
        await clock.advance(500)
        expect(caller.said.at(-1)).toBe('An operator is coming now')
        caller.hangUp()
        await clock.advance(500)
        expect(application.last('/left')).toMatchObject({
          QueueResult: hangupDuringGuidance,
          CallStatus: 'completed',
        })
        expect(application.last('/dialled')).toMatchObject({
          DialCallStatus: callerGoneDuringGuidance,
          DialBridged: 'false',
          CallStatus: 'in-progress',
        })
      }
    },
  )

  test.each(switchValues.operatorGoneDuringGuidance)(
    'with %s when the operator hangs up during the guidance',
    async (operatorGoneDuringGuidance) => {
      const { clock, call, operate } = centre({ operatorGoneDuringGuidance })
      const caller = call()
      await clock.advance(5_000)
      const operator = operate()
      await clock.advance(500)
      operator.hangUp()
      await clock.advance(500)
      expect(application.last('/left')).toMatchObject({
        QueueResult: operatorGoneDuringGuidance,
        CallStatus: 'in-progress',
      })
      expect(caller.said.at(-1)).toBe('Goodbye now')
    },
  )

  test.each(switchValues.failedGuidance)('%s when the guidance fails', async (failedGuidance) => {
    application.on('/connecting', { status: 500 })
    const { clock, call, operate } = centre({ failedGuidance })
    const caller = call()
    operate()
    await clock.advance(500)
    if (failedGuidance === 'bridged') expect(caller.hears.kind).toBe('bridge')
    else expect(application.last('/left')).toMatchObject({ QueueResult: 'error', CallStatus: 'in-progress' })
  })

  test.each(switchValues.actionAfterHangupInBridge)(
    'by a caller who hangs up in the talk: the action is %s',
    async (actionAfterHangupInBridge) => {
      const { clock, call, operate } = centre({ actionAfterHangupInBridge })
      const caller = call()
      operate()
      await clock.advance(10_000)
      caller.hangUp()
      await clock.advance(2_000)
      expect(application.to('/left').map(({ form }) => [form.QueueResult, form.CallStatus])).toEqual(
        actionAfterHangupInBridge === 'requested' ? [['bridged', 'completed']] : [],
      )
      expect(application.to('/status')).toHaveLength(1)
    },
  )

  test.each(switchValues.dialCallSidOfQueue)(
    'and the operator is told whom they served: %s',
    async (dialCallSidOfQueue) => {
      const { clock, call, operate } = centre({ dialCallSidOfQueue })
      const caller = call()
      operate()
      await clock.advance(10_000)
      caller.hangUp()
      await clock.advance(2_000)
      expect(application.last('/dialled').DialCallSid).toBe(
        dialCallSidOfQueue === 'caller' ? caller.callSid : undefined,
      )
    },
  )

  test('with bridged when REST moves the operator, whose action is told and not carried out', async () => {
    const { clock, call, operate, telephony } = centre()
    const caller = call()
    const operator = operate()
    await clock.advance(10_000)
    application
      .on('/moved', '<Say>You have been moved</Say><Pause length="60"/>')
      .on('/dialled', '<Say>The dial is over</Say>')
    telephony.redirect(operator.callSid, { url: `${application.url}/moved` })
    await clock.advance(500)
    expect(application.last('/left')).toMatchObject({ QueueResult: 'bridged', CallStatus: 'in-progress' })
    expect(caller.said.at(-1)).toBe('Goodbye now')
    expect(application.last('/dialled')).toMatchObject({
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallSid: caller.callSid,
      CallStatus: 'in-progress',
    })
    expect(operator.said).toEqual(['You have been moved'])
    expect(operator.endedAs).toBeUndefined()
  })

  test('for each of fifty callers with one of fifty operators', async () => {
    const { clock, call, operate } = centre()
    const callers = Array.from({ length: 50 }, (_, index) =>
      call(`+8131234${String(index).padStart(4, '0')}`),
    )
    const operators = Array.from({ length: 50 }, (_, index) => operate(`op_${index}`))
    await clock.advance(10_000)
    const peers = callers.map(({ hears }) => (hears.kind === 'bridge' ? hears.peer : undefined))
    expect(new Set(peers)).toEqual(new Set(operators.map(({ callSid }) => callSid)))
  })
})

describe('The wait', () => {
  test('tells each caller their place, and the mean wait of those waiting', async () => {
    const { clock, call, queue } = centre()
    call()
    await clock.advance(10_000)
    call('+81311112222')
    await clock.advance(1_000)
    expect(application.last('/wait')).toMatchObject({
      QueuePosition: '2',
      QueueSid: queue.sid,
      QueueTime: '0',
      AvgQueueTime: '5',
      CurrentQueueSize: '2',
      MaxQueueSize: '1000',
    })
  })

  test('is interrupted in the middle of a sentence', async () => {
    application.on('/wait', '<Say>You are number one in the line, please be patient</Say>')
    const { clock, call, operate } = centre()
    const caller = call()
    await clock.advance(1_000)
    operate()
    await clock.runUntilIdle()
    expect(caller.hears).toMatchObject({ kind: 'say', text: 'An operator is coming now' })
  })

  test('may gather keys, redirect, and comes back to waitUrl', async () => {
    application
      .on(
        '/wait',
        '<Gather numDigits="1" timeout="5" action="/offer"><Say>Press one to leave</Say></Gather><Redirect>/music</Redirect>',
      )
      .on('/music', '<Pause length="20"/>')
      .on('/offer', '<Leave/>')
    const { clock, call } = centre()
    const caller = call()
    await clock.advance(30_000)
    expect(application.paths).toEqual(['/voice', '/wait', '/music', '/wait'])
    caller.press('1')
    await clock.advance(100)
    expect(application.paths.slice(4)).toEqual(['/offer', '/left'])
  })

  test('without a length is slowed down and reported', async () => {
    application.on('/wait', '')
    const { clock, call, telephony } = centre()
    call()
    await clock.advance(5_500)
    expect(application.to('/wait')).toHaveLength(6)
    expect(telephony.events.of('error')[0]?.message).toContain('would be asked for without end')
  })

  test('sounds to the operator like nothing, or like ringing', async () => {
    for (const operatorWaitSound of switchValues.operatorWaitSound) {
      const { clock, operate } = centre({ operatorWaitSound })
      const operator = operate()
      await clock.advance(1_000)
      expect(operator.hears.kind).toBe(operatorWaitSound)
    }
  })
})
