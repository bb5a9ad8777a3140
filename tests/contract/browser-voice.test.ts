import { once } from 'node:events'
import { request } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { Telephone } from '../../emulator/telephony/telephone.ts'
import { type Centre, NUMBER, startCentre } from './centre.ts'
import {
  accessToken,
  connect,
  energyOver,
  heard,
  launchBrowser,
  openSoftphone,
  waitForEvent,
  waitForSound,
} from './softphone-page.ts'

/** Two pages with real audio fill both cores of a small machine. */
vi.setConfig({ testTimeout: 60_000 })

let centre: Centre
let browser: Browser

beforeAll(async () => {
  ;[centre, browser] = await Promise.all([startCentre(), launchBrowser()])
  centre.emulator.signal.returnSeconds = 2
})
afterAll(async () => {
  await browser.close()
  await centre.stop()
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  centre.emulator.reset()
})

const open = (identity: string, grant?: Parameters<typeof accessToken>[1]) =>
  openSoftphone(browser, centre.emulator.url, accessToken(identity, grant))

async function registered(identity: string): Promise<Page> {
  const { page } = await open(identity)
  await page.evaluate(() => window.phone.device.register())
  await waitForEvent(page, 'registered')
  return page
}

/** The leg that a browser made or took, as the telephony sees it. */
const lastCall = () => [...centre.emulator.telephony.calls.values()].at(-1)!
const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 10_000, interval: 20 })

/** Two softphones that talk: `caller` has rung `callee`. */
async function talking() {
  const [callee, caller] = await Promise.all([registered('callee'), registered('caller')])
  await connect(caller, { Destination: 'client:callee' })
  await waitForEvent(callee, 'incoming')
  await callee.evaluate(() => window.phone.call?.accept())
  await waitForEvent(callee, 'call accept')
  await waitForEvent(caller, 'call accept')
  await Promise.all([waitForSound(callee), waitForSound(caller)])
  return { caller, callee }
}

test('the unmodified SDK registers, calls, and hears what the application says; nothing leaves the machine', async () => {
  const { page, outside, complaints } = await open('operator1')
  await page.evaluate(() => window.phone.device.register())
  await waitForEvent(page, 'registered')
  expect(await page.evaluate(() => window.phone.device.identity)).toBe('operator1')
  await connect(page, { Destination: 'queue:support', 名前: '山田 & co' })
  await waitForEvent(page, 'call accept')
  const { events } = centre.emulator.telephony
  expect(events.of('webhook-request').at(-1)?.parameters).toMatchObject({
    From: 'client:operator1',
    Destination: 'queue:support',
    名前: '山田 & co',
  })
  await waitForSound(page)
  expect(await page.evaluate(() => window.phone.call?.parameters.CallSid)).toBe(lastCall().sid)
  await page.evaluate(() => window.phone.call?.disconnect())
  await until(() => lastCall().status === 'completed')
  expect([outside, complaints]).toEqual([[], []])
})

test(
  'two softphones hear each other, silence under mute, and the end within half a second',
  { retry: 2 },
  async () => {
    const { caller, callee } = await talking()
    expect(await energyOver(callee, 100)).toBeGreaterThan(0.001)
    expect(await energyOver(caller, 100)).toBeGreaterThan(0.001)
    await caller.evaluate(() => window.phone.call?.mute(true))
    await energyOver(callee, 50)
    expect(await energyOver(callee, 75)).toBeLessThan(0.0001)
    await caller.evaluate(() => window.phone.call?.mute(false))
    await waitForSound(callee)
    expect((await heard(callee)).lost).toBe(0)
    const hungUpAt = Date.now()
    await caller.evaluate(() => window.phone.call?.disconnect())
    await waitForEvent(callee, 'call disconnect')
    expect(Date.now() - hungUpAt).toBeLessThan(500)
  },
)

test('an incoming call brings the parameters the application gave it', async () => {
  const [callee, caller] = await Promise.all([registered('callee'), registered('caller')])
  await connect(caller, { Destination: 'client:callee' })
  await waitForEvent(callee, 'incoming')
  const { parameters, custom } = await callee.evaluate(() => ({
    parameters: window.phone.call!.parameters,
    custom: [...window.phone.call!.customParameters],
  }))
  expect(custom).toEqual([['reason', '転送 & more']])
  expect(parameters).toMatchObject({ From: 'client:caller', To: 'client:callee', CallSid: lastCall().sid })
  await callee.evaluate(() => window.phone.call?.reject())
  await waitForEvent(caller, 'call disconnect')
  expect(lastCall().status).toBe('busy')
})

test('keys reach the application with the audio, and by signalling before there is any', async () => {
  const caller = await registered('caller')
  const { telephony } = centre.emulator
  await connect(caller, { Destination: 'queue:support' })
  await waitForEvent(caller, 'call accept')
  await caller.evaluate(() => window.phone.call?.sendDigits('1w2'))
  await until(() => keys() === '12').catch(() => expect(keys()).toBe('12'))
  await waitForSound(caller)
  await caller.evaluate(() => window.phone.call?.sendDigits('5*#'))
  await until(() => keys() === '125*#').catch(() => expect(keys()).toBe('125*#'))

  function keys() {
    return telephony.events
      .of('keys')
      .map(({ digits }) => digits)
      .join('')
  }
})

test('a caller who presses 1 hears music, then the operator in the browser', async () => {
  const operator = await registered('operator1')
  const { telephony } = centre.emulator
  const caller = Telephone.dial(telephony, { from: '+819011112222', to: NUMBER })
  await until(() => caller.hears.kind === 'say')
  caller.press('1')
  await until(() => caller.hears.kind === 'play')
  await connect(operator, { Destination: 'queue:support' })
  await until(() => caller.hears.kind === 'bridge')
  await energyOver(operator, 50)
  expect(await energyOver(operator, 50)).toBeLessThan(0.0001)
  caller.hangUp()
  await waitForEvent(operator, 'call disconnect')
})

test('a softphone that dials the centre’s own number hears its greeting, and its keys reach it', async () => {
  const caller = await registered('caller')
  await connect(caller, { Destination: NUMBER })
  await waitForEvent(caller, 'call accept')
  await waitForSound(caller)
  await caller.evaluate(() => window.phone.call?.sendDigits('1'))
  const asked = () =>
    centre.emulator.telephony.events.of('webhook-request').map(({ parameters }) => parameters)
  await until(() => asked().some(({ Direction, Digits }) => Direction === 'inbound' && Digits === '1'))
  await waitForSound(caller)
})

test('all devices of an identity ring, the first to answer gets the call, the others stop', async () => {
  const [one, two, caller] = await Promise.all([
    registered('callee'),
    registered('callee'),
    registered('caller'),
  ])
  await connect(caller, { Destination: 'client:callee' })
  await Promise.all([waitForEvent(one, 'incoming'), waitForEvent(two, 'incoming')])
  await two.evaluate(() => window.phone.call?.accept())
  await waitForEvent(two, 'call accept')
  await waitForEvent(one, 'call cancel')
  await waitForSound(two)
})

test('a device that rejects a call ends it on all of its identity; one that ignores it is silent alone', async () => {
  const [one, two, caller] = await Promise.all([
    registered('callee'),
    registered('callee'),
    registered('caller'),
  ])
  const ringing = async (times: number) => {
    await connect(caller, { Destination: 'client:callee' })
    await Promise.all([one, two].map((page) => waitForEvent(page, 'incoming', times)))
  }
  await ringing(1)
  await one.evaluate(() => window.phone.call?.reject())
  await waitForEvent(two, 'call cancel')
  await waitForEvent(caller, 'call disconnect')
  expect(lastCall().status).toBe('busy')
  await ringing(2)
  await one.evaluate(() => window.phone.call?.ignore())
  await two.evaluate(() => window.phone.call?.accept())
  await waitForEvent(two, 'call accept')
  await waitForSound(two)
})

test('a softphone rings until it is joined with the far end, and is over unanswered if it never is', async () => {
  const [callee, caller] = await Promise.all([registered('callee'), registered('caller')])
  const events = () => caller.evaluate(() => window.phone.events)
  const parent = () => [...centre.emulator.telephony.calls.values()].findLast(({ to }) => to === '')
  await connect(caller, { Destination: 'bridge:callee' })
  await waitForEvent(callee, 'incoming')
  await waitForEvent(caller, 'call ringing')
  await callee.evaluate(() => window.phone.call?.reject())
  await waitForEvent(caller, 'call disconnect')
  expect(parent()?.status).toBe('no-answer')
  expect(await events()).not.toContain('call accept')
  await connect(caller, { Destination: 'bridge:callee' })
  await waitForEvent(callee, 'incoming', 2)
  expect(parent()?.status).toBe('ringing')
  await callee.evaluate(() => window.phone.call?.accept())
  await waitForEvent(caller, 'call accept')
  await Promise.all([waitForSound(callee), waitForSound(caller)])
})

test('a caller who gives up stops the ringing', async () => {
  const [callee, caller] = await Promise.all([registered('callee'), registered('caller')])
  await connect(caller, { Destination: 'client:callee' })
  await waitForEvent(callee, 'incoming')
  await caller.evaluate(() => window.phone.call?.disconnect())
  await waitForEvent(callee, 'call cancel')
})

test('a lost socket comes back to its call, whose sound goes on', async () => {
  const { caller, callee } = await talking()
  centre.emulator.signal.cut('caller')
  await waitForEvent(caller, 'call reconnecting 53001')
  await waitForEvent(caller, 'call reconnected')
  await waitForEvent(caller, 'registered', 2)
  await waitForSound(callee)
  await callee.evaluate(() => window.phone.call?.disconnect())
  await waitForEvent(caller, 'call disconnect')
})

test('a changed network is taken up in the middle of a call', async () => {
  const { caller, callee } = await talking()
  await caller.evaluate(() => {
    const handler = (window.phone.call as never as { _mediaHandler: { iceRestart(): void } })._mediaHandler
    handler.iceRestart()
  })
  await energyOver(caller, 50)
  await Promise.all([waitForSound(callee), waitForSound(caller)])
})

test('the call of a killed tab ends by itself, and the other side is told', async () => {
  const { caller, callee } = await talking()
  const { sid } = [...centre.emulator.telephony.calls.values()].find(({ to }) => to === 'client:callee')!
  const killed = callee.context()
  centre.emulator.signal.isUnreachable = true
  centre.emulator.signal.cut('callee')
  await killed.close()
  centre.emulator.signal.isUnreachable = false
  await waitForEvent(caller, 'call disconnect')
  expect(centre.emulator.telephony.calls.get(sid)?.status).toBe('completed')
})

test('messages go both ways during a call', async () => {
  const caller = await registered('caller')
  await connect(caller, { Destination: 'queue:support' })
  await waitForEvent(caller, 'call accept')
  centre.emulator.telephony.message(lastCall().sid, { content: '{"customer":"山田"}' })
  await caller.waitForFunction(() => window.phone.messages.length > 0)
  expect(await caller.evaluate(() => window.phone.messages)).toMatchObject([
    { content: { customer: '山田' }, messageType: 'user-defined-message' },
  ])
  await caller.evaluate(() =>
    window.phone.call?.sendMessage({ content: { a: 1 }, messageType: 'user-defined-message' }),
  )
  await waitForEvent(caller, 'call messageSent')
})

test('a token is renewed before it ends; an ended one says so, and a new one brings the phone back', async () => {
  const { page } = await open('operator1', { ttl: 5 })
  await page.evaluate(() => window.phone.device.register())
  await waitForEvent(page, 'tokenWillExpire')
  await waitForEvent(page, 'error 20104')
  expect(centre.emulator.telephony.clients.identities()).not.toContain('operator1')
  await page.evaluate((token) => window.phone.device.updateToken(token), accessToken('operator1'))
  await until(() => centre.emulator.telephony.clients.identities().includes('operator1'))
})

test('a token of a stranger, or one that grants no calls to receive, is refused', async () => {
  const { page } = await openSoftphone(browser, centre.emulator.url, 'no.token.atall')
  await page.evaluate(() => void window.phone.device.register())
  await waitForEvent(page, 'error 20101')
  const { page: deaf } = await open('operator1', { incomingAllow: false })
  await deaf.evaluate(() => void window.phone.device.register())
  await waitForEvent(deaf, 'error 20101')
})

test('the far end of a browser’s call is heard within a second of its answer', { retry: 2 }, async () => {
  const [callee, caller] = await Promise.all([registered('callee'), registered('caller')])
  await connect(caller, { Destination: 'client:callee' })
  await waitForEvent(callee, 'incoming')
  const acceptedAt = Date.now()
  await callee.evaluate(() => window.phone.call?.accept())
  await callee.waitForFunction(() => window.phone.peers.at(-1)?.connectionState === 'connected')
  while (!(await heard(callee)).packets) await callee.waitForTimeout(20)
  expect(Date.now() - acceptedAt).toBeLessThan(1000)
})

test('a socket that is no softphone’s is dropped, and nothing breaks', async () => {
  const { port } = centre.emulator
  for (const path of ['//', '/signal/../x', '/elsewhere', '/signal?host=%']) {
    const upgrade = request({ port, path, headers: { connection: 'Upgrade', upgrade: 'websocket' } }).end()
    await Promise.race([once(upgrade, 'error'), once(upgrade, 'response')])
    upgrade.destroy()
  }
  await registered('operator1')
})

test('unregistering is quiet and final until the phone registers again', async () => {
  const page = await registered('operator1')
  await page.evaluate(() => window.phone.device.unregister())
  await waitForEvent(page, 'unregistered')
  expect(centre.emulator.telephony.clients.identities()).toEqual([])
})

test('while Twilio cannot be reached the SDK says so, and registers by itself afterwards', async () => {
  const page = await registered('operator1')
  centre.emulator.signal.isUnreachable = true
  centre.emulator.signal.cut()
  await waitForEvent(page, 'unregistered')
  centre.emulator.signal.isUnreachable = false
  await waitForEvent(page, 'registered', 2)
})
