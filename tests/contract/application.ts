import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { TestClock } from '../../emulator/clock.ts'
import { Telephony, type TelephonyOptions } from '../../emulator/telephony/telephony.ts'

/** Twilio's documented example numbers; nothing here is a real account. */
export const account = {
  sid: 'AC00000000000000000000000000000000',
  authToken: 'not-a-real-token',
  apiKeys: [{ sid: 'SK00000000000000000000000000000000', secret: 'not-a-real-secret' }],
}

export const CENTRE = '+815012345678'
export const CUSTOMER = '+81312345678'

export interface Request {
  path: string
  method: string
  url: string
  headers: http.IncomingHttpHeaders
  form: Record<string, string>
}

export type Answer = string | { status?: number; headers?: Record<string, string>; body?: string | Buffer }
type Handler = (request: Request) => Answer | Promise<Answer>

/** A small web application that answers with TwiML, and remembers what it was asked. */
export class TestApplication {
  readonly requests: Request[] = []
  url = ''
  private readonly server: http.Server
  private pages = new Map<string, Handler>()

  private constructor() {
    this.server = http.createServer((request, response) => void this.handle(request, response))
  }

  static async start(): Promise<TestApplication> {
    const application = new TestApplication()
    await new Promise<void>((listening) => application.server.listen(0, '127.0.0.1', listening))
    application.url = `http://127.0.0.1:${(application.server.address() as AddressInfo).port}`
    return application
  }

  /** What a path answers: the inside of a `<Response>`, or a whole answer. */
  on(path: string, answer: Answer | Handler): this {
    this.pages.set(path, typeof answer === 'function' ? answer : () => answer)
    return this
  }

  /** The paths asked for so far, in order. */
  get paths(): string[] {
    return this.requests.map(({ path }) => path)
  }

  to(path: string): Request[] {
    return this.requests.filter((request) => request.path === path)
  }

  first(path: string): Request {
    const [request] = this.to(path)
    if (!request) throw new Error(`Nobody asked for ${path}, only for ${this.paths.join(', ') || 'nothing'}.`)
    return request
  }

  last(path: string): Record<string, string> {
    return this.to(path).at(-1)?.form ?? {}
  }

  clear(): void {
    this.requests.length = 0
    this.pages.clear()
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((closed) => this.server.close(closed))
  }

  private async handle(incoming: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const url = new URL(incoming.url ?? '/', this.url)
    const form =
      incoming.method === 'POST' ? new URLSearchParams(Buffer.concat(chunks).toString()) : url.searchParams
    const request = {
      path: url.pathname,
      method: incoming.method ?? '',
      url: url.href,
      headers: incoming.headers,
      form: Object.fromEntries(form),
    }
    this.requests.push(request)
    const page = this.pages.get(url.pathname)
    const answer = page ? await page(request) : { status: 404 }
    if (typeof answer === 'string')
      return void response
        .writeHead(200, { 'content-type': 'text/xml' })
        .end(`<Response>${answer}</Response>`)
    response
      .writeHead(answer.status ?? 200, { 'content-type': 'text/xml', ...answer.headers })
      .end(answer.body ?? '')
  }
}

/** A telephone network whose one number and one application lead to the test's. Time stands still until moved. */
export function telephonyFor(application: TestApplication, options: Partial<TelephonyOptions> = {}) {
  const clock = new TestClock(Date.parse('2026-11-20T01:00:00Z'))
  const telephony = new Telephony({ clock, account, seed: 'test', ...options })
  const hook = (path: string) => ({ url: application.url + path, method: 'POST' as const })
  const softphones = telephony.addApplication({
    friendlyName: 'desk',
    voice: hook('/operator'),
    statusCallback: hook('/status'),
  })
  telephony.addNumber({ phoneNumber: CENTRE, voice: hook('/voice'), statusCallback: hook('/status') })
  return { telephony, clock, softphones }
}
