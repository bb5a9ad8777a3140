import { PAGING } from '../rest/list-part.ts'
import { created, ok } from '../rest/resource.ts'
import { badParameter, conflict } from '../rest/rest-error.ts'
import { route, type Api, type Route } from './api-context.ts'
import { Form } from './form.ts'
import { checkContext } from './limits.ts'
import { page } from './paging.ts'
import { newSid, type Deployment, type Environment } from './resources.ts'

export function environmentRoutes(api: Api): Route[] {
  const { state, as } = api
  const all = '/Services/:/Environments'
  return [
    route('GET', all, PAGING, ({ url, sids: [sid] }) =>
      page(url, 'environments', api.inService(state.environments, api.service(sid).sid).map(as.environment)),
    ),
    route('POST', all, ['UniqueName', 'DomainSuffix'], ({ body, sids: [sid] }) =>
      created(as.environment(addEnvironment(api, sid, new Form(body)))),
    ),
    route('GET', `${all}/:`, [], ({ sids: [sid, of] }) => ok(as.environment(api.environment(sid, of)))),
    route('GET', `${all}/:/Deployments`, PAGING, ({ url, sids: [sid, of] }) => {
      const { sid: environmentSid } = api.environment(sid, of)
      const here = state.deployments.filter(({ environment_sid }) => environment_sid === environmentSid)
      return page(url, 'deployments', here.reverse().map(as.deployment))
    }),
    route('POST', `${all}/:/Deployments`, ['BuildSid'], ({ body, sids: [sid, of] }) =>
      created(as.deployment(deploy(api, api.environment(sid, of), new Form(body).need('BuildSid')))),
    ),
  ]
}

function addEnvironment(api: Api, serviceSid: string | undefined, form: Form): Environment {
  const { sid: service_sid, domain_base } = api.service(serviceSid)
  const { environments } = api.state
  const suffix = form.get('DomainSuffix') ?? null
  const unique_name = form.need('UniqueName')
  if (api.inService(environments, service_sid).some((other) => other.unique_name === unique_name))
    throw conflict(`Environment with UniqueName ${unique_name} already exists`)
  if (suffix !== null && !/^[A-Za-z0-9-]{1,16}$/.test(suffix))
    throw badParameter('DomainSuffix: 16 characters')
  const added = {
    sid: newSid('ZE'),
    service_sid,
    unique_name,
    domain_suffix: suffix,
    domain_name: `${domain_base}${suffix === null ? '' : `-${suffix}`}.twil.io`,
    build_sid: null,
    ...api.dates(),
  }
  environments.push(added)
  return added
}

function deploy({ state, build, dates }: Api, environment: Environment, buildSid: string): Deployment {
  const { sid: build_sid, status } = build(environment.service_sid, buildSid)
  if (status !== 'completed') throw badParameter(`Build ${build_sid} is ${status}`)
  if (environment.build_sid === build_sid) throw conflict(`Build ${build_sid} is already deployed`)
  checkContext(state, environment.sid)
  const { service_sid, sid: environment_sid } = environment
  const added = { sid: newSid('ZD'), service_sid, environment_sid, build_sid, ...dates() }
  Object.assign(environment, { build_sid, date_updated: added.date_updated })
  state.deployments.push(added)
  return added
}
