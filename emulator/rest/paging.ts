import { type RestReply, type RestRequest, ok } from './resource.ts'
import { badParameter } from './rest-error.ts'

const DEFAULT_PAGE_SIZE = 50
const LARGEST_PAGE_SIZE = 1000

/** One page of a list, with the addresses of its neighbours. `plural` is the key of the list in the body. */
export function page<T extends { sid: string }>(
  request: RestRequest,
  plural: string,
  items: readonly T[],
  serialize: (item: T) => unknown,
): RestReply {
  const size = Math.min(numberOf(request, 'PageSize', DEFAULT_PAGE_SIZE, 1), LARGEST_PAGE_SIZE)
  const number = numberOf(request, 'Page', 0, 0)
  const start = number * size
  const shown = items.slice(start, start + size)
  const more = items.length > start + size
  return ok({
    first_page_uri: pageUri(request, size, 0),
    end: Math.max(start, start + shown.length - 1),
    previous_page_uri: number > 0 ? pageUri(request, size, number - 1) : null,
    uri: request.query.size ? `${request.path}?${request.query}` : request.path,
    page_size: size,
    start,
    [plural]: shown.map(serialize),
    next_page_uri: more ? pageUri(request, size, number + 1, shown.at(-1)?.sid) : null,
    page: number,
  })
}

function numberOf({ query }: RestRequest, name: string, otherwise: number, least: number): number {
  const text = query.get(name)
  if (text === null) return otherwise
  const value = Number(text)
  if (!Number.isInteger(value) || value < least) throw badParameter(`Invalid ${name}: "${text}"`)
  return value
}

function pageUri({ path, query }: RestRequest, size: number, number: number, after?: string): string {
  const wanted = new URLSearchParams(query)
  wanted.set('PageSize', String(size))
  wanted.set('Page', String(number))
  wanted.delete('PageToken')
  if (after) wanted.set('PageToken', `PA${after}`)
  return `${path}?${wanted}`
}
