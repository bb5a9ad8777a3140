import { PAGING } from '../rest/list-part.ts'
import { created, ok } from '../rest/resource.ts'
import { found, route, type Api, type Route } from './api-context.ts'
import { Form } from './form.ts'
import { checkBuild, checkRuntime, installs } from './limits.ts'
import { page } from './paging.ts'
import { newSid, type Build, type Dependency } from './resources.ts'

export function buildRoutes(api: Api): Route[] {
  const { state, as } = api
  const all = '/Services/:/Builds'
  return [
    route('GET', all, PAGING, ({ url, sids: [sid] }) =>
      page(url, 'builds', api.inService(state.builds, api.service(sid).sid).map(as.build)),
    ),
    route(
      'POST',
      all,
      ['FunctionVersions', 'AssetVersions', 'Dependencies', 'Runtime'],
      ({ body, sids: [sid] }) => {
        const added = addBuild(api, api.service(sid).sid, new Form(body))
        return created(as.build({ ...added, status: 'building' }))
      },
    ),
    route('GET', `${all}/:`, [], ({ sids: [sid, of] }) => ok(as.build(api.build(sid, of)))),
    route('GET', `${all}/:/Status`, [], ({ sids: [sid, of] }) => ok(as.buildStatus(api.build(sid, of)))),
  ]
}

/** Done at once; without `Runtime` it takes that of the build before. */
function addBuild({ state, inService, dates }: Api, service_sid: string, form: Form): Build {
  const known = inService(state.versions, service_sid)
  const wanted = [...form.all('FunctionVersions'), ...form.all('AssetVersions')]
  const versions = wanted.map((sid) => found(known, sid))
  const before = inService(state.builds, service_sid).at(-1)
  const runtime = form.get('Runtime') ?? before?.runtime ?? 'node22'
  checkBuild(versions)
  checkRuntime(runtime)
  const dependencies = readDependencies(form.get('Dependencies'))
  const status = installs(dependencies) ? 'completed' : 'failed'
  const added: Build = { sid: newSid('ZB'), service_sid, status, versions, dependencies, runtime, ...dates() }
  state.builds.push(added)
  return added
}

/** twilio-run sends the JSON in quotes of its own: `"[{...}]"`. */
function readDependencies(text = '[]'): Dependency[] {
  return JSON.parse(text.replace(/^"(.*)"$/s, '$1')) as Dependency[]
}
