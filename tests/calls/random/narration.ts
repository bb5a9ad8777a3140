import type { TelephonyEvent } from '../../../emulator/telephony/events.ts'
import type { MysqlTrouble } from './mysql-trouble.ts'
import type { Legs, TrueLeg } from './truth.ts'
import type { WebhookTrouble } from './webhook-trouble.ts'

interface Told {
  events: readonly TelephonyEvent[]
  legs: Legs
  webhooks: WebhookTrouble
  server: MysqlTrouble | undefined
}

/** What happened to a call and to those it met, a line each, in seconds since it began. No numbers. */
export function narrated(sid: string, told: Told): string[] {
  const leg = told.legs.get(sid)
  if (!leg) return [`${sid} was never a call`]
  const around = new Set([sid, ...companions(leg, told.legs)])
  const lines = told.events.flatMap((event) => {
    const name = around.has(event.callSid ?? '') && told.legs.get(event.callSid ?? '')?.name
    const what = name && lineOf(event, told)
    return what ? [{ at: event.at, line: `${name}: ${what}` }] : []
  })
  return [...lines, ...mysqlLines(told, lines)]
    .sort((one, other) => one.at - other.at)
    .map(({ at, line }) => `${((at - leg.beganAt) / 1000).toFixed(1)} ${line}`)
}

/** What happened to MySQL meanwhile. */
function mysqlLines({ server }: Told, lines: { at: number }[]) {
  const [first = 0, last = 0] = [lines[0]?.at, lines.at(-1)?.at]
  return (server?.happened ?? [])
    .filter(({ at }) => at >= first - 15_000 && at <= last)
    .map(({ at, what }) => ({ at, line: `MySQL ${what}` }))
}

/** Operators who took the caller; who dialled, and who was dialled. */
function companions(leg: TrueLeg, legs: Legs): string[] {
  const operators = leg.stays.flatMap(({ guidance }) => guidance?.operatorLeg ?? [])
  const served = [...legs.values()].filter(({ parent, stays }) => {
    return parent === leg.sid || stays.some(({ guidance }) => guidance?.operatorLeg === leg.sid)
  })
  return [...operators, ...served.map(({ sid }) => sid), ...(leg.parent ? [leg.parent] : [])]
}

function lineOf(event: TelephonyEvent, told: Told): string | undefined {
  switch (event.type) {
    case 'call':
      return `begins, ${event.direction}`
    case 'status':
      return event.status
    case 'keys':
      return `presses ${event.digits}`
    case 'queue':
      return [event.change, event.name, event.result && `(${event.result})`].filter(Boolean).join(' ')
    case 'bridge':
      return `${event.change === 'connected' ? 'joined with' : 'no longer joined with'} ${told.legs.get(event.peer)?.name}`
    case 'error':
      return `error ${event.code}`
    case 'webhook-request':
      return event.url.includes('/voice/') ? requestLine(event, told) : undefined
    case 'webhook-response':
      return event.status === 200 ? undefined : `answered ${event.status}`
  }
}

type Request = Extract<TelephonyEvent, { type: 'webhook-request' }>

const said = ['CallStatus', 'QueueTime', 'QueueResult', 'DialCallStatus', 'DialBridged', 'CallDuration']

/** `/voice/queue-left of stay 1, CallStatus=completed QueueTime=5 QueueResult=hangup [twice at once]` */
function requestLine(
  { url, callSid = '', parameters, token, attempt }: Request,
  { legs, webhooks }: Told,
): string {
  const { pathname, searchParams } = new URL(url)
  const stay = legs.get(callSid)?.stays.findIndex(({ visit }) => visit === searchParams.get('visit')) ?? -1
  const values = said.flatMap((name) => (parameters[name] ? [`${name}=${parameters[name]}`] : []))
  const befell = webhooks.told(token, attempt).map((name) => `[${name}]`)
  const what = [
    pathname,
    ...(stay >= 0 ? [`of stay ${stay + 1}`] : []),
    ...(attempt > 1 ? [`again (${attempt})`] : []),
  ]
  return `${what.join(' ')}, ${[...values, ...befell].join(' ')}`
}
