import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Asked, type Surroundings, answer } from '../rest/answer.ts'
import type { RestReply } from '../rest/resource.ts'
import { checkParameters, unanswered } from '../rest/not-here.ts'
import { notFound } from '../rest/rest-error.ts'
import { stamp, type Route } from './api-context.ts'
import { keepLine, type PrintedLine } from './function-log.ts'
import { emptyState, type LogLevel, type ServerlessState } from './resources.ts'
import { routes } from './routes.ts'

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
  /** A function of the environment's live build has printed something. */
  print(environmentSid: string, line: PrintedLine): void
  /** The addresses of the environments, which Twilio signs its requests for. */
  origins(): string[]
  /** What Twilio does some time after a build is in no environment any more. */
  purgeUnusedBuilds(): void
}

/** Whether a request redirected here was meant for the Serverless API or its upload host. */
export const isServerlessHost = (host: string): boolean => /^serverless(-upload)?\./.test(host)

/** What a function prints at these levels is listed in the debugger as well (Twilio docs: Logs; errors 82004, 82005). */
const DEBUGGED: Partial<Record<LogLevel, number>> = { warn: 82004, error: 82005 }

/** Twilio's Serverless API v1: services, environments, functions, assets, builds, variables, deployments, logs. */
export function createServerlessApi(surroundings: Surroundings): ServerlessApi {
  const { clock, events } = surroundings
  const state = emptyState()
  const requests: RecordedRequest[] = []
  const table = routes(surroundings, state)
  const api: ServerlessApi = {
    state,
    requests,
    handle: (request, response) =>
      answer(surroundings, request, response, async (asked) => {
        const { method, url } = asked
        requests.push({ method, path: pathOf(url), form: Object.fromEntries(formOf(request, asked)) })
        const reply = await act(surroundings, table, request, asked)
        const deployedTo = /\/Environments\/(ZE\w+)\/Deployments$/.exec(asked.url.pathname)?.[1]
        if (deployedTo && reply.status === 201) await api.whenDeployed?.(deployedTo)
        return reply
      }),
    print(environmentSid, line) {
      const at = clock.now()
      keepLine(state, environmentSid, line, { at, date_created: stamp(surroundings) })
      const code = DEBUGGED[line.level]
      if (code) events.emit({ type: 'error', code, message: line.message, at })
    },
    origins: () => state.environments.map(({ domain_name }) => `https://${domain_name}`),
    purgeUnusedBuilds() {
      const live = new Set(state.environments.map(({ build_sid }) => build_sid))
      state.builds = state.builds.filter(({ sid }) => live.has(sid))
    },
  }
  return api
}

async function act(
  surroundings: Surroundings,
  table: Route[],
  request: IncomingMessage,
  asked: Asked,
): Promise<RestReply> {
  const { method, url, body } = asked
  const path = url.pathname
  const target = { api: 'serverless_v1', folder: 'emulator/serverless', method, path } as const
  for (const { verb, pattern, reads, handle } of table) {
    const match = verb === method ? pattern.exec(pathOf(url)) : undefined
    if (!match) continue
    const given = { query: url.searchParams, form: formOf(request, asked) }
    checkParameters(surroundings, target, given, reads)
    return handle({ url, body, request, sids: match.slice(1) })
  }
  throw unanswered(surroundings, target, notFound(path))
}

/** Uploads are multipart, and hold what `readUpload` reads. */
function formOf({ headers }: IncomingMessage, { body }: Asked): URLSearchParams {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  return new URLSearchParams(isForm ? body.toString() : '')
}

const pathOf = ({ pathname }: URL): string => pathname.replace(/^\/v1/, '')
