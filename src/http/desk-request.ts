import type * as z from 'zod/mini'
import { VisibleError } from '../errors.ts'
import { Cookies } from './cookies.ts'
import { fieldCodes } from './field-codes.ts'

export interface DeskRequest {
  cookies: Cookies
  /** Whose page sent it, as the page believes; none where it believes nothing. */
  speaksAs?: string
  input: Record<string, unknown>
}

/**
 * Twilio merges query and body into `event`, and lets a parameter named `request` replace headers and cookies. So
 * nothing here is proof of anything: the headers keep other sites' forms out, the cookies' signatures are checked later.
 */
export function readRequest(event: Readonly<Record<string, unknown>>): DeskRequest {
  const { request, ...input } = event
  const headers = asRecord(asRecord(request).headers)
  const sent = headers['x-requested-with'] === 'runa' && isJson(headers['content-type'])
  if (!sent) throw new VisibleError('invalid')
  const speaksAs = headers['x-runa-operator']
  return {
    cookies: new Cookies(asRecord(asRecord(request).cookies)),
    ...(typeof speaksAs === 'string' && { speaksAs }),
    input,
  }
}

/** The request as the schema knows it, or a refusal that names the fields. */
export function parseInput<Schema extends z.ZodMiniType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new VisibleError('invalid', { fields: fieldCodes(parsed.error.issues, input) })
}

function isJson(contentType: unknown): boolean {
  return typeof contentType === 'string' && /^application\/json\s*(;|$)/i.test(contentType)
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
