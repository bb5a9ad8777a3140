import type { Telephony } from '../telephony/telephony.ts'

/** One request, taken apart. */
export interface RestRequest {
  telephony: Telephony
  method: string
  /** Without host and query: `/2010-04-01/Accounts/AC…/Queues.json`. */
  path: string
  query: URLSearchParams
  form: URLSearchParams
  /** What stood in the braces of the pattern. */
  sids: Record<string, string>
}

export interface RestReply {
  status: number
  body?: unknown
}

/** A resource: the actions on one pattern of paths, below `/2010-04-01/Accounts/{AccountSid}`. */
export interface Resource {
  /** `/Queues/{QueueSid}.json` */
  path: string
  /** The parameters that are read: of the query of GET, of the form of POST. */
  reads: { GET?: readonly string[]; POST?: readonly string[] }
  GET?(request: RestRequest): RestReply
  POST?(request: RestRequest): RestReply
  DELETE?(request: RestRequest): RestReply
}

export const accountUri = ({ account }: Telephony): string => `/2010-04-01/Accounts/${account.sid}`

export const ok = (body: unknown): RestReply => ({ status: 200, body })
export const created = (body: unknown): RestReply => ({ status: 201, body })
export const deleted: RestReply = { status: 204 }
