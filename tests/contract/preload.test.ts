import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTwilioRun } from './twilio-run.ts'

const ACCOUNT_SID = 'AC' + '0'.repeat(31) + '1'
const TOKEN = '0123456789abcdef0123456789abcdef'
const seen: { host: unknown; url: string | undefined; authorization: string | undefined }[] = []
const sockets = new Set<unknown>()
const twilio = createServer((request, response) => {
  const { host, page } = note(request)
  const next = page === '0' ? `/2010-04-01/Accounts/${ACCOUNT_SID}/Queues.json?Page=1&PageToken=x` : null
  const queues = [{ sid: 'QU' + '0'.repeat(32), friendly_name: `${host} page ${page}` }]
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ queues, page: Number(page), next_page_uri: next }))
})
let site: Awaited<ReturnType<typeof startTwilioRun>>

function note({ headers, url, socket }: IncomingMessage) {
  sockets.add(socket)
  seen.push({ host: headers['x-emulated-host'], url, authorization: headers.authorization })
  const page = new URL(url!, 'http://x').searchParams.get('Page') ?? '0'
  return { host: String(headers['x-emulated-host']), page }
}

beforeAll(async () => {
  await once(twilio.listen(0, '127.0.0.1'), 'listening')
  site = await startTwilioRun({ ACCOUNT_SID, AUTH_TOKEN: TOKEN }, (twilio.address() as AddressInfo).port)
})
afterAll(async () => {
  await site.stop()
  twilio.closeAllConnections()
  twilio.close()
})

test('the unmodified twilio package in a function talks to the emulator, page by page, whatever its host', async () => {
  const pages = (host: string) => [`${host} page 0`, `${host} page 1`]
  const answer = await (await fetch(site.url + '/rest')).json()
  expect(answer).toEqual([
    pages('api.twilio.com'),
    pages('api.twilio.com'),
    pages('api.tokyo.jp1.twilio.com'),
  ])
  const basic = (name: string, word: string) => 'Basic ' + Buffer.from(`${name}:${word}`).toString('base64')
  expect(new Set(seen.map(({ authorization }) => authorization))).toEqual(
    new Set([basic(ACCOUNT_SID, TOKEN), basic('SK00000000000000000000000000000001', 'key-secret')]),
  )
})

test('requests to Twilio share a few kept-alive connections', async () => {
  for (let turn = 0; turn < 5; turn++) await (await fetch(site.url + '/rest')).json()
  expect(seen.length).toBe(36)
  expect(sockets.size).toBeLessThanOrEqual(4)
})
