import { integer, objectTo } from './attributes.ts'
import { speechMilliseconds } from './audio-length.ts'
import type { Element } from './document.ts'
import { type Next, type Run, type Verb, everywhere, next } from './run.ts'
import { TwimlError } from './twiml-error.ts'

const FOREVER = 1000
/** Of the text as it would stand in a URL. */
const MOST_ENCODED = 4500

interface Speech {
  text: string
  language: string
  voice: string
}

export const say: Verb = {
  attributes: ['voice', 'language', 'loop'],
  nested: 'any',
  modes: everywhere,
  async run(run: Run, element: Element): Promise<Next> {
    if (!element.text && !element.children.length) return sayNothing(run)
    run.leg.answer()
    const speech = {
      text: element.text,
      language: element.attributes.language ?? 'en-US',
      voice: element.attributes.voice ?? 'man',
    }
    const times = integer(run, element, 'loop', 1, 0, FOREVER) || FOREVER
    if (!canBeSaid(run, speech)) return next
    for (let said = 0; said < times; said++) await sayAndPause(run, speech)
    return next
  },
}

/** As a Pause it leaves a ringing call unanswered (TwiML changelog 2024-03-11). */
function sayNothing(run: Run): Next {
  objectTo(run, 13520, '<Say> has nothing to say.')
  return next
}

export async function sayAndPause(run: Run, speech: Speech): Promise<void> {
  run.leg.hear({ kind: 'say', ...speech })
  const { audio } = run.telephony
  const milliseconds = audio
    ? await audio.durationMs({ kind: 'say', ...speech })
    : speechMilliseconds(speech.text)
  await run.leg.pause(milliseconds, run.signal)
  run.leg.hear({ kind: 'silence' })
}

/** With a voice that cannot say it the instruction fails (TwiML: Say, voice); in a Gather the document does (changelog 2024-07-22). */
function canBeSaid(run: Run, speech: Speech): boolean {
  const objection = objectionTo(speech)
  if (objection && run.within === 'Gather') throw new TwimlError(13321, objection)
  if (objection) objectTo(run, 13511, objection)
  if (encodeURIComponent(speech.text).length > MOST_ENCODED)
    objectTo(run, 13521, `<Say> of more than ${MOST_ENCODED} encoded characters.`)
  return !objection
}

function objectionTo({ voice, language }: Speech): string | undefined {
  if (!/^(man|woman|alice|Polly\.[\w-]+|Google\.[\w-]+)$/.test(voice)) return `"${voice}" is no voice.`
  const spoken = languageOf(voice)
  return spoken && spoken !== language ? `The voice ${voice} speaks ${spoken}, not ${language}.` : undefined
}

/** The language of the voices a Japanese centre may name; undefined for those that are not judged. */
function languageOf(voice: string): string | undefined {
  if (/^Polly\.(Mizuki|Takumi|Kazuha|Tomoko)(-Neural)?$/.test(voice)) return 'ja-JP'
  return /^Google\.([a-z]{2,3}-[A-Z]{2})-/.exec(voice)?.[1]
}
