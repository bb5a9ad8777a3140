import type { Surroundings } from './answer.ts'
import { RestError } from './rest-error.ts'
import { type Api, operationOf, parametersOf } from './twilio-document.ts'

/** What a request is for, and the folder of the emulator where such are answered. */
export interface Target {
  api: Api
  folder: string
  method: string
  path: string
}

type Place = 'query' | 'form'

/**
 * Holds the parameters of a request against those that are read of it. One that Twilio documents and this emulator lacks
 * is refused; one that Twilio does not know either is ignored, as Twilio does with its warning 20001.
 */
export function checkParameters(
  surroundings: Surroundings,
  target: Target,
  given: Record<Place, URLSearchParams>,
  reads: readonly string[],
): void {
  const readPlace: Place = target.method === 'POST' ? 'form' : 'query'
  const unread = (['query', 'form'] as const).flatMap((place) =>
    [...new Set(given[place].keys())]
      .filter((name) => place !== readPlace || !reads.includes(name))
      .map((name) => ({ place, name })),
  )
  if (unread.length === 0) return
  const documented = parametersOf(operationOf(target))
  for (const { place, name } of unread) {
    if (documented[place].includes(name)) throw notHere(surroundings, target, 20001, `the parameter ${name}`)
    const message = `Unknown parameters: Twilio documents no ${name} for ${target.method} ${target.path}, and ignores it.`
    tell(surroundings, 20001, message)
  }
}

/** The answer to what nothing here answers: Twilio's own, unless its documents have the operation. */
export function unanswered(surroundings: Surroundings, target: Target, answerOfTwilio: RestError): RestError {
  if (!operationOf(target)) return answerOfTwilio
  return notHere(surroundings, target, answerOfTwilio.code, 'an answer')
}

/** Another of Twilio's APIs, of which this emulator knows nothing. */
export function unknownHost(surroundings: Surroundings, target: Target, host: string): RestError {
  return notHere(surroundings, { ...target, path: `${host}${target.path}` }, 20404, 'an answer')
}

/** Loud, and with a status of its own, so that nobody looks for the fault in the application. */
function notHere(surroundings: Surroundings, target: Target, code: number, what: string): RestError {
  const { method, path, folder } = target
  const message = `This emulator lacks ${what} for ${method} ${path}. Twilio documents it: add it in ${folder}.`
  tell(surroundings, code, message)
  return new RestError(501, code, message)
}

function tell({ events, clock }: Surroundings, code: number, message: string): void {
  events.emit({ type: 'error', code, message, at: clock.now() })
}
