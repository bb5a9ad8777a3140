import type { Hook, HttpMethod } from '../telephony/call.ts'
import type { Purpose } from '../telephony/events.ts'
import type { Element } from './document.ts'
import type { Next, Run, Shape } from './run.ts'
import { TwimlError } from './twiml-error.ts'

/** Fails on anything this emulator does not know, so that nothing a document asks for is passed over in silence. */
export function checkShape(name: string, shape: Shape, element: Element): void {
  for (const attribute of Object.keys(element.attributes)) {
    if (!shape.attributes.includes(attribute))
      throw unknown(`<${name}> has no attribute "${attribute}"`, name)
  }
  const nested = shape.nested ?? {}
  if (nested === 'any') return
  for (const child of element.children) {
    const inner = nested[child.name]
    if (!inner) throw unknown(`<${name}> has no <${child.name}> in it`, name)
    checkShape(child.name, inner, child)
  }
}

const unknown = (what: string, name: string): TwimlError =>
  new TwimlError(
    12200,
    `${what} in this emulator. If Twilio documents it, add it to the verb in emulator/twiml (${name}).`,
  )

/** A whole number of the given range, or the default when the attribute is absent. */
export function integer(
  element: Element,
  name: string,
  otherwise: number,
  least: number,
  most: number,
): number {
  const text = element.attributes[name]
  if (text === undefined) return otherwise
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most)
    throw new TwimlError(
      12200,
      `${name} of <${element.name}> is a whole number from ${least} to ${most}, not "${text}".`,
    )
  return value
}

export function oneOf<T extends string>(
  element: Element,
  name: string,
  otherwise: T,
  values: readonly T[],
): T {
  const text = element.attributes[name]
  if (text === undefined) return otherwise
  const value = values.find((known) => known === text)
  if (value === undefined)
    throw new TwimlError(12200, `${name} of <${element.name}> is ${values.join(' or ')}, not "${text}".`)
  return value
}

export const flag = (element: Element, name: string): boolean =>
  oneOf(element, name, 'false', ['true', 'false']) === 'true'

export function methodOf(element: Element, name = 'method'): HttpMethod {
  const text = (element.attributes[name] ?? 'POST').toUpperCase()
  if (text !== 'GET' && text !== 'POST')
    throw new TwimlError(12200, `${name} of <${element.name}> is GET or POST, not "${text}".`)
  return text
}

/** An address of a document, seen from the document that names it. */
export function addressFrom(run: Run, address: string): string {
  if (/^https?:\/\//i.test(address)) return address
  if (!run.documentUrl)
    throw new TwimlError(15004, `"${address}" must be absolute in a document without an address of its own.`)
  return new URL(address || run.documentUrl, run.documentUrl).href
}

/** The `url` and `method` of a noun, or undefined when it names none. */
export function hookOf(run: Run, element: Element, url: string, method: string): Hook | undefined {
  const address = element.attributes[url]
  if (!address) return undefined
  return { url: addressFrom(run, address), method: methodOf(element, method) }
}

/** Goes on with the verb's `action`, or with the next verb when it names none. */
export function toAction(
  run: Run,
  element: Element,
  purpose: Purpose,
  parameters: Record<string, string>,
): Next {
  const address = element.attributes.action
  if (address === undefined) return { then: 'next' }
  const url = addressFrom(run, address)
  return { then: 'fetch', request: { url, method: methodOf(element), purpose, parameters } }
}
