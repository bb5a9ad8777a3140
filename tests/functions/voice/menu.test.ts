import { beforeEach, expect, test } from 'vitest'
import { handler as greeting } from '../../../functions/voice/greeting.protected.ts'
import { handler as information } from '../../../functions/voice/information.protected.ts'
import { handler as menuChoice } from '../../../functions/voice/menu-choice.protected.ts'
import { forgetQueueSettings } from '../../../src/queue/queue-settings.ts'
import { aQueue } from '../../support/builders.ts'
import { useDatabase } from '../../support/database.ts'
import { caller, insistently, repeated, runStep } from './run-step.ts'

const database = useDatabase()
const environment = (own: Record<string, string> = {}) => ({
  DATABASE_URL: database.url,
  MAIN_QUEUE: 'support',
  ...own,
})
const press = (Digits: string | undefined, attempt = 1, own = {}) =>
  runStep(menuChoice, { ...caller, Digits, attempt: String(attempt) }, environment(own))

beforeEach(forgetQueueSettings)

const said = (twiml: string) => [...twiml.matchAll(/<Say[^>]*>([^<]*)/g)].map(([, sentence]) => sentence)

test('greets in Japanese and asks for one key, taking # and * for keys too', async () => {
  const { twiml } = await runStep(greeting, { ...caller, CallStatus: 'ringing' }, environment())
  expect(twiml).toBe(
    '<Response><Gather input="dtmf" numDigits="1" timeout="10" finishOnKey="" ' +
      `action="/voice/menu-choice?attempt=1${repeated}" actionOnEmptyResult="true">` +
      '<Say language="ja-JP" voice="Polly.Kazuha-Neural">お電話ありがとうございます。</Say>' +
      '<Say language="ja-JP" voice="Polly.Kazuha-Neural">オペレーターとお話しになる方は1を、製品のご案内をお聞きになる方は2を押してください。</Say>' +
      '</Gather></Response>',
  )
})

test('greets in English with the voice that was chosen', async () => {
  const { twiml } = await runStep(greeting, caller, {
    VOICE_LANGUAGE: 'en-US',
    VOICE_NAME: 'Polly.Amy-Neural',
  })
  expect(twiml).toContain('<Say language="en-US" voice="Polly.Amy-Neural">Thank you for calling.</Say>')
})

test('needs no database to greet', async () => {
  const { status, log } = await runStep(greeting, caller, {})
  expect(status).toBe(200)
  expect(log).toMatchObject({ outcome: 'asked', CallSid: caller.CallSid })
  expect(log).not.toHaveProperty('mysql')
})

test('puts who presses 1 in line, as a visit with an id of its own', async () => {
  await aQueue(database.db)
  const { twiml } = await press('1')
  const visit = /visit=([0-9A-Z]{26})/.exec(twiml)?.[1]
  expect(twiml).toBe(
    '<Response><Say language="ja-JP" voice="Polly.Kazuha-Neural">オペレーターにおつなぎいたします。</Say>' +
      `<Enqueue action="/voice/queue-left?visit=${visit}&amp;queue=support${insistently}" ` +
      `waitUrl="/voice/queue-wait?visit=${visit}&amp;queue=support${repeated}">support</Enqueue></Response>`,
  )
  expect((await press('1')).twiml).not.toContain(visit)
  expect(await database.db.selectFrom('enqueue_data').selectAll().execute()).toEqual([])
})

test('puts the stage before the queue at Twilio, and nowhere else', async () => {
  const { twiml } = await press('1', 1, { STAGE: 'test_' })
  expect(twiml).toContain('>test_support</Enqueue>')
  expect(twiml).toContain('queue=support#')
})

test('gives Twilio the queue’s own wait, and keeps the queue’s own words for after ours', async () => {
  await aQueue(database.db, {
    wait_url: 'https://example.com/wait?a=1#rc=2',
    action_url: 'https://example.com/left?b=2&c=#d',
  })
  const { twiml } = await press('1')
  expect(twiml).toContain('waitUrl="https://example.com/wait?a=1#rc=2"')
  expect(twiml).toContain('&amp;then=https%3A%2F%2Fexample.com%2Fleft%3Fb%3D2%26c%3D%23d#rc=3')
})

test('has Twilio get a wait that is an asset of ours, which answers nothing else', async () => {
  await aQueue(database.db, { wait_url: '/assets/wait.xml' })
  expect((await press('1')).twiml).toContain('waitUrl="/assets/wait.xml" waitUrlMethod="GET"')
})

test('remembers a queue’s settings for 30 s', async () => {
  await aQueue(database.db, { wait_url: 'https://example.com/old' })
  await press('1')
  await database.db.updateTable('queue').set({ wait_url: 'https://example.com/new' }).execute()
  expect((await press('1')).twiml).toContain('/old')
  forgetQueueSettings()
  expect((await press('1')).twiml).toContain('/new')
})

test('tells who presses 2 about the product, and goodbye', async () => {
  expect((await press('2')).twiml).toBe(
    `<Response><Redirect>/voice/information${repeated}</Redirect></Response>`,
  )
  const { twiml } = await runStep(information, caller, environment())
  expect(said(twiml).at(-1)).toBe('お電話ありがとうございました。失礼いたします。')
  expect(twiml).toMatch(/<Hangup\/><\/Response>$/)
})

test.each(['3', '0', '#', '*', '11'])('asks again after %s, three times at most in all', async (key) => {
  const again = await press(key, 1)
  expect(again.twiml).toContain(`action="/voice/menu-choice?attempt=2${repeated}"`)
  expect(said(again.twiml)[0]).toBe(
    '恐れ入りますが、そのご案内はご用意しておりません。もう一度お選びください。',
  )
  expect((await press(key, 2)).twiml).toContain(`action="/voice/menu-choice?attempt=3${repeated}"`)
  expect((await press(key, 3)).twiml).toContain('<Enqueue')
})

test.each([undefined, ''])('says that it noticed no key (%o) and puts the caller in line', async (none) => {
  const { twiml } = await press(none)
  expect(said(twiml)).toEqual(['番号のご入力が確認できませんでしたので、オペレーターにおつなぎいたします。'])
  expect(twiml).toContain('<Enqueue')
})

test('apologises where no queue is set up, rather than fall silent', async () => {
  const failed: unknown[] = []
  console.error = (error: unknown) => void failed.push(error)
  const { twiml, status } = await press('1', 1, { MAIN_QUEUE: '' })
  expect(status).toBe(200)
  expect(said(twiml)).toEqual([
    '申し訳ございません。ただいまご案内することができません。後ほどおかけ直しください。失礼いたします。',
  ])
  expect(String(failed[0])).toContain('MAIN_QUEUE')
})
