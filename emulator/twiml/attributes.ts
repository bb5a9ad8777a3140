import { INVALID_URL, SCHEMA_WARNING, isWarning, numberFor } from '../error-dictionary.ts'
import type { Hook, HttpMethod } from '../telephony/call.ts'
import type { Purpose } from '../telephony/events.ts'
import type { Element } from './document.ts'
import type { Next, Run } from './run.ts'
import { TwimlError } from './twiml-error.ts'

/** What Twilio warns of is passed over, or fails the document, as the switch says; what it calls an error fails it. */
export function objectTo({ leg, telephony, documentUrl }: Run, code: number, message: string): void {
  if (!isWarning(code) || telephony.switches.twimlWarnings === 'document-fails')
    throw new TwimlError(code, message)
  leg.fail({ code, message, url: documentUrl })
}

function objectToValue(run: Run, { name: element }: Element, name: string, what: string): void {
  objectTo(run, numberFor(SCHEMA_WARNING, element, name, run.within), `${name} of <${element}> is ${what}.`)
}

/** A whole number of the given range, or the default when the attribute is absent. */
export function integer(
  run: Run,
  element: Element,
  name: string,
  otherwise: number,
  least: number,
  most: number,
): number {
  const text = element.attributes[name]
  if (text === undefined) return otherwise
  const value = Number(text)
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value
  objectToValue(run, element, name, `a whole number from ${least} to ${most}, not "${text}"`)
  return otherwise
}

export function oneOf<T extends string, Otherwise extends T | undefined>(
  run: Run,
  element: Element,
  name: string,
  otherwise: Otherwise,
  values: readonly T[],
): T | Otherwise {
  const text = element.attributes[name]
  if (text === undefined) return otherwise
  const value = values.find((known) => known === text)
  if (value === undefined) objectToValue(run, element, name, `${values.join(' or ')}, not "${text}"`)
  return value ?? otherwise
}

export const flag = (run: Run, element: Element, name: string): boolean =>
  oneOf(run, element, name, 'false', ['true', 'false']) === 'true'

export function methodOf(run: Run, element: Element, name = 'method'): HttpMethod {
  const text = (element.attributes[name] ?? 'POST').toUpperCase()
  if (text === 'GET' || text === 'POST') return text
  objectToValue(run, element, name, `GET or POST, not "${text}"`)
  return 'POST'
}

/** An address of a document, seen from the document that names it. `relative`: the number when that one has none itself. */
export function addressFrom(run: Run, address: string, code = INVALID_URL, relative = code): string {
  const isAbsolute = /^https?:\/\//i.test(address)
  if (!isAbsolute && !run.documentUrl)
    throw new TwimlError(
      relative,
      `"${address}" must be absolute in a document without an address of its own.`,
    )
  if (!URL.canParse(address || run.documentUrl!, run.documentUrl))
    throw new TwimlError(code, `"${address}" is no URL.`)
  return isAbsolute ? address : new URL(address || run.documentUrl!, run.documentUrl).href
}

/** The address in an attribute. */
export function addressIn(run: Run, element: Element, name: string): string {
  const code = numberFor(INVALID_URL, element.name, name)
  const isAction = name === 'action'
  return addressFrom(run, element.attributes[name] ?? '', code, isAction ? RELATIVE_ACTION : code)
}

/** Of an action in a document that REST brought along. */
const RELATIVE_ACTION = 15004

/** The `url` and `method` of a noun, or undefined when it names none. */
export function hookOf(run: Run, element: Element, url: string, method: string): Hook | undefined {
  if (!element.attributes[url]) return undefined
  return { url: addressIn(run, element, url), method: methodOf(run, element, method) }
}

/** Goes on with the verb's `action`, or with the next verb when it names none. */
export function toAction(
  run: Run,
  element: Element,
  purpose: Purpose,
  parameters: Record<string, string>,
): Next {
  if (element.attributes.action === undefined) return { then: 'next' }
  const url = addressIn(run, element, 'action')
  return { then: 'fetch', request: { url, method: methodOf(run, element), purpose, parameters } }
}
