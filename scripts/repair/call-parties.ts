import type { Twilio } from 'twilio'
import type { CallInstance } from 'twilio/lib/rest/api/v2010/account/call.js'
import type { Procedure } from '../../src/db/procedures.ts'
import { isWithheld, toKnownNumber } from '../../src/known-number.ts'
import type { EnvFile } from '../live/env-file.ts'
import { askTwilio } from '../live/twilio-account.ts'

/** What a repair line leaves out and Twilio keeps with the call. */
type Parties = Record<string, string | number | null | undefined>

/** Twilio ends a leg after 4 h: what is told of now began within 5. */
const longestCallMs = 5 * 3600_000

/** Puts the numbers back; a call that Twilio no longer has stays without. Tells how many of these there are. */
export async function withParties(client: Twilio, file: EnvFile, procedures: Procedure[]) {
  const wanted = new Set(procedures.filter(hasParties).map(callOf))
  const known = await askTwilio('read the calls', file, () => partiesOf(client, wanted, procedures))
  const completed = procedures.map((procedure) => completedBy(procedure, known.get(callOf(procedure))))
  return { completed, calls: wanted.size, unknown: wanted.size - known.size }
}

const callOf = ({ values }: Procedure): string => String(values.CallSid)
const hasParties = ({ values }: Procedure): boolean => 'From' in values

/** What the line says itself stays. */
function completedBy(procedure: Procedure, parties: Parties = {}): Procedure {
  const values = Object.entries(procedure.values).map(([key, value]) => [key, value ?? parties[key]])
  return { ...procedure, values: Object.fromEntries(values) }
}

/** From the list of that time, which is long pages at once; the few that are not in it one by one. */
async function partiesOf(client: Twilio, wanted: Set<string>, procedures: Procedure[]) {
  const known = new Map<string, Parties>()
  if (wanted.size === 0) return known
  const times = procedures.map(({ values }) => (values.now as Date).getTime())
  const listed = await client.calls.list({
    startTimeAfter: new Date(Math.min(...times) - longestCallMs),
    startTimeBefore: new Date(Math.max(...times) + 60_000),
    pageSize: 1000,
  })
  for (const call of listed) if (wanted.has(call.sid)) known.set(call.sid, partiesIn(call))
  for (const sid of wanted) {
    const call = known.has(sid) ? undefined : await fetched(client, sid)
    if (call) known.set(sid, partiesIn(call))
  }
  return known
}

/** Undefined where Twilio does not have it any more, or never had. */
async function fetched(client: Twilio, sid: string): Promise<CallInstance | undefined> {
  if (!/^CA[0-9a-f]{32}$/.test(sid)) return undefined
  return client
    .calls(sid)
    .fetch()
    .catch((error: { status?: number }) => (error.status === 404 ? undefined : Promise.reject(error)))
}

function partiesIn({ from, to, direction, forwardedFrom, callerName }: CallInstance): Parties {
  const told = {
    From: from,
    To: to,
    Direction: direction,
    ForwardedFrom: forwardedFrom,
    CallerName: callerName,
  }
  const present = Object.entries(told).map(([key, value]) => [key, value || undefined])
  const ofCaller = { number: toKnownNumber(from), withheld: isWithheld(from) ? 1 : 0 }
  return { ...Object.fromEntries(present), ...ofCaller }
}
