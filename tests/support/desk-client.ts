import type { DeskAction, DeskActions, DeskError } from '../../src/http/desk-actions.ts'
import { testPassword } from './builders.ts'

export interface Answer<Body> {
  status: number
  body: Body & Partial<DeskError>
  /** `Set-Cookie` as it came. */
  setCookies: string[]
}

interface Options {
  headers?: Record<string, string>
  /** Behind the `?` of the address. */
  query?: string
  /** Sent as it is, instead of the request's JSON. */
  raw?: string
}

/** Speaks to the desk's API as the browser does: JSON, the header, and the cookies it was given. */
export class DeskClient {
  readonly cookies = new Map<string, string>()
  private readonly url: string

  constructor(url: string) {
    this.url = url
  }

  async call<Action extends DeskAction>(
    action: Action,
    request: DeskActions[Action]['request'],
    options?: Options,
  ): Promise<Answer<DeskActions[Action]['response']>> {
    return this.send(action, request, options) as Promise<Answer<DeskActions[Action]['response']>>
  }

  /** With whatever body: what no desk of ours would send. */
  async send(action: string, request: unknown, options: Options = {}): Promise<Answer<object>> {
    const response = await fetch(`${this.url}/api/${action}${options.query ?? ''}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-requested-with': 'runa',
        ...this.cookie(),
        ...options.headers,
      },
      body: options.raw ?? JSON.stringify(request),
    })
    const setCookies = response.headers.getSetCookie()
    for (const cookie of setCookies) this.keep(cookie)
    const text = await response.text()
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : {}, setCookies }
  }

  /** Expects success and gives what was answered. */
  async must<Action extends DeskAction>(
    action: Action,
    request: DeskActions[Action]['request'],
  ): Promise<DeskActions[Action]['response']> {
    const { status, body } = await this.call(action, request)
    if (status !== 200) throw new Error(`${action}: ${status} ${JSON.stringify(body)}`)
    return body
  }

  private cookie(): Record<string, string> {
    if (this.cookies.size === 0) return {}
    return { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
  }

  private keep(setCookie: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(setCookie) ?? []
    if (!name) return
    if (/max-age=0/i.test(setCookie) || !value) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

export async function signIn(url: string, operatorId: string, password = testPassword): Promise<DeskClient> {
  const desk = new DeskClient(url)
  await desk.must('session/login', { json: true, operatorId, password })
  return desk
}
