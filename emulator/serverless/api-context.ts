import type { IncomingMessage } from 'node:http'
import type { Surroundings } from '../rest/answer.ts'
import type { RestReply } from '../rest/resource.ts'
import { notFound } from '../rest/rest-error.ts'
import { represent } from './represent.ts'
import type { Build, Environment, ServerlessState, Service, Variable } from './resources.ts'

export interface Call {
  url: URL
  body: Buffer
  request: IncomingMessage
  /** The SIDs of the path, from left to right. */
  sids: string[]
}

export interface Route {
  verb: string
  /** The parameters that are read: of the query of GET, of the form of POST. */
  reads: readonly string[]
  pattern: RegExp
  handle: (call: Call) => RestReply | Promise<RestReply>
}

/** `/Services/:/Builds/:` with the SIDs as groups. */
export const route = (
  verb: string,
  path: string,
  reads: readonly string[],
  handle: Route['handle'],
): Route => ({
  verb,
  reads,
  pattern: new RegExp(`^${path.replaceAll(':', '([^/]+)')}$`),
  handle,
})

/** What the routes work with. The finders answer 404 for what is not there. */
export interface Api {
  state: ServerlessState
  as: ReturnType<typeof represent>
  /** As a new resource has them. */
  dates(): { date_created: string; date_updated: string }
  service(sid?: string): Service
  environment(serviceSid?: string, sid?: string): Environment
  build(serviceSid?: string, sid?: string): Build
  variable(environmentSid?: string, sid?: string): Variable
  inService<T extends { service_sid: string }>(list: T[], serviceSid?: string): T[]
}

/** The time as Twilio writes it. */
export const stamp = ({ clock }: Pick<Surroundings, 'clock'>): string =>
  new Date(clock.now()).toISOString().replace(/\.\d+/, '')

export function apiOver(surroundings: Surroundings, state: ServerlessState): Api {
  const inService: Api['inService'] = (list, serviceSid) =>
    list.filter(({ service_sid }) => service_sid === serviceSid)
  return {
    state,
    as: represent(surroundings.account),
    dates: () => ({ date_created: stamp(surroundings), date_updated: stamp(surroundings) }),
    // A service answers to its name as well.
    service: (sid) => found(state.services, sid, (one) => one.sid === sid || one.unique_name === sid),
    environment: (serviceSid, sid) => found(inService(state.environments, serviceSid), sid),
    build: (serviceSid, sid) => found(inService(state.builds, serviceSid), sid),
    variable: (environmentSid, sid) =>
      found(
        state.variables.filter(({ environment_sid }) => environment_sid === environmentSid),
        sid,
      ),
    inService,
  }
}

export function found<T extends { sid: string }>(
  list: T[],
  sid = '',
  is: (one: T) => boolean = (one) => one.sid === sid,
): T {
  const one = list.find(is)
  if (!one) throw notFound(sid)
  return one
}
