import { PAGING } from '../rest/list-part.ts'
import { created, ok } from '../rest/resource.ts'
import { badParameter, conflict } from '../rest/rest-error.ts'
import { route, type Api, type Route } from './api-context.ts'
import { Form } from './form.ts'
import { page } from './paging.ts'
import { newSid, type Service } from './resources.ts'

export function serviceRoutes(api: Api): Route[] {
  const { state, as } = api
  return [
    route('GET', '/Services', PAGING, ({ url }) => page(url, 'services', state.services.map(as.service))),
    route(
      'POST',
      '/Services',
      ['UniqueName', 'FriendlyName', 'IncludeCredentials', 'UiEditable'],
      ({ body }) => created(as.service(addService(api, new Form(body)))),
    ),
    route('GET', '/Services/:', [], ({ sids: [sid] }) => ok(as.service(api.service(sid)))),
  ]
}

function addService({ state, dates }: Api, form: Form): Service {
  const unique_name = form.need('UniqueName')
  if (state.services.some((other) => other.unique_name === unique_name))
    throw conflict(`Service with UniqueName ${unique_name} already exists`)
  if (!/^[A-Za-z0-9-]{1,49}$/.test(unique_name)) throw badParameter('UniqueName: letters, digits and dashes')
  const added = {
    sid: newSid('ZS'),
    unique_name,
    friendly_name: form.need('FriendlyName'),
    include_credentials: form.get('IncludeCredentials') === 'true',
    ui_editable: form.get('UiEditable') === 'true',
    domain_base: `${unique_name.toLowerCase()}-${fourDigits(state.services.length)}`,
    ...dates(),
  }
  state.services.push(added)
  return added
}

/** Twilio's are random; ours are the same every time. */
const fourDigits = (index: number): number => 1000 + ((index * 7919 + 4077) % 9000)
