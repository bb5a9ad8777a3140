import { PAGING } from '../rest/list-part.ts'
import { created } from '../rest/resource.ts'
import { found, route, type Api, type Route } from './api-context.ts'
import { Form, readUpload, type Upload } from './form.ts'
import { checkPath } from './limits.ts'
import { page } from './paging.ts'
import { newSid, type Resource, type Version, type Visibility } from './resources.ts'

/** Functions and assets: a name, and under it the uploaded versions. */
export function fileRoutes(api: Api, kind: Resource['kind']): Route[] {
  const { as } = api
  const collection = kind === 'function' ? 'Functions' : 'Assets'
  const all = `/Services/:/${collection}`
  const ofKind = (sid: string | undefined) =>
    api.inService(api.state.resources, api.service(sid).sid).filter((resource) => resource.kind === kind)
  return [
    route('GET', all, PAGING, ({ url, sids: [sid] }) =>
      page(url, collection.toLowerCase(), ofKind(sid).map(as.resource)),
    ),
    route('POST', all, ['FriendlyName'], ({ body, sids: [sid] }) =>
      created(as.resource(addResource(api, kind, sid, new Form(body).need('FriendlyName')))),
    ),
    route('POST', `${all}/:/Versions`, [], async ({ request, body, sids: [sid, of] }) => {
      const upload = await readUpload(request.headers['content-type'] ?? '', body)
      return created(as.version(addVersion(api, found(ofKind(sid), of), upload)))
    }),
  ]
}

function addResource(
  { state, service, dates }: Api,
  kind: Resource['kind'],
  serviceSid: string | undefined,
  friendly_name: string,
): Resource {
  const added = { kind, sid: newSid('ZH'), service_sid: service(serviceSid).sid, friendly_name, ...dates() }
  state.resources.push(added)
  return added
}

function addVersion({ state, dates }: Api, { kind, sid, service_sid }: Resource, upload: Upload): Version {
  checkPath(upload.path)
  const added: Version = {
    ...upload,
    kind,
    sid: newSid('ZN'),
    resource_sid: sid,
    service_sid,
    visibility: upload.visibility as Visibility,
    date_created: dates().date_created,
  }
  state.versions.push(added)
  return added
}
