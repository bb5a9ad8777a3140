import { INVALID_URL } from '../error-dictionary.ts'
import { until } from '../telephony/stopped.ts'
import { addressFrom, integer, objectTo } from './attributes.ts'
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
    const times = integer(run, element, 'loop', 1, 0, FOREVER) || FOREVER
    const hasDigits = element.attributes.digits !== undefined
    const digits = keysIn(run, element, 'digits', 13430)
    if (hasDigits && !digits) return next
    for (let played = 0; played < times; played++)
      await (digits ? playTones(run, digits) : playUrl(run, element.text))
    return next
  },
}

/** Keys to be sent as tones; undefined when the attribute is absent or is none. */
export function keysIn(run: Run, { attributes }: Element, name: string, code: number): string | undefined {
  const digits = attributes[name]
  if (digits === undefined || /^[0-9*#wWA-D]+$/.test(digits)) return digits
  objectTo(run, code, `"${digits}" are no keys.`)
}

async function playUrl(run: Run, address: string): Promise<void> {
  if (!address) throw new TwimlError(INVALID_URL, '<Play> names no address.')
  const url = addressFrom(run, address)
  const milliseconds = await until(mediaMilliseconds(run, url), run.signal)
  run.leg.hear({ kind: 'play', url })
  await run.leg.pause(milliseconds, run.signal)
  run.leg.hear({ kind: 'silence' })
}

export async function playTones({ leg, signal }: Pick<Run, 'leg' | 'signal'>, digits: string): Promise<void> {
  leg.hear({ kind: 'tones', digits })
  const milliseconds = [...digits].reduce((sum, key) => sum + (PAUSE_MS[key] ?? TONE_MS), 0)
  await leg.pause(milliseconds, signal)
  leg.hear({ kind: 'silence' })
}
