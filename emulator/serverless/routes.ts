import type { IncomingMessage } from 'node:http'
import type { Account } from '../telephony/account.ts'
import { Form, readUpload } from './form.ts'
import { checkBuild, checkContext, checkRuntime, checkVariable, installs } from './limits.ts'
import { conflict, invalid, notFound, page, type Reply } from './reply.ts'
import { represent } from './represent.ts'
import {
  newSid,
  type Build,
  type Dependency,
  type Resource,
  type ServerlessState,
  type Version,
  type Visibility,
} from './resources.ts'

interface Call {
  url: URL
  body: Buffer
  request: IncomingMessage
  /** The SIDs of the path, from left to right. */
  sids: string[]
}

interface Route {
  verb: string
  pattern: RegExp
  handle: (call: Call) => Reply | Promise<Reply>
}

/** `/Services/:/Builds/:` with the SIDs as groups. */
const route = (verb: string, path: string, handle: Route['handle']): Route => ({
  verb,
  pattern: new RegExp(`^${path.replaceAll(':', '([^/]+)')}$`),
  handle,
})

/** The Serverless API, one line a request, over `state`. `stamp` gives the time as Twilio writes it. */
export function routes(account: Account, state: ServerlessState, stamp: () => string): Route[] {
  const as = represent(account)
  const dates = () => ({ date_created: stamp(), date_updated: stamp() })
  const ok = (body: unknown): Reply => ({ status: 200, body })
  const created = (body: unknown): Reply => ({ status: 201, body })

  const service = (sid = '') =>
    one(
      state.services.filter((candidate) => [candidate.sid, candidate.unique_name].includes(sid)),
      sid,
    )
  const environment = (serviceSid = '', sid = '') =>
    one(
      state.environments.filter((candidate) => candidate.sid === sid && candidate.service_sid === serviceSid),
      sid,
    )
  const build = (serviceSid = '', sid = '') =>
    one(
      state.builds.filter((candidate) => candidate.sid === sid && candidate.service_sid === serviceSid),
      sid,
    )
  const variable = (environmentSid = '', sid = '') =>
    one(
      state.variables.filter(
        (candidate) => candidate.sid === sid && candidate.environment_sid === environmentSid,
      ),
      sid,
    )
  const inService = <T extends { service_sid: string }>(list: T[], sid: string | undefined) =>
    list.filter(({ service_sid }) => service_sid === sid)

  return [
    route('GET', '/Services', ({ url }) => page(url, 'services', state.services.map(as.service))),
    route('POST', '/Services', ({ body }) => {
      const form = new Form(body)
      const unique_name = form.need('UniqueName')
      if (state.services.some((other) => other.unique_name === unique_name))
        throw conflict(`Service with UniqueName ${unique_name} already exists`)
      if (!/^[A-Za-z0-9-]{1,49}$/.test(unique_name)) throw invalid('UniqueName: letters, digits and dashes')
      const added = {
        sid: newSid('ZS'),
        unique_name,
        friendly_name: form.need('FriendlyName'),
        include_credentials: form.get('IncludeCredentials') === 'true',
        ui_editable: form.get('UiEditable') === 'true',
        domain_base: `${unique_name.toLowerCase()}-${String(1000 + ((state.services.length * 7919 + 4077) % 9000))}`,
        ...dates(),
      }
      state.services.push(added)
      return created(as.service(added))
    }),
    route('GET', '/Services/:', ({ sids: [sid] }) => ok(as.service(service(sid)))),

    route('GET', '/Services/:/Environments', ({ url, sids: [sid] }) =>
      page(url, 'environments', inService(state.environments, service(sid).sid).map(as.environment)),
    ),
    route('POST', '/Services/:/Environments', ({ body, sids: [sid] }) => {
      const form = new Form(body)
      const { sid: service_sid, domain_base } = service(sid)
      const suffix = form.get('DomainSuffix') ?? null
      const unique_name = form.need('UniqueName')
      if (inService(state.environments, service_sid).some((other) => other.unique_name === unique_name))
        throw conflict(`Environment with UniqueName ${unique_name} already exists`)
      if (suffix !== null && !/^[A-Za-z0-9-]{1,16}$/.test(suffix))
        throw invalid('DomainSuffix: 16 characters')
      const added = {
        sid: newSid('ZE'),
        service_sid,
        unique_name,
        domain_suffix: suffix,
        domain_name: `${domain_base}${suffix === null ? '' : `-${suffix}`}.twil.io`,
        build_sid: null,
        ...dates(),
      }
      state.environments.push(added)
      return created(as.environment(added))
    }),
    route('GET', '/Services/:/Environments/:', ({ sids: [sid, environmentSid] }) =>
      ok(as.environment(environment(sid, environmentSid))),
    ),

    ...(['function', 'asset'] as const).flatMap((kind) => {
      const collection = kind === 'function' ? 'Functions' : 'Assets'
      const ofKind = (sid: string | undefined) =>
        inService(state.resources, sid).filter((resource) => resource.kind === kind)
      return [
        route('GET', `/Services/:/${collection}`, ({ url, sids: [sid] }) =>
          page(url, collection.toLowerCase(), ofKind(service(sid).sid).map(as.resource)),
        ),
        route('POST', `/Services/:/${collection}`, ({ body, sids: [sid] }) => {
          const friendly_name = new Form(body).need('FriendlyName')
          const added: Resource = {
            kind,
            sid: newSid('ZH'),
            service_sid: service(sid).sid,
            friendly_name,
            ...dates(),
          }
          state.resources.push(added)
          return created(as.resource(added))
        }),
        route('POST', `/Services/:/${collection}/:/Versions`, async ({ request, body, sids: [sid, of] }) => {
          const resource = one(
            ofKind(service(sid).sid).filter((candidate) => candidate.sid === of),
            of,
          )
          const upload = await readUpload(request.headers['content-type'] ?? '', body)
          checkPath(upload.path)
          const added: Version = {
            ...upload,
            kind,
            sid: newSid('ZN'),
            resource_sid: resource.sid,
            service_sid: resource.service_sid,
            visibility: upload.visibility as Visibility,
            date_created: stamp(),
          }
          state.versions.push(added)
          return created(as.version(added))
        }),
      ]
    }),

    route('GET', '/Services/:/Builds', ({ url, sids: [sid] }) =>
      page(url, 'builds', inService(state.builds, service(sid).sid).map(as.build)),
    ),
    route('POST', '/Services/:/Builds', ({ body, sids: [sid] }) => {
      const form = new Form(body)
      const wanted = [...form.all('FunctionVersions'), ...form.all('AssetVersions')]
      const service_sid = service(sid).sid
      const known = inService(state.versions, service_sid)
      const versions = wanted.map((versionSid) =>
        one(
          known.filter((version) => version.sid === versionSid),
          versionSid,
        ),
      )
      const runtime = form.get('Runtime') ?? inService(state.builds, service_sid).at(-1)?.runtime ?? 'node22'
      checkBuild(versions)
      checkRuntime(runtime)
      const dependencies = readDependencies(form.get('Dependencies'))
      const added: Build = {
        sid: newSid('ZB'),
        service_sid,
        status: installs(dependencies) ? 'completed' : 'failed',
        versions,
        dependencies,
        runtime,
        ...dates(),
      }
      state.builds.push(added)
      return created(as.build({ ...added, status: 'building' }))
    }),
    route('GET', '/Services/:/Builds/:', ({ sids: [sid, of] }) => ok(as.build(build(sid, of)))),
    route('GET', '/Services/:/Builds/:/Status', ({ sids: [sid, of] }) => ok(as.buildStatus(build(sid, of)))),

    route('GET', '/Services/:/Environments/:/Variables', ({ url, sids: [sid, of] }) => {
      const { sid: environmentSid } = environment(sid, of)
      const here = state.variables.filter(({ environment_sid }) => environment_sid === environmentSid)
      return page(url, 'variables', here.map(as.variable))
    }),
    route('POST', '/Services/:/Environments/:/Variables', ({ body, sids: [sid, of] }) => {
      const form = new Form(body)
      const [key, value] = [form.need('Key'), form.need('Value')]
      const { sid: environment_sid, service_sid } = environment(sid, of)
      checkVariable(key, value)
      const added = { sid: newSid('ZV'), service_sid, environment_sid, key, value, ...dates() }
      state.variables.push(added)
      return created(as.variable(added))
    }),
    route('POST', '/Services/:/Environments/:/Variables/:', ({ body, sids: [, of, variableSid] }) => {
      const changed = variable(of, variableSid)
      const value = new Form(body).need('Value')
      checkVariable(changed.key, value)
      Object.assign(changed, { value, date_updated: stamp() })
      return ok(as.variable(changed))
    }),
    route('DELETE', '/Services/:/Environments/:/Variables/:', ({ sids: [, of, variableSid] }) => {
      const gone = variable(of, variableSid)
      state.variables = state.variables.filter((other) => other !== gone)
      return { status: 204, body: undefined }
    }),

    route('GET', '/Services/:/Environments/:/Deployments', ({ url, sids: [sid, of] }) => {
      const { sid: environmentSid } = environment(sid, of)
      const here = state.deployments.filter(({ environment_sid }) => environment_sid === environmentSid)
      return page(url, 'deployments', here.reverse().map(as.deployment))
    }),
    route('POST', '/Services/:/Environments/:/Deployments', ({ body, sids: [sid, of] }) => {
      const live = environment(sid, of)
      const { sid: build_sid, status } = build(sid, new Form(body).need('BuildSid'))
      if (status !== 'completed') throw invalid(`Build ${build_sid} is ${status}`)
      if (live.build_sid === build_sid) throw conflict(`Build ${build_sid} is already deployed`)
      checkContext(state, live.sid)
      const added = {
        sid: newSid('ZD'),
        service_sid: live.service_sid,
        environment_sid: live.sid,
        build_sid,
        ...dates(),
      }
      Object.assign(live, { build_sid, date_updated: stamp() })
      state.deployments.push(added)
      return created(as.deployment(added))
    }),
  ]
}

function one<T>(found: T[], sid = ''): T {
  if (!found[0]) throw notFound(sid)
  return found[0]
}

function checkPath(path: string): void {
  if (!path.startsWith('/') || path.length >= 256 || /[;,?:@+&$()'"#\s]/.test(path))
    throw invalid(`Path ${path} is not valid`)
}

/** twilio-run sends the JSON in quotes of its own: `"[{...}]"`. */
function readDependencies(text = '[]'): Dependency[] {
  return JSON.parse(text.replace(/^"(.*)"$/s, '$1')) as Dependency[]
}
