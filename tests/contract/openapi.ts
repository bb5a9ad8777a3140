import { Ajv, type ValidateFunction } from 'ajv'
import { type Api, templateOf, twilioDocument } from '../../emulator/rest/twilio-document.ts'

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true })
ajv.addFormat('date-time-rfc-2822', /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/)
ajv.addFormat('uri', (text) => URL.canParse(text, 'https://api.twilio.com'))
for (const name of [
  'http-method',
  'phone-number',
  'currency',
  'uri-map',
  'phone-number-capabilities',
  'int64',
])
  ajv.addFormat(name, true)
for (const api of ['api_v2010', 'serverless_v1'] as const)
  ajv.addSchema(strict(twilioDocument(api)) as object, api)

const compiled = new Map<string, ValidateFunction>()

/** What is wrong with an answer, by Twilio's own document. Empty when nothing is: no field missing, none too many. */
export function violations(
  { method, path, api = 'api_v2010' }: { method: string; path: string; api?: Api },
  status: number,
  body: unknown,
): string[] {
  const template = templateOf(twilioDocument(api), path)
  if (!template) return [`${path} is not in Twilio's document`]
  const pointer = [
    'paths',
    template,
    method.toLowerCase(),
    'responses',
    String(status),
    'content',
    'application/json',
    'schema',
  ]
  const $ref = `${api}#/${pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`
  const validate = compiled.get($ref) ?? ajv.compile({ $ref })
  compiled.set($ref, validate)
  if (validate(body)) return []
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  )
}

/** OpenAPI 3.0 as JSON Schema, made strict: `nullable` becomes a type, every property is required, no other is allowed. */
function strict(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(strict)
  if (!node || typeof node !== 'object') return node
  const copy: Record<string, unknown> = Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, strict(value)]),
  )
  if (copy.nullable === true && typeof copy.type === 'string') copy.type = [copy.type, 'null']
  if (copy.nullable === true && Array.isArray(copy.enum)) copy.enum = [...copy.enum, null]
  if (copy.type === 'object' && copy.properties && typeof copy.properties === 'object') {
    copy.additionalProperties = false
    copy.required = Object.keys(copy.properties)
  }
  return copy
}
