import { expect, test } from 'vitest'
import type { CallInHand } from '../../../src/http/desk-actions.ts'
import { InHandStore } from './call-in-hand.ts'

test('a call that the server does not know is not looked up for ever', async () => {
  const store = new InHandStore(async () => nobody)
  store.begin('line-1')
  await store.ask()
  expect(store.read().state).toBe('asking')
  store.giveUp('line-0')
  expect(store.read().state).toBe('asking')
  store.giveUp('line-1')
  expect(store.read().state).toBe('failed')
})

const nobody: CallInHand = { call: null, customers: [], notes: [], waitingCallSid: null, refused: null }
const callOf = (callSid: string | null): CallInHand['call'] => ({
  operatorCallSid: 'CA1',
  callSid,
  direction: 'inbound',
  number: '+81312345678',
  address: null,
  queueId: 'support',
  waitSeconds: 1,
  startedAt: '2026-01-01T00:00:00.000Z',
  answeredAt: null,
})

/** Asks whose answers come in the order that the test likes. */
function asked() {
  const answers: ((answer: CallInHand) => void)[] = []
  const store = new InHandStore(() => new Promise((answer) => answers.push(answer)))
  return { answers, store }
}

test('an older answer does not take back what a newer one has said', async () => {
  const { answers, store } = asked()
  store.begin('line-1')
  const both = [store.ask(), store.ask()]
  answers[1]!({ ...nobody, call: callOf('CA2') })
  answers[0]!({ ...nobody, call: callOf(null) })
  await Promise.all(both)
  expect(store.read().call?.callSid).toBe('CA2')
})

test('an answer about the call before is not shown with this one', async () => {
  const { answers, store } = asked()
  store.begin('line-1')
  const late = store.ask()
  store.begin('line-2')
  answers[0]!({ ...nobody, call: callOf('CA2') })
  await late
  expect(store.read()).toMatchObject({ leg: 'line-2', call: null, state: 'asking' })
})
