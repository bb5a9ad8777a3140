import { SaxesParser } from 'saxes'
import { beforeEach, expect, test } from 'vitest'
import { handler as callStatus } from '../../../functions/voice/call-status.protected.ts'
import { handler as greeting } from '../../../functions/voice/greeting.protected.ts'
import { handler as information } from '../../../functions/voice/information.protected.ts'
import { handler as menuChoice } from '../../../functions/voice/menu-choice.protected.ts'
import { handler as operatorDialEnded } from '../../../functions/voice/operator-dial-ended.protected.ts'
import { handler as operatorDial } from '../../../functions/voice/operator-dial.protected.ts'
import { handler as queueConnecting } from '../../../functions/voice/queue-connecting.protected.ts'
import { handler as queueLeft } from '../../../functions/voice/queue-left.protected.ts'
import { handler as queueWait } from '../../../functions/voice/queue-wait.protected.ts'
import { aQueue, anOperator, aSession } from '../../support/builders.ts'
import { useDatabase } from '../../support/database.ts'
import { caller, runStep, softphone } from './run-step.ts'

const database = useDatabase()
const environment = () => ({ DATABASE_URL: database.url, MAIN_QUEUE: 'support', CALLER_ID: '+815031234567' })

beforeEach(async () => {
  await aQueue(database.db)
  await anOperator(database.db, { queues: ['support'] })
  await aSession(database.db)
})

const everything = { ...caller, ForwardedFrom: '+81312345678', CallerName: 'A caller' }
const visit = {
  ...everything,
  visit: '01JD0000000000000000000000',
  previous: '01JD0000000000000000000001',
  queue: 'support',
  then: 'https://example.com/then',
  QueueSid: `QU${'1'.repeat(32)}`,
  QueueTime: '5',
}

/** Each step with everything it reads. */
const requests: Record<string, [unknown, Record<string, string>]> = {
  greeting: [greeting, everything],
  'menu-choice': [menuChoice, { ...everything, Digits: '1', attempt: '1' }],
  information: [information, everything],
  'queue-wait': [queueWait, { ...visit, QueuePosition: '1' }],
  'queue-connecting': [
    queueConnecting,
    { ...visit, operator: 'operator1', DequeingCallSid: softphone.CallSid },
  ],
  'queue-left': [queueLeft, { ...visit, QueueResult: 'bridged', returns: '1' }],
  'operator-dial': [operatorDial, { ...softphone, Destination: 'queue:support' }],
  'operator-dial-ended': [
    operatorDialEnded,
    {
      ...softphone,
      queue: 'support',
      DialCallStatus: 'no-answer',
      DialCallSid: caller.CallSid,
      DialBridged: 'false',
    },
  ],
  'call-status': [
    callStatus,
    {
      ...everything,
      CallStatus: 'completed',
      ParentCallSid: softphone.CallSid,
      CallDuration: '9',
      RecordingUrl: 'https://example.com/recording',
      RecordingSid: `RE${'1'.repeat(32)}`,
      RecordingDuration: '8',
      leg: 'outbound',
      operator: 'operator1',
    },
  ],
}

const bad: Record<string, (value: string) => unknown> = {
  missing: () => undefined,
  empty: () => '',
  repeated: (value) => [value, value],
  'repeated differently': (value) => [value, 'x'],
  'an empty list': () => [],
  '10 kB long': () => 'x'.repeat(10_000),
  '10 kB of Japanese': () => '漢😀'.repeat(3000),
  'half a character': () => 'a\ud83d',
  'control characters': () => 'a\u0000\u0008\u001b\r\nb',
  'markup and SQL': () => `"><Dial>1</Dial>'; drop table queue_data; -- %s ${'`'}`,
  'an object': () => ({ CallSid: { toString: 1 } }),
  'a number': () => 7,
  'a truth': () => true,
  nothing: () => null,
  'minus one': () => '-1',
  'not a number': () => 'NaN',
  enormous: () => '99999999999999999999',
}

test.each(Object.keys(requests))(
  '%s takes any parameter in any shape',
  async (name) => {
    const [handler, request] = requests[name]!
    for (const [parameter, value] of Object.entries(request))
      for (const [how, spoil] of Object.entries(bad)) {
        const { status, twiml, log } = await runStep(
          handler,
          { ...request, [parameter]: spoil(value) },
          environment(),
        )
        const what = `${parameter} ${how}`
        expect(status, what).toBe(200)
        expect(problemOf(twiml), what).toBeUndefined()
        expect(log.outcome, what).not.toBe('failed')
        expect(log, what).not.toHaveProperty('mysql')
      }
  },
  60_000,
)

test.each(Object.keys(requests))('%s answers a request without any parameter', async (name) => {
  const { status, twiml } = await runStep(requests[name]![0], {}, environment())
  expect(status).toBe(200)
  expect(problemOf(twiml)).toBeUndefined()
})

test('cuts what is longer than its column, and names the parameter in the log', async () => {
  const [handler, request] = requests['queue-left']!
  const { log } = await runStep(
    handler,
    { ...request, CallerName: '長'.repeat(5000), QueueResult: 'r'.repeat(70) },
    environment(),
  )
  expect(log.cut).toEqual(['CallerName', 'QueueResult'])
  const [row] = await database.db.selectFrom('enqueue_data').selectAll().execute()
  expect(row).toMatchObject({ CallerName: '長'.repeat(128), QueueResult: 'r'.repeat(64) })
})

test('writes the row of a request whose other parameters are all useless', async () => {
  const [handler] = requests['queue-left']!
  await runStep(
    handler,
    { CallSid: [caller.CallSid, 'x'], QueueResult: 'hangup', QueueTime: {} },
    environment(),
  )
  expect(await database.db.selectFrom('enqueue_data').selectAll().execute()).toMatchObject([
    { CallSid: caller.CallSid, QueueResult: 'hangup', QueueTime: null },
  ])
})

test('keeps emoji and half-width kana of a caller’s name as they came', async () => {
  await runStep(queueWait, { ...visit, CallerName: 'ﾔﾏﾀﾞ 😀 𠮷' }, environment())
  expect(await database.db.selectFrom('enqueue_data').select('CallerName').execute()).toEqual([
    { CallerName: 'ﾔﾏﾀﾞ 😀 𠮷' },
  ])
})

function problemOf(twiml: string): string | undefined {
  let problem: string | undefined
  const parser = new SaxesParser()
  parser.on('error', (error) => (problem ??= error.message))
  parser.write(twiml).close()
  return twiml.startsWith('<Response') ? problem : 'not a TwiML document'
}
