import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { sessionCookie } from '../../../src/http/cookies.ts'
import { freePort } from '../../../scripts/free-port.ts'
import { newSessionToken } from '../../../src/session/session-token.ts'
import { actionTable } from '../../support/action-table.ts'
import { useCentre } from '../../support/centre.ts'
import { DeskClient } from '../../support/desk-client.ts'

const nobodysPort = await freePort()
const centre = useCentre({
  environment: { DATABASE_URL: `mysql://runa@127.0.0.1:${nobodysPort}/runa` },
})
const away = { status: 503, body: { error: { code: 'database-away' } } }

function aDesk(): DeskClient {
  const desk = new DeskClient(centre.url)
  const keys = { sessionSecret: centre.environment.SESSION_SECRET!, stage: '' }
  desk.cookies.set(sessionCookie, newSessionToken(keys, 'operator1').token)
  return desk
}

test('with no database every action says so, the sign-in too', async () => {
  for (const [action, { request }] of Object.entries(actionTable))
    expect([action, await aDesk().send(action, request)]).toMatchObject([action, away])
})

test('a forged cookie is refused without asking the database', async () => {
  const desk = aDesk()
  desk.cookies.set(sessionCookie, 'forged')
  expect((await desk.send('session/current', {})).status).toBe(401)
})

test('a server that takes connections and says nothing is away after a few seconds', async () => {
  const server = await silentServer()
  const began = performance.now()
  expect(await aDesk().send('session/current', {})).toMatchObject(away)
  expect(performance.now() - began).toBeLessThan(6000)
  await server.stop()
})

async function silentServer(): Promise<{ stop(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(nobodysPort, '127.0.0.1', resolve))
  expect((server.address() as AddressInfo).port).toBe(nobodysPort)
  return {
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
