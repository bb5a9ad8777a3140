import { afterEach, expect, test, vi } from 'vitest'
import { call, onSessionEnded } from './api.ts'

afterEach(() => void vi.unstubAllGlobals())

/** A server whose answers come when the test likes: each is a status, and whatever is said with it. */
function aServer() {
  const answers: ((status: number) => void)[] = []
  const fetched = () =>
    new Promise((resolve) =>
      answers.push((status) =>
        resolve(Response.json(status === 200 ? {} : { error: { code: 'no-session' } }, { status })),
      ),
    )
  vi.stubGlobal('fetch', fetched)
  return answers
}

const turn = () => new Promise((resolve) => setTimeout(resolve))

test('a session that ended is renewed, and what was asked is asked again', async () => {
  const answers = aServer()
  const renew = vi.fn(async () => {})
  onSessionEnded(renew)
  const asked = call('colleagues/list', {})
  answers[0]!(401)
  await turn()
  answers[1]!(200)
  expect(await asked).toEqual({})
  expect(renew).toHaveBeenCalledOnce()
})

test('a refusal of the session before, that comes after somebody has signed in again, asks nobody once more', async () => {
  const answers = aServer()
  const renew = vi.fn(async () => {})
  onSessionEnded(renew)
  const [slow, quick] = [call('colleagues/list', {}), call('calls/recent', {})]
  answers[1]!(401)
  await turn()
  answers[2]!(200)
  await quick
  answers[0]!(401)
  await turn()
  answers[3]!(200)
  expect(await slow).toEqual({})
  expect(renew).toHaveBeenCalledOnce()
})
