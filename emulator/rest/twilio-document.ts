import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

export type Api = 'api_v2010' | 'serverless_v1'

export interface Operation {
  parameters?: { in: string; name: string }[]
  requestBody?: { content: Record<string, { schema: { properties?: Record<string, unknown> } }> }
  responses?: Record<string, unknown>
}

export interface TwilioDocument {
  /** By template and lower-case method. */
  paths: Record<string, Record<string, Operation | undefined>>
}

const require = createRequire(import.meta.url)
const documents = new Map<Api, TwilioDocument>()

/** Twilio's OpenAPI document of an API, as the package of its command line carries it. Read when first asked for. */
export function twilioDocument(api: Api): TwilioDocument {
  const known = documents.get(api)
  if (known) return known
  const file = require.resolve(`@twilio/cli-core/src/services/twilio-api/twilio_${api}.json`)
  const read = JSON.parse(readFileSync(file, 'utf8')) as TwilioDocument
  documents.set(api, read)
  return read
}

/** `/2010-04-01/Accounts/{AccountSid}/Calls.json` of a path with its SIDs; undefined when Twilio has no such resource. */
export function templateOf({ paths }: TwilioDocument, path: string): string | undefined {
  return Object.keys(paths).find((template) => {
    const pattern = template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/.]+')
    return new RegExp(`^${pattern}$`).test(path)
  })
}

export function operationOf({
  api,
  method,
  path,
}: {
  api: Api
  method: string
  path: string
}): Operation | undefined {
  const document = twilioDocument(api)
  const template = templateOf(document, path)
  return template === undefined ? undefined : document.paths[template]?.[method.toLowerCase()]
}

/** The names that an operation takes in its query and in its form. */
export function parametersOf(operation: Operation | undefined): Record<'query' | 'form', string[]> {
  const inQuery = (operation?.parameters ?? []).filter((parameter) => parameter.in === 'query')
  const bodies = Object.values(operation?.requestBody?.content ?? {})
  return {
    query: inQuery.map(({ name }) => name),
    form: bodies.flatMap(({ schema }) => Object.keys(schema.properties ?? {})),
  }
}
