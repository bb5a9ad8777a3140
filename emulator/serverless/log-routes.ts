import type { Clock } from '../clock.ts'
import type { Surroundings } from '../rest/answer.ts'
import { momentOf } from '../rest/dates.ts'
import { PAGING } from '../rest/list-part.ts'
import { ok } from '../rest/resource.ts'
import { RestError } from '../rest/rest-error.ts'
import { found, route, type Api, type Route } from './api-context.ts'
import { page } from './paging.ts'
import type { Log } from './resources.ts'

/** Limits of the Logs resource (Twilio docs: Logs). */
const KEPT_MS = 30 * 86_400_000
const MOST_RESULTS = 10_000
const MOST_A_SECOND = 5

const DAY_MS = 86_400_000

/** What the functions of an environment printed, the newest first. */
export function logRoutes(api: Api, { clock, switches }: Surroundings): Route[] {
  const all = '/Services/:/Environments/:/Logs'
  const refuseTooMany = rateLimit(clock)
  const shown = (log: Log) => api.as.log(log, switches.logLevels)
  const inEnvironment = (serviceSid?: string, sid?: string) => {
    const environment = api.environment(api.service(serviceSid).sid, sid)
    const since = clock.now() - KEPT_MS
    return api.state.logs.filter(
      ({ environment_sid, at }) => environment_sid === environment.sid && at >= since,
    )
  }
  return [
    route('GET', all, ['FunctionSid', 'StartDate', 'EndDate', ...PAGING], ({ url, sids: [sid, of] }) => {
      refuseTooMany()
      const logs = inEnvironment(sid, of).filter(wanted(url.searchParams, clock.now())).reverse()
      return page(url, 'logs', logs.slice(0, MOST_RESULTS).map(shown))
    }),
    route('GET', `${all}/:`, [], ({ sids: [sid, of, logSid] }) =>
      ok(shown(found(inEnvironment(sid, of), logSid))),
    ),
  ]
}

/** The last day, if nothing is said. */
function wanted(query: URLSearchParams, now: number): (log: Log) => boolean {
  const functionSid = query.get('FunctionSid')
  const from = momentOf(query, 'StartDate') ?? now - DAY_MS
  const to = momentOf(query, 'EndDate') ?? now
  return ({ function_sid, at }) =>
    (functionSid === null || function_sid === functionSid) && at >= from && at <= to
}

function rateLimit(clock: Clock): () => void {
  let recent: number[] = []
  return () => {
    const now = clock.now()
    recent = recent.filter((at) => at > now - 1000)
    if (recent.length === MOST_A_SECOND) throw new RestError(429, 20429, 'Too Many Requests')
    recent.push(now)
  }
}
