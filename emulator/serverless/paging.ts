import { partOf } from '../rest/list-part.ts'
import { type RestReply, ok } from '../rest/resource.ts'

const API = 'https://serverless.twilio.com'

/** One page of a list, with the addresses of its neighbours in `meta`. `key` is that of the list in the body. */
export function page(
  { pathname, searchParams }: URL,
  key: string,
  all: readonly { sid: string }[],
): RestReply {
  const { shown, size, number, ...places } = partOf(searchParams, { all })
  const address = (place: URLSearchParams | undefined) => (place ? `${API}${pathname}?${place}` : null)
  return ok({
    [key]: shown,
    meta: {
      key,
      page: number,
      page_size: size,
      first_page_url: address(places.first),
      previous_page_url: address(places.previous),
      url: address(places.self),
      next_page_url: address(places.next),
    },
  })
}
