import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Pool } from 'mysql2'
import { sessionCookie } from '../../src/http/cookies.ts'
import type { DeskAction, DeskActions } from '../../src/http/desk-actions.ts'
import type { RuntimeContext, TwilioResponse } from '../../src/http/runtime.ts'
import { openDb } from '../../src/db/db.ts'
import { startSession } from '../../src/session/session.ts'
import { newSessionToken } from '../../src/session/session-token.ts'
import { projectRoot } from '../project-root.ts'

const require = createRequire(import.meta.url)
const runtime = createRequire(require.resolve('@twilio/runtime-handler/dev'))
const twilio = require('twilio') as (sid: string, token: string, options: object) => never

const keys = { sessionSecret: 'a-secret-for-benches-of-at-least-32-characters', stage: '' }

type Handler = (
  context: RuntimeContext,
  event: Record<string, unknown>,
  callback: (error: null, response: TwilioResponse) => void,
) => Promise<void>

/** The built functions of the desk in this process, over the pool that it has open at this address. */
export class DeskInProcess {
  private readonly databaseUrl: string
  private readonly pool: Pool

  constructor(databaseUrl: string, pool: Pool) {
    this.databaseUrl = databaseUrl
    this.pool = pool
    Object.assign(globalThis, {
      // The real class: the package does not export it by name.
      Twilio: { Response: (runtime('./internal/response') as { Response: unknown }).Response, RequestClient },
      Runtime: { getAssets: () => ({}) },
    })
  }

  /** A cookie of somebody who is signed in. */
  async signIn(operatorId: string): Promise<string> {
    const { sessionId, token } = newSessionToken(keys, operatorId)
    const claim = { sessionId, operatorId }
    await startSession(openDb(this.pool), claim, new Date())
    return token
  }

  /** The status of the answer, and how long it is. */
  async ask<Action extends DeskAction>(
    token: string,
    action: Action,
    request: DeskActions[Action]['request'],
  ): Promise<{ status: number; bytes: number }> {
    const { handler } = require(join(projectRoot, `dist/functions/api/${action}.js`)) as { handler: Handler }
    const headers = { 'x-requested-with': 'runa', 'content-type': 'application/json' }
    const event = { ...(request as object), request: { headers, cookies: { [sessionCookie]: token } } }
    return quietly(
      () =>
        new Promise((resolve, reject) => {
          handler(this.context(), event, (_error, response) => {
            const { statusCode: status, body } = response as unknown as { statusCode: number; body: object }
            resolve({ status, bytes: Buffer.byteLength(JSON.stringify(body)) })
          }).catch(reject)
        }),
    )
  }

  private context(): RuntimeContext {
    const variables = {
      DATABASE_URL: this.databaseUrl,
      SESSION_SECRET: keys.sessionSecret,
      MAIN_QUEUE: 'support',
    }
    const apiKey = { TWILIO_API_KEY_SID: `SK${'0'.repeat(32)}`, TWILIO_API_KEY_SECRET: 'not-a-real-secret' }
    return {
      ...variables,
      ...apiKey,
      ACCOUNT_SID: `AC${'0'.repeat(32)}`,
      TWIML_APP_SID: `AP${'0'.repeat(32)}`,
      getTwilioClient: (options = {}) =>
        twilio(`AC${'0'.repeat(32)}`, 'not-a-real-token', { httpClient: new RequestClient(), ...options }),
    }
  }
}

/** Without the functions' line of log. What they have to complain of is printed. */
async function quietly<Result>(work: () => Promise<Result>): Promise<Result> {
  const { log } = console
  console.log = () => undefined
  try {
    return await work()
  } finally {
    console.log = log
  }
}

/** Twilio, as it has no queue and no call at all and makes each queue that is asked for. */
class RequestClient {
  async request(): Promise<{ statusCode: number; body: object }> {
    return { statusCode: 200, body: { queues: [], calls: [], sid: `QU${randomBytes(16).toString('hex')}` } }
  }
}
