import { spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { projectRoot } from '../../../scripts/project-root.ts'
import { handler as callStatus } from '../../../functions/voice/call-status.protected.ts'
import { handler as greeting } from '../../../functions/voice/greeting.protected.ts'
import { handler as information } from '../../../functions/voice/information.protected.ts'
import { handler as menuChoice } from '../../../functions/voice/menu-choice.protected.ts'
import { handler as operatorDialEnded } from '../../../functions/voice/operator-dial-ended.protected.ts'
import { handler as operatorDial } from '../../../functions/voice/operator-dial.protected.ts'
import { handler as queueConnecting } from '../../../functions/voice/queue-connecting.protected.ts'
import { handler as queueLeft } from '../../../functions/voice/queue-left.protected.ts'
import { handler as queueWait } from '../../../functions/voice/queue-wait.protected.ts'
import { legEnded } from '../../../src/call/call-rows.ts'
import { closePool } from '../../../src/db/pool.ts'
import type { Procedure } from '../../../src/db/procedures.ts'
import { openStep } from '../../../src/http/voice-step.ts'
import { forgetQueueSettings } from '../../../src/queue/queue-settings.ts'
import { aQueue, anOperator, aSession } from '../../support/builders.ts'
import { useDatabase } from '../../support/database.ts'
import { Road } from '../../support/road.ts'
import { caller, runStep, softphone } from './run-step.ts'

const database = useDatabase()
let road: Road
beforeAll(async () => {
  road = await Road.to(database.url)
})
beforeEach(async () => {
  await aQueue(database.db)
  await anOperator(database.db, { queues: ['support'] })
  await aSession(database.db)
})
afterAll(async () => {
  await closePool()
  await road.close()
})

const bundles = globSync('dist/functions/voice/*.js', { cwd: projectRoot }).map((file) =>
  join(projectRoot, file),
)

test('there are nine bundles of at most 250 kB, 460 kB where numbers are parsed', () => {
  expect(bundles).toHaveLength(9)
  for (const bundle of bundles) {
    const limit = basename(bundle).startsWith('operator-dial.') ? 460_000 : 250_000
    expect(statSync(bundle).size, bundle).toBeLessThanOrEqual(limit)
  }
})

test('loading a function loads neither mysql2 nor all of twilio', () => {
  const script = `for (const file of ${JSON.stringify(bundles)}) require(file)
    const heavy = /node_modules\\/(mysql2|axios|twilio\\/lib\\/(rest|base|index))/
    console.log(JSON.stringify(Object.keys(require.cache).filter((file) => heavy.test(file))))`
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
    encoding: 'utf8',
    cwd: projectRoot,
  })
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual([])
})

const visit = { ...caller, visit: '01JD0000000000000000000000', queue: 'support', QueueTime: '5' }
const trips: [string, number, unknown, Record<string, string>][] = [
  ['greeting', 0, greeting, caller],
  ['information', 1, information, caller],
  ['menu-choice (a wrong key)', 0, menuChoice, { ...caller, Digits: '9', attempt: '1' }],
  ['menu-choice (to the queue)', 1, menuChoice, { ...caller, Digits: '1' }],
  ['queue-wait (first minute)', 1, queueWait, visit],
  ['queue-wait (later)', 0, queueWait, { ...visit, QueueTime: '61' }],
  [
    'queue-connecting',
    1,
    queueConnecting,
    { ...visit, operator: 'operator1', DequeingCallSid: softphone.CallSid },
  ],
  ['queue-left', 1, queueLeft, { ...visit, QueueResult: 'bridged' }],
  ['queue-left (in line again)', 1, queueLeft, { ...visit, QueueResult: 'error' }],
  ['operator-dial (a queue)', 1, operatorDial, { ...softphone, Destination: 'queue:support' }],
  ['operator-dial (a number)', 1, operatorDial, { ...softphone, Destination: '03-1234-5678' }],
  ['operator-dial (refused)', 1, operatorDial, { ...softphone, Destination: '110' }],
  [
    'operator-dial-ended',
    1,
    operatorDialEnded,
    { ...softphone, queue: 'support', DialCallStatus: 'no-answer' },
  ],
  ['call-status', 1, callStatus, { ...caller, CallStatus: 'completed' }],
]

test.each(trips)('%s asks MySQL %i times', async (_name, expected, handler, event) => {
  const environment = { DATABASE_URL: road.url, MAIN_QUEUE: 'support', CALLER_ID: '+815031234567' }
  await runStep(callStatus, { ...caller, CallSid: 'CA-warm', CallStatus: 'completed' }, environment)
  forgetQueueSettings()
  const before = road.commands
  await runStep(handler, event, environment)
  expect(road.commands - before).toBe(expected)
})

test('a queue’s settings are asked for once in 30 s', async () => {
  const environment = { DATABASE_URL: road.url, MAIN_QUEUE: 'support' }
  const press = () => runStep(menuChoice, { ...caller, Digits: '1' }, environment)
  forgetQueueSettings()
  await press()
  const before = road.commands
  await press()
  expect(road.commands - before).toBe(0)
})

test('a container keeps to one connection, however many calls it serves at once', async () => {
  await closePool()
  const before = road.connections
  const environment = { DATABASE_URL: road.url, MAIN_QUEUE: 'support' }
  const ends = Array.from({ length: 20 }, (_, index) => ({
    ...caller,
    CallSid: `CA${index}`,
    CallStatus: 'completed',
  }))
  await Promise.all(ends.map((end) => write(legEnded({ ...end, leg: 'caller' }, new Date()), environment)))
  expect(road.connections - before).toBe(1)
})

async function write(procedure: Procedure, environment: Record<string, string>): Promise<void> {
  const context = { ...environment, getTwilioClient: () => undefined as never }
  await openStep(context).write(procedure)
}
