import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveRows, type RowsServer } from './rows-server.ts'

let rows: RowsServer
beforeAll(async () => {
  rows = await serveRows('mysql://nobody@127.0.0.1/nothing')
})
afterAll(() => rows.stop())

test.each([
  ['localhost', 404],
  ['127.0.0.1:3000', 404],
  ['evil.test', 403],
  ['localhost.evil.test', 403],
])('a page whose address is %s gets %i', async (host, status) => {
  const address = new URL('/nothing', rows.panels[0]!.url)
  const [response] = await once(request(address, { headers: { host }, agent: false }).end(), 'response')
  response.resume()
  expect(response.statusCode).toBe(status)
})
