import { type RestReply, ok } from '../rest/resource.ts'

const API = 'https://serverless.twilio.com'

/** One page of a list: at most `PageSize` (50) entries, with the address of the next page or null. */
export function page(url: URL, key: string, entries: object[]): RestReply {
  const size = Number(url.searchParams.get('PageSize') ?? 50)
  const number = Number(url.searchParams.get('Page') ?? 0)
  const address = (wanted: number) => `${API}${url.pathname}?PageSize=${size}&Page=${wanted}`
  const isLast = (number + 1) * size >= entries.length
  return ok({
    [key]: entries.slice(number * size, (number + 1) * size),
    meta: {
      key,
      page: number,
      page_size: size,
      first_page_url: address(0),
      previous_page_url: number > 0 ? address(number - 1) : null,
      url: address(number),
      next_page_url: isLast ? null : address(number + 1),
    },
  })
}
