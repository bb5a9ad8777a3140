import type { Switches } from '../switches.ts'
import type { Account } from '../telephony/account.ts'
import type {
  Build,
  Deployment,
  Environment,
  Log,
  Resource,
  Service,
  Variable,
  Version,
} from './resources.ts'

const LEVELS = ['info', 'warn', 'error']

const url = (...segments: string[]) => `https://serverless.twilio.com/v1/Services/${segments.join('/')}`

/** What Twilio answers with: snake case, `account_sid` and `url` in each. */
export function represent(account: Account) {
  const account_sid = account.sid
  return {
    service: ({ ...service }: Service) => ({ ...service, account_sid, url: url(service.sid), links: {} }),

    environment: (environment: Environment) => ({
      ...environment,
      account_sid,
      url: url(environment.service_sid, 'Environments', environment.sid),
      links: {},
    }),

    resource: ({ kind, ...resource }: Resource) => ({
      ...resource,
      account_sid,
      url: url(resource.service_sid, kind === 'function' ? 'Functions' : 'Assets', resource.sid),
      links: {},
    }),

    version: ({ kind, resource_sid, content: _content, contentType: _type, ...version }: Version) => ({
      ...version,
      account_sid,
      [`${kind}_sid`]: resource_sid,
      url: url(
        version.service_sid,
        kind === 'function' ? 'Functions' : 'Assets',
        resource_sid,
        'Versions',
        version.sid,
      ),
    }),

    build: ({ versions, ...build }: Build) => ({
      ...build,
      account_sid,
      function_versions: versions.filter(({ kind }) => kind === 'function').map(inBuild('function')),
      asset_versions: versions.filter(({ kind }) => kind === 'asset').map(inBuild('asset')),
      url: url(build.service_sid, 'Builds', build.sid),
      links: {},
    }),

    buildStatus: ({ sid, service_sid, status }: Build) => ({
      sid,
      service_sid,
      status,
      account_sid,
      url: url(service_sid, 'Builds', sid, 'Status'),
    }),

    variable: (variable: Variable) => ({
      ...variable,
      account_sid,
      url: url(variable.service_sid, 'Environments', variable.environment_sid, 'Variables', variable.sid),
    }),

    log: ({ at: _at, level, ...log }: Log, levels: Switches['logLevels']) => ({
      ...log,
      level: levels.split(' ')[LEVELS.indexOf(level)],
      account_sid,
      url: url(log.service_sid, 'Environments', log.environment_sid, 'Logs', log.sid),
    }),

    deployment: (deployment: Deployment) => ({
      ...deployment,
      account_sid,
      url: url(
        deployment.service_sid,
        'Environments',
        deployment.environment_sid,
        'Deployments',
        deployment.sid,
      ),
    }),
  }
}

const inBuild =
  (kind: 'function' | 'asset') =>
  ({ sid, resource_sid, path, visibility, service_sid, date_created }: Version) => ({
    sid,
    [`${kind}_sid`]: resource_sid,
    path,
    visibility,
    service_sid,
    date_created,
  })
