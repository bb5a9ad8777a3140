import { TestClock } from '../clock.ts'
import type { FaultSpec } from '../faults.ts'
import { checkSwitch } from '../switches.ts'
import { ControlError } from './control-error.ts'
import type { ControlContext } from './control.ts'

type Body = Record<string, unknown>
type Action = (context: ControlContext, body: Body, id: string) => unknown

/** The verbs of the control API, by method and path. Each answers JSON; a mistake is a ControlError. */
export const actions: Record<string, Action> = {
  /** A telephone outside dials: { from, to, extra? } → { callSid }. */
  'POST /calls': ({ telephony, studio }, body) => ({
    callSid: telephony.dial({
      from: text(body, 'from'),
      to: text(body, 'to'),
      extra: texts(body, 'extra'),
      endpoint: studio.newLeg(),
    }),
  }),
  /** { sdp, readsAloud? } → { sdp }: the telephone is a browser with a microphone, which may say the sentences itself. */
  'POST /calls/:id/audio': async ({ studio }, body, callSid) => {
    const leg = studio.legs.get(callSid)
    if (!leg) throw new ControlError(409, 'That call cannot be heard.')
    const media = studio.newMedia(leg)
    const sdp = await media.answer(text(body, 'sdp'))
    leg.sentencesAreReadAloud = body.readsAloud === true
    leg.attach(media)
    return { sdp }
  },
  'POST /calls/:id/press': ({ telephony }, body, callSid) => telephony.press(callSid, text(body, 'digits')),
  'POST /calls/:id/hang-up': ({ telephony }, _body, callSid) => telephony.hangUp(callSid),
  'POST /calls/:id/answer': ({ phones }, _body, callSid) => {
    if (!phones.answer(callSid)) throw new ControlError(409, 'That call does not ring any more.')
  },
  /** Busy. A telephone that is to be ignored is simply left to ring. */
  'POST /calls/:id/reject': ({ phones }, _body, callSid) => phones.reject(callSid),

  /** A softphone without a browser: { identity } registers it, so that it can be rung. */
  'POST /softphones': ({ phones }, body) => phones.register(text(body, 'identity')),
  'DELETE /softphones/:id': ({ phones }, _body, identity) => phones.unregister(identity),
  /** { params, applicationSid? } → { callSid }: what `Device.connect` would do. */
  'POST /softphones/:id/connect': ({ telephony, studio }, body, identity) => ({
    callSid: telephony.connectClient({
      identity,
      applicationSid: applicationSid(telephony.applications, body),
      params: texts(body, 'params'),
      endpoint: studio.newLeg(),
    }),
  }),

  /** The network of the browsers' softphones: { cut: identity or "*" } breaks sockets, { unreachable } refuses new ones. */
  'POST /signal': ({ signal }, body) => {
    if (body.unreachable !== undefined) signal.isUnreachable = body.unreachable === true
    if (body.cut !== undefined) signal.cut(body.cut === '*' ? undefined : text(body, 'cut'))
  },

  /** { milliseconds }, if the clock is one that can be moved. */
  'POST /clock/:id': async ({ telephony }, body, verb) => {
    if (verb !== 'advance') throw new ControlError(404, 'A clock can only be advanced.')
    if (!(telephony.clock instanceof TestClock)) throw new ControlError(409, 'The clock is the real one.')
    await telephony.clock.advance(number(body, 'milliseconds'))
  },
  /** { name: value, … } */
  'PUT /switches': ({ telephony }, body) => {
    for (const [name, value] of Object.entries(body)) checkSwitch(name, value)
    Object.assign(telephony.switches, body)
  },
  'POST /faults': ({ telephony }, body) => {
    text(body, 'path')
    text(body, 'kind')
    return telephony.faults.add(body as unknown as FaultSpec)
  },
  'DELETE /faults': ({ telephony }) => telephony.faults.clear(),
  'DELETE /faults/:id': ({ telephony }, _body, id) => telephony.faults.remove(Number(id)),
  'POST /reset': ({ reset }) => reset(),
}

function applicationSid(applications: Map<string, unknown>, body: Body): string {
  if (body.applicationSid !== undefined) return text(body, 'applicationSid')
  const [only] = applications.keys()
  if (!only) throw new ControlError(409, 'The account has no TwiML application.')
  return only
}

function text(body: Body, name: string): string {
  const value = body[name]
  if (typeof value !== 'string' || !value) throw new ControlError(400, `${name} is missing.`)
  return value
}

function number(body: Body, name: string): number {
  const value = body[name]
  if (typeof value !== 'number' || !(value >= 0))
    throw new ControlError(400, `${name} is a number from 0 up.`)
  return value
}

function texts(body: Body, name: string): Record<string, string> {
  const value = body[name] ?? {}
  if (typeof value !== 'object') throw new ControlError(400, `${name} is an object.`)
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, String(field)]))
}
