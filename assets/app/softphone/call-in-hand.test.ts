import { expect, test } from 'vitest'
import { InHandStore } from './call-in-hand.ts'

test('a call that the server does not know is not looked up for ever', async () => {
  const store = new InHandStore(async () => ({
    call: null,
    customers: [],
    notes: [],
    waitingCallSid: null,
    refused: null,
  }))
  store.begin('line-1')
  await store.ask()
  expect(store.read().state).toBe('asking')
  store.giveUp('line-0')
  expect(store.read().state).toBe('asking')
  store.giveUp('line-1')
  expect(store.read().state).toBe('failed')
})
