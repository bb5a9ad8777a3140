import { type Listing, partOf } from './list-part.ts'
import { type RestReply, type RestRequest, ok } from './resource.ts'

/** One page of a list, with the addresses of its neighbours. `plural` is the key of the list in the body. */
export function page<T extends { sid: string }>(
  { query, path }: RestRequest,
  plural: string,
  listing: Listing<T>,
  serialize: (item: T) => unknown,
): RestReply {
  const { shown, size, number, ...places } = partOf(query, listing)
  const uri = (place: URLSearchParams | undefined) => (place ? `${path}?${place}` : null)
  const start = number * size
  return ok({
    first_page_uri: uri(places.first),
    end: Math.max(start, start + shown.length - 1),
    previous_page_uri: uri(places.previous),
    uri: uri(places.self),
    page_size: size,
    start,
    [plural]: shown.map(serialize),
    next_page_uri: uri(places.next),
    page: number,
  })
}
