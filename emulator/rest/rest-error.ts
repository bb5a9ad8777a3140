/** An answer that refuses, with Twilio's number, as both APIs give it; the helper library makes a `RestException` of it. */
export class RestError extends Error {
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const notFound = (path: string): RestError =>
  new RestError(404, 20404, `The requested resource ${path} was not found`)

export const badParameter = (message: string): RestError => new RestError(400, 20001, message)

export const conflict = (message: string): RestError => new RestError(409, 20409, message)

export function errorBody({ code, message, status }: RestError) {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
}
