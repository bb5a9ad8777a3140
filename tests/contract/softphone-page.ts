import { resolve } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import twilio from 'twilio'
import type { Call, Device } from '@twilio/voice-sdk'
import { ensureWindowlessBrowser } from '../../scripts/browser.ts'
import { ACCOUNT, APPLICATION_SID } from './centre.ts'

const SDK = resolve(import.meta.dirname, '../../node_modules/@twilio/voice-sdk/dist/twilio.js')

/** What the page keeps for the tests. */
interface Phone {
  device: Device
  call?: Call
  events: string[]
  messages: unknown[]
  peers: RTCPeerConnection[]
}
declare global {
  interface Window {
    phone: Phone
    Twilio: { Device: typeof Device }
  }
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: ensureWindowlessBrowser(),
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
      ...['--disable-sync', '--no-first-run'],
      ...['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
    ],
  })
}

export function accessToken(identity: string, grant: { incomingAllow?: boolean; ttl?: number } = {}): string {
  const { AccessToken } = twilio.jwt
  const [key] = ACCOUNT.apiKeys
  const { incomingAllow = true, ttl = 3600 } = grant
  const token = new AccessToken(ACCOUNT.sid, key!.sid, key!.secret, { identity, ttl })
  token.addGrant(new AccessToken.VoiceGrant({ outgoingApplicationSid: APPLICATION_SID, incomingAllow }))
  return token.toJwt()
}

/** A page with the unmodified Voice SDK; whatever it asks of the outside world is noted in `outside`. */
export async function openSoftphone(browser: Browser, url: string, token: string) {
  const page = await (await browser.newContext({ permissions: ['microphone'] })).newPage()
  const outside: string[] = []
  const complaints: string[] = []
  page.on(
    'request',
    (request) => new URL(request.url()).hostname === 'localhost' || outside.push(request.url()),
  )
  page.on(
    'console',
    (message) => message.text().includes('Content Security') && complaints.push(message.text()),
  )
  await page.route('**/assets/voice-sdk.js', (route) => route.fulfill({ path: SDK }))
  await page.addInitScript(collectPeers)
  await page.goto(`${url}/assets/softphone.html`)
  await page.evaluate(startDevice, token)
  return { page, outside, complaints }
}

function collectPeers() {
  const Real = window.RTCPeerConnection
  const peers: RTCPeerConnection[] = []
  window.RTCPeerConnection = new Proxy(Real, {
    construct(target, args: [RTCConfiguration?]) {
      const peer = new target(...args)
      peers.push(peer)
      return peer
    },
  })
  window.phone = { events: [], messages: [], peers } as unknown as Phone
}

function startDevice(token: string) {
  const { phone } = window
  phone.device = new window.Twilio.Device(token, { logLevel: 'silent' as never, tokenRefreshMs: 2000 })
  const note = (name: string) => (detail?: { code?: number }) =>
    void phone.events.push(detail?.code ? `${name} ${detail.code}` : name)
  for (const name of ['registering', 'registered', 'unregistered', 'error', 'tokenWillExpire']) {
    phone.device.on(name as 'error', note(name))
  }
  phone.device.on('incoming', (call: Call) => {
    phone.events.push('incoming')
    follow(call)
  })
  Object.assign(phone, { follow })

  function follow(call: Call) {
    phone.call = call
    for (const name of [
      'ringing',
      'accept',
      'disconnect',
      'cancel',
      'reject',
      'error',
      'reconnecting',
      'reconnected',
    ]) {
      call.on(name, (detail?: { code?: number }) => note(`call ${name}`)(detail?.code ? detail : undefined))
    }
    call.on('messageReceived', (message: unknown) => void phone.messages.push(message))
    call.on('messageSent', () => void phone.events.push('call messageSent'))
  }
}

/** Waits for the event number `times` of this name. */
export async function waitForEvent(page: Page, name: string, times = 1): Promise<void> {
  await page
    .waitForFunction(
      ([wanted, count]) => window.phone.events.filter((event) => event === wanted).length >= Number(count),
      [name, times] as const,
      { timeout: 15_000, polling: 20 },
    )
    .catch(async () => {
      const events = await page.evaluate(() => window.phone.events)
      throw new Error(`No "${name}" (${times}) among ${events.join(', ')}`)
    })
}

export async function connect(page: Page, params: Record<string, string>): Promise<void> {
  await page.evaluate(async (given) => {
    const call = await window.phone.device.connect({ params: given })
    ;(window.phone as unknown as { follow(call: Call): void }).follow(call)
  }, params)
}

/** What has been heard so far: energy grows with sound, packets with time. */
export function heard(page: Page): Promise<{ energy: number; packets: number; lost: number; state: string }> {
  return page.evaluate(async () => {
    const peer = window.phone.peers.filter(({ connectionState }) => connectionState !== 'closed').at(-1)
    const report = [...((await peer?.getStats())?.values() ?? [])].find(({ type }) => type === 'inbound-rtp')
    const { totalAudioEnergy: energy = 0, packetsReceived: packets = 0, packetsLost: lost = 0 } = report ?? {}
    return { energy, packets, lost, state: peer?.connectionState ?? 'none' }
  })
}

/** How much sound arrives while this many packets (20 ms each) do. */
export async function energyOver(page: Page, packets: number): Promise<number> {
  const before = await heard(page)
  for (;;) {
    const now = await heard(page)
    if (now.packets >= before.packets + packets) return now.energy - before.energy
    await page.waitForTimeout(50)
  }
}

export async function waitForSound(page: Page): Promise<void> {
  const { energy } = await heard(page)
  while ((await heard(page)).energy < energy + 0.001) await page.waitForTimeout(50)
}
