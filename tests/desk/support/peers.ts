import type { Page } from 'playwright-core'

/** Keeps every peer connection of the page where a test finds it. For `Visit.before`. */
export const watchPeers = `
  window.peers = []
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...options) {
      super(...options)
      window.peers.push(this)
    }
  }
`

export interface Hearing {
  /** Grows with all that is heard. */
  energy: number
  /** Seconds of sound played. */
  seconds: number
  received: number
  lost: number
}

/** What the page's newest living connection has received so far. */
export function hearing(page: Page): Promise<Hearing> {
  return page.evaluate(async () => {
    const peers = (window as unknown as { peers: RTCPeerConnection[] }).peers
    const live = peers.filter(({ connectionState }) => connectionState === 'connected').at(-1)
    const nothing = { energy: 0, seconds: 0, received: 0, lost: 0 }
    if (!live) return nothing
    const reports = [...((await live.getStats()) as unknown as Map<string, Record<string, unknown>>).values()]
    const inbound = reports.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio')
    if (!inbound) return nothing
    return {
      energy: Number(inbound.totalAudioEnergy ?? 0),
      seconds: Number(inbound.totalSamplesDuration ?? 0),
      received: Number(inbound.packetsReceived ?? 0),
      lost: Number(inbound.packetsLost ?? 0),
    }
  })
}

/** Waits until the page has heard something new; returns how long that took, in milliseconds. */
export async function untilHeard(page: Page, atMost = 10_000): Promise<number> {
  const began = performance.now()
  const { energy } = await hearing(page)
  for (;;) {
    if ((await hearing(page)).energy > energy + 1e-4) return performance.now() - began
    if (performance.now() - began > atMost) throw new Error('Nothing is heard.')
  }
}

/** Waits until audio comes in at all, silence too. */
export async function untilSoundArrives(page: Page): Promise<void> {
  const { received } = await hearing(page)
  while ((await hearing(page)).received < received + 5);
}

/** The energy that arrives while the page plays this many seconds of sound. The fake microphone beeps once a second. */
async function heardDuring(page: Page, seconds: number): Promise<number> {
  const before = await hearing(page)
  await page.waitForFunction(
    async (until) => {
      const peers = (window as unknown as { peers: RTCPeerConnection[] }).peers
      const live = peers.filter(({ connectionState }) => connectionState === 'connected').at(-1)
      const reports = [
        ...((await live?.getStats()) as unknown as Map<string, Record<string, unknown>>).values(),
      ]
      const inbound = reports.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio')
      return Number(inbound?.totalSamplesDuration ?? 0) >= until
    },
    before.seconds + seconds,
    { polling: 100, timeout: 20_000 },
  )
  return (await hearing(page)).energy - before.energy
}

/** Waits for two seconds in which nothing is heard; what is still under way when the other side falls silent may arrive. */
export async function untilSilent(page: Page): Promise<void> {
  for (let tries = 0; tries < 5; tries++) if ((await heardDuring(page, 2)) < 1e-6) return
  throw new Error('There is still something to hear.')
}
