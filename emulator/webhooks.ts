import { randomUUID } from 'node:crypto'
import type { Activity } from './activity.ts'
import type { Clock } from './clock.ts'
import type { CookieJar } from './cookie-jar.ts'
import type { FaultKind, Faults } from './faults.ts'
import { NoReply, type Reply, exchange } from './http-exchange.ts'
import { signature } from './signature.ts'
import type { HttpMethod } from './telephony/call.ts'
import type { EventStream, Happening, Purpose } from './telephony/events.ts'
import { type Overrides, PolicyError, type RetryOn, parseOverrides } from './webhook-overrides.ts'

export interface WebhookRequest {
  purpose: Purpose
  callSid?: string
  url: string
  method: HttpMethod
  parameters: Record<string, string>
  cookies?: CookieJar
}

export interface WebhookAnswer {
  /** The address that answered, after redirects. */
  url: string
  status: number
  contentType: string
  body: Buffer
}

/** A request got no answer, with Twilio's number for the reason. */
export class WebhookError extends Error {
  readonly code: number
  readonly url: string

  constructor(code: number, url: string, message: string) {
    super(message)
    this.code = code
    this.url = url
  }
}

const MOST_REDIRECTS = 10
/** Sent by the key that ended a Gather; not repeated when its action redirects. */
const GATHER_PARAMETERS = ['Digits', 'FinishedOnKey', 'msg']

interface Attempt {
  request: WebhookRequest
  url: URL
  overrides: Overrides
  deadline: number
  token: string
  number: number
}

/** Twilio's requests to the application: signed, within 15 s, repeated as the URL's fragment says. */
export class Webhooks {
  private readonly clock: Clock
  private readonly authToken: () => string
  private readonly faults: Faults
  private readonly activity: Activity
  private readonly events: EventStream
  private lastId = 0

  constructor(parts: {
    clock: Clock
    authToken: () => string
    faults: Faults
    activity: Activity
    events: EventStream
  }) {
    this.clock = parts.clock
    this.authToken = parts.authToken
    this.faults = parts.faults
    this.activity = parts.activity
    this.events = parts.events
  }

  /** Any status is an answer; redirects are followed. Throws WebhookError when none comes. */
  async send(request: WebhookRequest): Promise<WebhookAnswer> {
    const { url, overrides } = destination(request.url)
    const deadline = this.clock.now() + overrides.totalTimeout
    let attempt: Attempt = { request, url, overrides, deadline, token: randomUUID(), number: 1 }
    for (let redirects = 0; ; redirects++) {
      const reply = await this.repeated(attempt)
      if (reply.status < 300 || reply.status >= 400)
        return {
          url: attempt.url.href,
          status: reply.status,
          contentType: reply.contentType,
          body: reply.body,
        }
      if (redirects === MOST_REDIRECTS) throw new WebhookError(11215, url.href, 'More than ten redirects.')
      attempt = redirected(attempt, reply)
    }
  }

  private async repeated(attempt: Attempt): Promise<Reply> {
    const { overrides } = attempt
    for (let tried = 1; ; tried++) {
      const left = attempt.deadline - this.clock.now()
      const outcome = await this.once({ ...attempt, number: tried })
      const again = tried <= overrides.retries && this.clock.now() < attempt.deadline && left > 0
      if (outcome instanceof NoReply) {
        if (again && retries(overrides, outcome.kind)) continue
        throw new WebhookError(outcome.kind === 'ct' ? 11205 : 11200, attempt.url.href, outcome.message)
      }
      const family = outcome.status >= 500 ? '5xx' : outcome.status >= 400 ? '4xx' : undefined
      if (!again || !family || !retries(overrides, family)) return outcome
    }
  }

  private async once(attempt: Attempt): Promise<Reply | NoReply> {
    const id = ++this.lastId
    const { request, url } = attempt
    const faults = this.faults.strike('webhook', request.method, url.pathname, {
      path: url.pathname,
      callSid: request.callSid,
      token: attempt.token,
      attempt: attempt.number,
      retryOn: attempt.overrides.retries ? attempt.overrides.retryOn : [],
    })
    const delay = faults.find((fault) => fault.kind === 'delay')
    if (delay?.kind === 'delay') await this.pause(delay.milliseconds)
    const { purpose } = request
    this.tell(request, {
      type: 'webhook-request',
      id,
      purpose,
      method: request.method,
      url: url.href,
      parameters: request.parameters,
      token: attempt.token,
      attempt: attempt.number,
    })
    const began = this.clock.now()
    try {
      const reply = await this.struck(attempt, faults)
      const { status, contentType } = reply
      const body = readable(reply)
      this.tell(request, {
        type: 'webhook-response',
        id,
        purpose,
        url: url.href,
        status,
        contentType,
        body,
        milliseconds: this.clock.now() - began,
      })
      if (reply.setCookies.length) request.cookies?.store(url.host, reply.setCookies)
      return reply
    } catch (error) {
      if (!(error instanceof NoReply)) throw error
      const code = error.kind === 'ct' ? 11205 : 11200
      this.tell(request, { type: 'webhook-failed', id, purpose, url: url.href, code, message: error.message })
      return error
    }
  }

  /** The exchange as the faults in force would have it. */
  private async struck(attempt: Attempt, faults: FaultKind[]): Promise<Reply> {
    for (const fault of faults) {
      if (fault.kind === 'refused') throw new NoReply('ct', `${attempt.url.origin}: refused by a fault.`)
      if (fault.kind === 'lost') return this.silence(attempt)
      if (fault.kind === 'status') return made(fault.status, 'text/plain', 'A fault of the emulator')
      if (fault.kind === 'html')
        return made(200, 'text/html', '<!doctype html><html><body>It works!</body></html>')
    }
    const twice = faults.some(({ kind }) => kind === 'duplicate')
    const [reply] = await Promise.all([
      this.exchange(attempt),
      ...(twice ? [this.exchange(attempt).catch(() => undefined)] : []),
    ])
    return faults.some(({ kind }) => kind === 'unanswered') ? this.silence(attempt) : reply
  }

  /** Nothing comes until the read time-out. */
  private async silence(attempt: Attempt): Promise<never> {
    const left = attempt.deadline - this.clock.now()
    await this.pause(Math.min(attempt.overrides.readTimeout, left))
    throw new NoReply('rt', 'No answer: lost by a fault.')
  }

  private exchange({ request, url, overrides, deadline, token }: Attempt): Promise<Reply> {
    const left = Math.max(1, deadline - this.clock.now())
    const target = request.method === 'GET' ? withQuery(url, request.parameters) : url
    const form = request.method === 'POST' ? Object.entries(request.parameters) : []
    const body = request.method === 'POST' ? new URLSearchParams(form).toString() : undefined
    const cookie = request.cookies?.header(url.host)
    return this.activity.track(
      exchange(this.clock, {
        url: target,
        method: request.method,
        headers: {
          'user-agent': 'TwilioProxy/1.1',
          accept: '*/*',
          'cache-control': 'max-age=259200',
          'x-twilio-signature': signature(this.authToken(), target.href, form),
          'i-twilio-idempotency-token': token,
          ...(cookie ? { cookie } : {}),
          ...(body === undefined
            ? {}
            : {
                'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
                'content-length': String(Buffer.byteLength(body)),
              }),
        },
        body,
        connectTimeout: Math.min(overrides.connectTimeout, left),
        readTimeout: Math.min(overrides.readTimeout, left),
      }),
    )
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((wake) => this.clock.setTimeout(wake, milliseconds))
  }

  private tell(request: WebhookRequest, happening: Happening): void {
    this.events.emit({ ...happening, at: this.clock.now(), callSid: request.callSid })
  }
}

/** The address without its fragment, and what the fragment says. */
function destination(address: string): { url: URL; overrides: Overrides } {
  if (!URL.canParse(address)) throw new WebhookError(11100, address, `"${address}" is no URL.`)
  const url = new URL(address)
  if (!/^https?:$/.test(url.protocol))
    throw new WebhookError(11100, address, `"${address}" is not http or https.`)
  try {
    const overrides = parseOverrides(url.hash)
    url.hash = ''
    return { url, overrides }
  } catch (error) {
    if (error instanceof PolicyError) throw new WebhookError(11243, address, error.message)
    throw error
  }
}

function retries({ retryOn }: Overrides, kind: RetryOn): boolean {
  return retryOn.includes(kind) || retryOn.includes('all')
}

/** Twilio follows with GET, and without what the caller pressed; 307 keeps the method. */
function redirected(attempt: Attempt, reply: Reply): Attempt {
  const url = whereTo(attempt.url, reply)
  const method = reply.status === 307 ? attempt.request.method : 'GET'
  const kept = Object.entries(attempt.request.parameters).filter(
    ([name]) => !GATHER_PARAMETERS.includes(name),
  )
  return { ...attempt, url, request: { ...attempt.request, method, parameters: Object.fromEntries(kept) } }
}

/** "Twilio will only follow redirects for status codes 301, 302, 303, and 307" (error 11216). */
function whereTo(from: URL, { status, location }: Reply): URL {
  const isRedirect = [301, 302, 303, 307].includes(status) && location !== undefined
  const url = isRedirect && URL.canParse(location, from.href) ? new URL(location, from) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    throw new WebhookError(
      11216,
      from.href,
      `${from.href} answered ${status}, to "${location ?? ''}": no valid redirect.`,
    )
  url.hash = ''
  return url
}

function withQuery(url: URL, parameters: Record<string, string>): URL {
  const query = new URLSearchParams(parameters).toString()
  const target = new URL(url)
  if (query) target.search = target.search ? `${target.search}&${query}` : query
  return target
}

const made = (status: number, contentType: string, body: string): Reply => ({
  status,
  contentType,
  setCookies: [],
  body: Buffer.from(body),
})

const readable = ({ contentType, body }: Reply): string =>
  /text|xml|json/.test(contentType) ? body.toString('utf8') : `(${body.length} bytes)`
