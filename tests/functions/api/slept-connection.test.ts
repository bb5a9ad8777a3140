import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freePort } from '../../../scripts/free-port.ts'
import { anOperator } from '../../support/builders.ts'
import { useCentre } from '../../support/centre.ts'
import { DeskClient, signIn } from '../../support/desk-client.ts'

const port = await freePort()
const between = new Set<Socket>()
let network: Server

beforeAll(async () => {
  const server = new URL(inject('databaseServer'))
  network = createServer((near) => {
    const far = connect(Number(server.port), server.hostname)
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) socket.on('error', () => {})
    between.add(near)
  })
  await new Promise<void>((resolve) => network.listen(port, '127.0.0.1', resolve))
})

afterAll(() => {
  for (const socket of between) socket.destroy()
  network.close()
})

const centre = useCentre({ environment: { DATABASE_URL: throughTheNetwork() } })

/** This worker's database, by way of the router. */
function throughTheNetwork(): string {
  const url = new URL(inject('databaseServer'))
  url.host = `127.0.0.1:${port}`
  url.pathname = `/runa_test_${inject('projectName')}_${process.env.VITEST_POOL_ID}`
  return url.href
}

test('a connection that died while the container slept is noticed, at the door and behind it', async () => {
  await anOperator(centre.db)
  const desk = await signIn(centre.url, 'operator1')
  for (const ask of [
    () => desk.call('session/current', {}),
    () => new DeskClient(centre.url).call('wallboard/board', { token: 'x' }),
    () => desk.call('session/logout', {}),
  ]) {
    // As a router does that forgot them: nothing goes through, and nobody is told.
    for (const socket of between) socket.unpipe().pause()
    await centre.clock.advance(60_000)
    const began = performance.now()
    expect([200, 403]).toContain((await ask()).status)
    expect(performance.now() - began).toBeLessThan(4000)
  }
})
