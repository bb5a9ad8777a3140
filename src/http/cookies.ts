import type { TwilioResponse } from './runtime.ts'

const attributes = ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']

/** The cookies of a request, and those its reply will set. What is read here is only what somebody sent. */
export class Cookies {
  readonly #sent: Readonly<Record<string, unknown>>
  readonly #toSet: { name: string; value: string; seconds: number }[] = []

  constructor(sent: Readonly<Record<string, unknown>>) {
    this.#sent = sent
  }

  read(name: string): string | undefined {
    const value = Object.hasOwn(this.#sent, name) ? this.#sent[name] : undefined
    return typeof value === 'string' ? value : undefined
  }

  /** At most a day: beyond that Twilio answers 400 to the whole request. */
  set(name: string, value: string, seconds: number): void {
    this.#toSet.push({ name, value, seconds })
  }

  remove(name: string): void {
    this.set(name, '', 0)
  }

  writeTo(response: TwilioResponse): void {
    for (const { name, value, seconds } of this.#toSet) {
      response.setCookie(name, value, [...attributes, `Max-Age=${seconds}`])
    }
  }
}

/** A browser takes a `__Host-` cookie from this host alone: twil.io is no public suffix, and others have pages there. */
export const sessionCookie = '__Host-runa_session'
