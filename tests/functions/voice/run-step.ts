import { createRequire } from 'node:module'
import { vi } from 'vitest'
import type { TwilioResponse } from '../../../src/http/runtime.ts'
import type { RuntimeContext } from '../../../src/http/runtime.ts'

const require = createRequire(import.meta.url)
// The real class: the package does not export it by name.
const { Response } = createRequire(require.resolve('@twilio/runtime-handler/dev'))('./internal/response')
const twilio = require('twilio')

interface Answer {
  status: number
  twiml: string
  /** The one line of the log. */
  log: Record<string, unknown>
}

type Handler = (
  context: RuntimeContext,
  event: Record<string, unknown>,
  callback: (error: null, response: TwilioResponse) => void,
) => Promise<void>

export interface RestRequest {
  method: string
  path: string
  data: Record<string, string>
}

/** What the step asked of Twilio's REST API. */
export const restRequests: RestRequest[] = []

/** How Twilio's REST API answers meanwhile. */
export const rest = { answer: async (): Promise<{ statusCode: number; body: object }> => created }
const created = { statusCode: 201, body: {} }

/** Runs one step of a call as Twilio's runtime does, and holds it to one callback and one line of log. */
export async function runStep(
  handler: unknown,
  event: Record<string, unknown>,
  environment: Record<string, string>,
): Promise<Answer> {
  Object.assign(globalThis, {
    Twilio: { ...twilio, Response, RequestClient: StandInClient },
    Runtime: { getAssets: () => ({}) },
  })
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  const answers: { statusCode: number; headers: Record<string, string>; body: string }[] = []
  const context = {
    ...environment,
    PATH: '/voice/step',
    getTwilioClient: (options: object) => twilio(`AC${'0'.repeat(32)}`, 'not-a-real-token', options),
  }
  await (handler as Handler)(
    context,
    { request: { headers: {}, cookies: {} }, ...event },
    (_error, response) => answers.push(response as never),
  )
  const [answer] = answers
  if (!answer || answers.length > 1) throw new Error(`${answers.length} callbacks`)
  if (answer.headers['Content-Type'] !== 'text/xml') throw new Error('not TwiML')
  const [line] = lines
  if (!line || lines.length > 1) throw new Error(`${lines.length} lines in the log`)
  return {
    status: answer.statusCode,
    twiml: answer.body.replace('<?xml version="1.0" encoding="UTF-8"?>', ''),
    log: JSON.parse(line),
  }
}

/** Stands where Twilio's HTTP client does: a step in a test must not leave the machine. */
class StandInClient {
  readonly timeout: number
  constructor({ timeout }: { timeout: number }) {
    this.timeout = timeout
  }
  async request({ method, uri, data }: { method: string; uri: string; data: Record<string, string> }) {
    restRequests.push({ method, path: new URL(uri).pathname.replace(/^.*\/Accounts\/\w+/, ''), data })
    return rest.answer()
  }
}

/** How Twilio repeats a step that failed, and one that a row depends on: as the attribute of a TwiML document. */
export const repeated = '#rc=1&amp;rp=ct,rt,4xx,5xx&amp;rt=4000&amp;tt=8000'
export const insistently = '#rc=3&amp;rp=ct,rt,4xx,5xx&amp;rt=3000'

export const caller = {
  CallSid: `CA${'1'.repeat(32)}`,
  AccountSid: `AC${'0'.repeat(32)}`,
  From: '+819012345678',
  To: '+815012345678',
  CallStatus: 'in-progress',
  ApiVersion: '2010-04-01',
  Direction: 'inbound',
}

export const softphone = {
  ...caller,
  CallSid: `CA${'2'.repeat(32)}`,
  From: 'client:operator1',
  To: '',
}
