import { PAGING } from '../rest/list-part.ts'
import { created, deleted, ok } from '../rest/resource.ts'
import { route, type Api, type Route } from './api-context.ts'
import { Form } from './form.ts'
import { checkVariable } from './limits.ts'
import { page } from './paging.ts'
import { newSid, type Environment, type Variable } from './resources.ts'

/** The variables of an environment. They are in force at once, without a deployment. */
export function variableRoutes(api: Api): Route[] {
  const { state, as } = api
  const all = '/Services/:/Environments/:/Variables'
  return [
    route('GET', all, PAGING, ({ url, sids: [sid, of] }) => {
      const { sid: environmentSid } = api.environment(sid, of)
      const here = state.variables.filter(({ environment_sid }) => environment_sid === environmentSid)
      return page(url, 'variables', here.map(as.variable))
    }),
    route('POST', all, ['Key', 'Value'], ({ body, sids: [sid, of] }) =>
      created(as.variable(addVariable(api, api.environment(sid, of), new Form(body)))),
    ),
    route('POST', `${all}/:`, ['Value'], ({ body, sids: [, of, variableSid] }) => {
      const changed = api.variable(of, variableSid)
      const value = new Form(body).need('Value')
      checkVariable(changed.key, value)
      Object.assign(changed, { value, date_updated: api.dates().date_updated })
      return ok(as.variable(changed))
    }),
    route('DELETE', `${all}/:`, [], ({ sids: [, of, variableSid] }) => {
      const gone = api.variable(of, variableSid)
      state.variables = state.variables.filter((other) => other !== gone)
      return deleted
    }),
  ]
}

function addVariable({ state, dates }: Api, environment: Environment, form: Form): Variable {
  const [key, value] = [form.need('Key'), form.need('Value')]
  checkVariable(key, value)
  const { service_sid, sid: environment_sid } = environment
  const added = { sid: newSid('ZV'), service_sid, environment_sid, key, value, ...dates() }
  state.variables.push(added)
  return added
}
