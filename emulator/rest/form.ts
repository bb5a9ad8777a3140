import type { Hook, HttpMethod } from '../telephony/call.ts'
import { RestError } from './rest-error.ts'

/** A whole number of the given range; undefined when the parameter is absent. `code` is Twilio's number for another. */
export function integerOf(
  form: URLSearchParams,
  name: string,
  [least, most]: readonly [number, number],
  code = 20001,
): number | undefined {
  const text = form.get(name)
  if (text === null || text === '') return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RestError(400, code, `${name} is a whole number from ${least} to ${most}, not "${text}"`)
  return value
}

/** FriendlyNames "must be between 1 and 64 characters long" (error 20002); undefined when the parameter is absent. */
export function friendlyNameOf(form: URLSearchParams): string | undefined {
  const name = form.get('FriendlyName')
  if (name === null) return undefined
  if (name === '' || [...name].length > 64)
    throw new RestError(400, 20002, `FriendlyName has 1 to 64 characters, not "${name}"`)
  return name
}

/** Twilio's numbers for an address that is none and for another method than GET and POST. */
export interface HookCodes {
  url: number
  method: number
}

/** A request's parameters that name a hook, and the codes by which a wrong one is refused. */
export interface HookNames {
  url: string
  method: string
  codes: HookCodes
}

/** A status callback is named alike everywhere; only the code of its method differs. */
export const statusCallbackNames = (codes: HookCodes): HookNames => ({
  url: 'StatusCallback',
  method: 'StatusCallbackMethod',
  codes: { ...codes, url: 21609 },
})

/** An address and its method; undefined when the address is absent or empty. */
export function hookOf(form: URLSearchParams, names: HookNames): Hook | undefined {
  const address = form.get(names.url)
  if (!address) return undefined
  if (!isAddress(address, names.url))
    throw new RestError(400, names.codes.url, `${names.url} is not a valid URL: "${address}"`)
  return { url: address, method: methodOf(form, names) }
}

/** "URLs must contain a valid hostname (underscores are not permitted)" is said of StatusCallback alone. */
function isAddress(address: string, name: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return /^https?:$/.test(protocol) && !(name === 'StatusCallback' && hostname.includes('_'))
}

function methodOf(form: URLSearchParams, { method: name, codes }: HookNames): HttpMethod {
  const text = (form.get(name) ?? 'POST').toUpperCase()
  if (text !== 'GET' && text !== 'POST')
    throw new RestError(400, codes.method, `${name} is GET or POST, not "${text}"`)
  return text
}

/** The hook as it is after an update: changed where the form names something, removed by an empty address. */
export function updatedHook(
  form: URLSearchParams,
  names: HookNames,
  before: Hook | undefined,
): Hook | undefined {
  if (form.has(names.url)) return hookOf(form, names)
  return before && form.has(names.method) ? { ...before, method: methodOf(form, names) } : before
}

export const flagOf = (form: URLSearchParams, name: string, before: boolean): boolean =>
  form.has(name) ? form.get(name) === 'true' : before
