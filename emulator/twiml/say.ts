import { integer } from './attributes.ts'
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
    checkSpeech(run, speech)
    const times = integer(element, 'loop', 1, 0, FOREVER) || FOREVER
    for (let said = 0; said < times; said++) await sayAndPause(run, speech)
    return next
  },
}

/** As a Pause it leaves a ringing call unanswered (TwiML changelog 2024-03-11). */
function sayNothing({ leg, documentUrl }: Run): Next {
  leg.fail({ code: 13520, message: '<Say> has nothing to say.', url: documentUrl })
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

function checkSpeech({ leg, documentUrl }: Run, { text, language, voice }: Speech): void {
  if (encodeURIComponent(text).length > MOST_ENCODED)
    leg.fail({
      code: 13521,
      message: `<Say> of more than ${MOST_ENCODED} encoded characters.`,
      url: documentUrl,
    })
  if (!/^(man|woman|alice|Polly\.[\w-]+|Google\.[\w-]+)$/.test(voice))
    throw new TwimlError(13511, `"${voice}" is no voice.`)
  const spoken = languageOf(voice)
  if (spoken && spoken !== language)
    throw new TwimlError(13512, `The voice ${voice} speaks ${spoken}, not ${language}.`)
}

/** The language of the voices a Japanese centre may name; undefined for those that are not judged. */
function languageOf(voice: string): string | undefined {
  if (/^Polly\.(Mizuki|Takumi|Kazuha|Tomoko)(-Neural)?$/.test(voice)) return 'ja-JP'
  return /^Google\.([a-z]{2,3}-[A-Z]{2})-/.exec(voice)?.[1]
}
