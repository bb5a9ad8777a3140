import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from '../edge/request-body.ts'
import type { Clock } from '../clock.ts'
import type { Faults } from '../faults.ts'
import type { Account } from '../telephony/account.ts'
import { ApiRefusal, notFound, type Reply } from './reply.ts'
import { emptyState, type ServerlessState } from './resources.ts'
import { routes } from './routes.ts'

/** A version may be an asset of 25 MB. */
const UPLOAD_LIMIT_BYTES = 26 * 1024 * 1024

export interface RecordedRequest {
  method: string
  /** Without `/v1` and query. */
  path: string
  form: Record<string, string>
}

export interface ServerlessApi {
  readonly state: ServerlessState
  /** Everything asked so far, uploads by path and visibility only. */
  readonly requests: RecordedRequest[]
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Called with the environment's SID when a build has gone live there, before the request is answered. */
  whenDeployed?: (environmentSid: string) => Promise<void>
  /** The addresses of the environments, which Twilio signs its requests for. */
  origins(): string[]
  /** What Twilio does some time after a build is in no environment any more. */
  purgeUnusedBuilds(): void
}

/** Whether a request redirected here was meant for the Serverless API or its upload host. */
export const isServerlessHost = (host: string): boolean => /^serverless(-upload)?\./.test(host)

interface Surroundings {
  clock: Clock
  faults: Faults
}

/** Twilio's Serverless API v1: services, environments, functions, assets, builds, variables, deployments. */
export function createServerlessApi(account: Account, { clock, faults }: Surroundings): ServerlessApi {
  const state = emptyState()
  const requests: RecordedRequest[] = []
  const table = routes(account, state, () => new Date(clock.now()).toISOString().replace(/\.\d+/, ''))
  const api: ServerlessApi = {
    state,
    requests,
    async handle(request, response) {
      const reply = await answer({ request, account, table, requests, faults })
      if (!reply) return void request.socket.destroy()
      const deployedTo = /\/Environments\/(ZE\w+)\/Deployments$/.exec(request.url ?? '')?.[1]
      if (deployedTo && reply.status === 201) await api.whenDeployed?.(deployedTo)
      const isEmpty = reply.status === 204
      response.writeHead(reply.status, isEmpty ? {} : { 'content-type': 'application/json; charset=utf-8' })
      response.end(isEmpty ? undefined : JSON.stringify(reply.body))
    },
    origins: () => state.environments.map(({ domain_name }) => `https://${domain_name}`),
    purgeUnusedBuilds() {
      const live = new Set(state.environments.map(({ build_sid }) => build_sid))
      state.builds = state.builds.filter(({ sid }) => live.has(sid))
    },
  }
  return api
}

interface Exchange {
  request: IncomingMessage
  account: Account
  table: ReturnType<typeof routes>
  requests: RecordedRequest[]
  faults: Faults
}

/** Undefined when a fault cuts the connection. */
async function answer({ request, account, table, requests, faults }: Exchange): Promise<Reply | undefined> {
  try {
    const body = await readBody(request, UPLOAD_LIMIT_BYTES)
    const method = request.method ?? 'GET'
    const url = new URL(request.url ?? '/', 'https://serverless.twilio.com')
    const path = url.pathname.replace(/^\/v1/, '')
    for (const fault of faults.strike('rest', method, url.pathname)) {
      if (fault.kind === 'refused') return undefined
      if (fault.kind === 'status') throw new ApiRefusal(fault.status, 20500, 'A fault of the emulator')
    }
    authenticate(request, account)
    requests.push({ method, path, form: recorded(request, body) })
    for (const { verb, pattern, handle } of table) {
      const match = verb === method ? pattern.exec(path) : undefined
      if (match) return await handle({ url, body, request, sids: match.slice(1) })
    }
    throw notFound(`${method} ${url.pathname}`)
  } catch (error) {
    if (error instanceof ApiRefusal) return error.reply
    throw error
  }
}

/** Basic authentication by the account and its token, or by an API key. */
function authenticate(request: IncomingMessage, account: Account): void {
  const encoded = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const given = Buffer.from(encoded, 'base64').toString()
  const accepted = [
    `${account.sid}:${account.authToken}`,
    ...account.apiKeys.map(({ sid, secret }) => `${sid}:${secret}`),
  ]
  if (!accepted.includes(given)) throw new ApiRefusal(401, 20003, 'Authenticate')
}

function recorded(request: IncomingMessage, body: Buffer): Record<string, string> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) return {}
  return Object.fromEntries(new URLSearchParams(body.toString()))
}
