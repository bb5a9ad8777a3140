import { RestError, badParameter } from './rest-error.ts'

const DEFAULT_PAGE_SIZE = 50
const LARGEST_PAGE_SIZE = 1000

/** The parameters of every list. */
export const PAGING = ['PageSize', 'Page', 'PageToken'] as const

/** Everything there is, in the list's order, and what of it is asked for. */
export interface Listing<T> {
  all: readonly T[]
  isWanted?: (item: T) => boolean
}

/** A page of a list, and where its neighbours are. */
export interface Part<T> {
  shown: T[]
  size: number
  number: number
  /** Parameters of this page, and of those around it. */
  self: URLSearchParams
  first: URLSearchParams
  previous: URLSearchParams | undefined
  next: URLSearchParams | undefined
}

/**
 * The page that `PageSize` and `PageToken` name. A token goes on after an item (`PACA…`) or before it (`PBCA…`), so that
 * nothing is shown twice when the list grows meanwhile; `Page` is only "for client state" (Twilio's OpenAPI).
 */
export function partOf<T extends { sid: string }>(
  query: URLSearchParams,
  { all, isWanted = () => true }: Listing<T>,
): Part<T> {
  const size = sizeOf(query)
  const number = numberOf(query)
  const { cut, isBackwards } = startOf(query.get('PageToken'), all)
  const before = all.slice(0, cut).filter(isWanted)
  const after = all.slice(cut).filter(isWanted)
  const shown = isBackwards ? before.slice(-size) : after.slice(0, size)
  const [head, tail] = [shown[0], shown.at(-1)]
  const hasPrevious = head && before.length > (isBackwards ? size : 0)
  const hasNext = tail && after.length > (isBackwards ? 0 : size)
  const page = (wanted: number, token: string | null) => pageQuery(query, size, wanted, token)
  return {
    shown,
    size,
    number,
    self: page(number, query.get('PageToken')),
    first: page(0, null),
    previous: hasPrevious ? page(Math.max(0, number - 1), `PB${head.sid}`) : undefined,
    next: hasNext ? page(number + 1, `PA${tail.sid}`) : undefined,
  }
}

function pageQuery(query: URLSearchParams, size: number, number: number, token: string | null) {
  const wanted = new URLSearchParams(query)
  for (const name of PAGING) wanted.delete(name)
  wanted.set('PageSize', String(size))
  wanted.set('Page', String(number))
  if (token) wanted.set('PageToken', token)
  return wanted
}

function sizeOf(query: URLSearchParams): number {
  const size = integerOf(query, 'PageSize', DEFAULT_PAGE_SIZE, 1)
  if (size > LARGEST_PAGE_SIZE) throw new RestError(400, 20007, 'Page size too large: 1000 at most')
  return size
}

/** Pages have had no absolute number since 2015: Twilio answers so where somebody counts. */
function numberOf(query: URLSearchParams): number {
  const number = integerOf(query, 'Page', 0, 0)
  if (number > 0 && !query.get('PageToken')) throw badParameter('PageToken is required for paging.')
  return number
}

function integerOf(query: URLSearchParams, name: string, otherwise: number, least: number): number {
  const text = query.get(name)
  if (text === null) return otherwise
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < least)
    throw badParameter(`Invalid ${name}: "${text}"`)
  return value
}

/** Where in the list a token cuts, and whether the page lies before the cut. */
function startOf(
  token: string | null,
  all: readonly { sid: string }[],
): { cut: number; isBackwards: boolean } {
  if (!token) return { cut: 0, isBackwards: false }
  const [, side, sid] = /^P([AB])(\w+)$/.exec(token) ?? []
  const at = all.findIndex((item) => item.sid === sid)
  if (at === -1) throw new RestError(400, 21481, `Invalid PageToken: ${token}`)
  return side === 'A' ? { cut: at + 1, isBackwards: false } : { cut: at, isBackwards: true }
}
