export interface Reply {
  status: number
  body: unknown
}

/** A refusal in the form that Twilio gives it; becomes a `RestException` in the helper library. */
export class ApiRefusal extends Error {
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }

  get reply(): Reply {
    const { status, code, message } = this
    return {
      status,
      body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
    }
  }
}

export const notFound = (what: string) =>
  new ApiRefusal(404, 20404, `The requested resource ${what} was not found`)
export const invalid = (message: string) => new ApiRefusal(400, 20001, message)
export const conflict = (message: string) => new ApiRefusal(409, 20409, message)

const API = 'https://serverless.twilio.com'

/** One page of a list: at most `PageSize` (50) entries, with the address of the next page or null. */
export function page(url: URL, key: string, entries: object[]): Reply {
  const size = Number(url.searchParams.get('PageSize') ?? 50)
  const number = Number(url.searchParams.get('Page') ?? 0)
  const address = (wanted: number) => `${API}${url.pathname}?PageSize=${size}&Page=${wanted}`
  const isLast = (number + 1) * size >= entries.length
  return {
    status: 200,
    body: {
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
    },
  }
}
