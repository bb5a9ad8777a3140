import { until } from '../telephony/stopped.ts'
import { addressFrom, integer } from './attributes.ts'
import type { Element } from './document.ts'
import { mediaMilliseconds } from './load.ts'
import { type Next, type Run, type Verb, everywhere, next } from './run.ts'
import { TwimlError } from './twiml-error.ts'

const FOREVER = 1000
const TONE_MS = 250
const PAUSE_MS: Record<string, number> = { w: 500, W: 1000 }

export const play: Verb = {
  attributes: ['loop', 'digits'],
  modes: everywhere,
  async run(run: Run, element: Element): Promise<Next> {
    run.leg.answer()
    const times = integer(element, 'loop', 1, 0, FOREVER) || FOREVER
    const { digits } = element.attributes
    for (let played = 0; played < times; played++)
      await (digits ? playTones(run, digits) : playUrl(run, element.text))
    return next
  },
}

async function playUrl(run: Run, address: string): Promise<void> {
  if (!address) throw new TwimlError(13410, '<Play> names no address.')
  const url = addressFrom(run, address)
  const milliseconds = await until(mediaMilliseconds(run, url), run.signal)
  run.leg.hear({ kind: 'play', url })
  await run.leg.pause(milliseconds, run.signal)
  run.leg.hear({ kind: 'silence' })
}

export async function playTones({ leg, signal }: Pick<Run, 'leg' | 'signal'>, digits: string): Promise<void> {
  if (!/^[0-9*#wWA-D]+$/.test(digits)) throw new TwimlError(12200, `"${digits}" are no keys.`)
  leg.hear({ kind: 'tones', digits })
  const milliseconds = [...digits].reduce((sum, key) => sum + (PAUSE_MS[key] ?? TONE_MS), 0)
  await leg.pause(milliseconds, signal)
  leg.hear({ kind: 'silence' })
}
