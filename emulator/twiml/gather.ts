import { type Deferred as DeferredOf, Deferred } from '../telephony/deferred.ts'
import { Stopped, childController, until } from '../telephony/stopped.ts'
import { addressIn, flag, integer, methodOf, objectTo, oneOf } from './attributes.ts'
import type { Element } from './document.ts'
import { pause } from './pause.ts'
import { play } from './play.ts'
import { type Next, type Run, type Verb, next } from './run.ts'
import { say } from './say.ts'
import { NotEmulated } from './twiml-error.ts'

const NESTED = { Say: say, Play: play, Pause: pause }

export const gather: Verb = {
  attributes: ['action', 'method', 'input', 'timeout', 'numDigits', 'finishOnKey', 'actionOnEmptyResult'],
  notEmulated: [
    ...['bargeIn', 'debug', 'enhanced', 'hints', 'language', 'maxSpeechTime', 'partialResultCallback'],
    ...['partialResultCallbackMethod', 'profanityFilter', 'speechModel', 'speechTimeout'],
  ],
  badNesting: 13320,
  nested: NESTED,
  modes: ['call', 'wait', 'whisper'],
  async run(run: Run, element: Element): Promise<Next> {
    run.leg.answer()
    checkInput(run, element)
    const asksAboutNothing = flag(run, element, 'actionOnEmptyResult')
    const keys = await listen(run, element)
    if (!keys.digits && !asksAboutNothing) return next
    const url = addressIn(run, element, 'action')
    const parameters = actionParameters(run, keys)
    return {
      then: 'fetch',
      request: { url, method: methodOf(run, element), purpose: 'gather-action', parameters },
    }
  },
}

function checkInput(run: Run, element: Element): void {
  const input = oneOf(run, element, 'input', 'dtmf', ['dtmf', 'speech', 'dtmf speech', 'speech dtmf'])
  if (input !== 'dtmf')
    throw new NotEmulated(`input of <Gather> is dtmf here, not "${input}": nobody listens.`)
}

interface Keys {
  digits: string
  finishedOn: string
}

function actionParameters({ telephony }: Run, { digits, finishedOn }: Keys): Record<string, string> {
  const absent = !digits && telephony.switches.emptyGatherDigits === 'absent'
  return { ...(absent ? {} : { Digits: digits }), FinishedOnKey: finishedOn, msg: 'Gather End' }
}

/** Collects keys from the first prompt on; a key stops the prompts, and each gives another `timeout`. */
async function listen(run: Run, element: Element): Promise<Keys> {
  const { leg, signal } = run
  const keys = new KeyCollector(run, element)
  const timeoutSeconds = integer(run, element, 'timeout', 5, 1, 600)
  const prompts = childController(signal)
  const stopListening = leg.listen((key) => {
    keys.add(key)
    prompts.abort(new Stopped('key'))
  })
  try {
    await playPrompts({ ...run, signal: prompts.signal, within: 'Gather' }, element)
    while (!keys.done && (await moreKeys(run, keys, timeoutSeconds)));
    return keys
  } finally {
    stopListening()
  }
}

async function playPrompts(run: Run, element: Element): Promise<void> {
  try {
    for (const prompt of element.children) await NESTED[prompt.name as keyof typeof NESTED].run(run, prompt)
  } catch (error) {
    if (!(error instanceof Stopped) || error.why !== 'key') throw error
    run.leg.hear({ kind: 'silence' })
  }
}

/** False when `timeout` passes without a key. */
async function moreKeys({ leg, signal }: Run, keys: KeyCollector, timeoutSeconds: number): Promise<boolean> {
  const waiting = childController(signal)
  const pressed = until(keys.nextKey(), waiting.signal).then(() => true)
  const passed = leg.pause(timeoutSeconds * 1000, waiting.signal).then(() => false)
  try {
    return await Promise.race([pressed, passed])
  } finally {
    waiting.abort(new Stopped('key'))
    await Promise.allSettled([pressed, passed])
  }
}

function finishOnKey(run: Run, { attributes: { finishOnKey: key = '#' } }: Element): string {
  if (/^[0-9*#]?$/.test(key)) return key
  objectTo(run, key.length > 1 ? 13311 : 13310, `finishOnKey of <Gather> is one key or empty, not "${key}".`)
  return '#'
}

class KeyCollector implements Keys {
  digits = ''
  finishedOn = ''
  done = false
  private readonly most: number
  private readonly finishOnKey: string
  private waiting: DeferredOf<void> = new Deferred<void>()

  constructor(run: Run, element: Element) {
    this.most = integer(run, element, 'numDigits', Infinity, 1, 1000)
    this.finishOnKey = finishOnKey(run, element)
  }

  add(key: string): void {
    if (this.done) return
    if (key === this.finishOnKey) this.finishedOn = key
    else this.digits += key
    this.done = this.finishedOn !== '' || this.digits.length >= this.most
    this.waiting.resolve()
    this.waiting = new Deferred()
  }

  nextKey(): Promise<void> {
    return this.waiting.promise
  }
}
