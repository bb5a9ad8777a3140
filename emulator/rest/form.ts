import type { Hook, HttpMethod } from '../telephony/call.ts'
import { badParameter } from './rest-error.ts'

/** A whole number of the given range; undefined when the parameter is absent. */
export function integerOf(
  form: URLSearchParams,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const text = form.get(name)
  if (text === null || text === '') return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw badParameter(`${name} is a whole number from ${least} to ${most}, not "${text}"`)
  return value
}

export function methodOf(form: URLSearchParams, name: string): HttpMethod {
  const text = (form.get(name) ?? 'POST').toUpperCase()
  if (text !== 'GET' && text !== 'POST') throw badParameter(`${name} is GET or POST, not "${text}"`)
  return text
}

/** An address and its method; undefined when the address is absent or empty. */
export function hookOf(form: URLSearchParams, url: string, method: string): Hook | undefined {
  const address = form.get(url)
  if (!address) return undefined
  if (!/^https?:\/\/./i.test(address))
    throw badParameter(`${url} is an address with http or https, not "${address}"`)
  return { url: address, method: methodOf(form, method) }
}

/** The hook as it is after an update: changed where the form names something, removed by an empty address. */
export function updatedHook(
  form: URLSearchParams,
  url: string,
  method: string,
  before: Hook | undefined,
): Hook | undefined {
  if (form.has(url)) return hookOf(form, url, method)
  return before && form.has(method) ? { ...before, method: methodOf(form, method) } : before
}

export const flagOf = (form: URLSearchParams, name: string, before: boolean): boolean =>
  form.has(name) ? form.get(name) === 'true' : before
