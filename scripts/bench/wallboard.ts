import { setTimeout } from 'node:timers/promises'
import { createLink } from '../../src/wallboard/links.ts'
import { seedDemo } from '../seed/demo.ts'
import { startBenchCentre, type BenchCentre } from './bench-centre.ts'
import { ms, percentile, verdict } from './figures.ts'

const screens = 50
const seconds = 60
const pollSeconds = 5
const promisedMs = 100

/** Fifty screens on the wall for a minute. */
export async function benchWallboard(): Promise<boolean> {
  const centre = await startBenchCentre()
  try {
    const token = await aLink(centre)
    await show(centre.url, token)
    const before = asked(centre).length
    const times = (
      await Promise.all(Array.from({ length: screens }, (_, nth) => watch(centre.url, token, nth)))
    ).flat()
    return judge(times, asked(centre).slice(before))
  } finally {
    await centre.stop()
  }
}

async function aLink({ db }: BenchCentre): Promise<string> {
  const now = new Date()
  await seedDemo({ db, now })
  const operator = {
    ...{ operatorId: 'admin', sessionId: '', lastName: '', firstName: '', clientName: 'admin' },
    ...{ level: 'admin' as const, mustChangePassword: false },
  }
  const { token } = await createLink(
    { db, now, operator },
    { name: 'bench', queueIds: ['support', 'sales'], days: 1 },
  )
  return token
}

/** One screen, beginning somewhere in the first five seconds like a screen that was switched on some time. */
async function watch(url: string, token: string, nth: number): Promise<number[]> {
  await setTimeout((nth / screens) * pollSeconds * 1000)
  const times: number[] = []
  for (let poll = 0; poll < seconds / pollSeconds; poll++) {
    const began = performance.now()
    await show(url, token)
    times.push(performance.now() - began)
    await setTimeout(Math.max(0, pollSeconds * 1000 - times.at(-1)!))
  }
  return times
}

async function show(url: string, token: string): Promise<void> {
  const response = await fetch(`${url}/api/wallboard/board`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'runa' },
    body: JSON.stringify({ token }),
  })
  if (!response.ok) throw new Error(`The board answered ${response.status}: ${await response.text()}`)
  await response.arrayBuffer()
}

/** When Twilio was asked for its queues. */
function asked({ emulator }: BenchCentre): number[] {
  return emulator.telephony.events
    .of('rest')
    .filter(({ method, url }) => method === 'GET' && url.includes('/Queues.json'))
    .map(({ at }) => at)
}

function judge(times: number[], requests: number[]): boolean {
  const gaps = requests.slice(1).map((at, nth) => at - requests[nth]!)
  const shortest = Math.min(...gaps)
  const p95 = percentile(times, 0.95)
  console.log(
    `${screens} screens asked ${times.length} times in ${seconds} s: median ${ms(percentile(times, 0.5)).trim()}.`,
  )
  // The answers' times: a request that took longer than the next one shortens the gap by as much.
  const rare = requests.length <= seconds / pollSeconds + 2 && shortest > 4800
  const fast = p95 <= promisedMs
  console.log(
    verdict(
      'one request to Twilio in 5 s',
      `${requests.length}, at least ${(shortest / 1000).toFixed(2)} s apart`,
      rare,
    ),
  )
  console.log(verdict(`p95 ≤ ${promisedMs} ms`, ms(p95).trim(), fast))
  return rare && fast
}
