import type { Session } from './session.ts'
import { decodeParams, text } from './wire.ts'

type Payload = Record<string, unknown>

const DECLINED = 31002
const EXPIRED = 31205

/** What the SDK may ask for, by the type of its message. */
export const actions: Record<string, (session: Session, payload: Payload) => Promise<void> | void> = {
  listen: (session, payload) => session.listen(payload),
  register(session, payload) {
    const { audio } = (payload.media ?? {}) as { audio?: unknown }
    if (audio) return session.register()
    session.withdraw()
    session.tell('offline')
  },
  invite: (session, payload) =>
    text(payload, 'reconnect') ? comeBack(session, payload) : place(session, payload),
  async answer(session, payload) {
    const call = session.find(text(payload, 'callsid'))
    if (!call) return hungUp(session, payload)
    await call.media.accept(text(payload, 'sdp'))
    if (!session.gateway.telephony.answer(call.callSid, call, session)) call.finish()
  },
  /** `Call.reject()`; of a `Call.ignore()` nothing comes here. */
  reject(session, payload) {
    const call = session.find(text(payload, 'callsid'))
    call?.forget()
    if (call) session.gateway.telephony.reject(call.callSid)
  },
  hangup(session, payload) {
    const call = session.find(text(payload, 'callsid'))
    if (!call) return
    call.forget()
    if (call.callSid) session.gateway.telephony.hangUp(call.callSid)
  },
  dtmf(session, payload) {
    const call = session.find(text(payload, 'callsid'))
    if (call) session.gateway.telephony.press(call.callSid, text(payload, 'dtmf').replaceAll('w', ''))
  },
  async reinvite(session, payload) {
    const call = session.find(text(payload, 'callsid'))
    if (!call) return hungUp(session, payload)
    const sdp = await call.media.answer(text(payload, 'sdp'))
    session.tell('answer', { callsid: call.callSid, sdp })
  },
  message(session, payload) {
    const { callsid, voiceeventsid } = payload
    session.tell('ack', { acktype: 'message', callsid, voiceeventsid })
  },
}

/** `Device.connect`: the call begins once there is an answer to its offer, so that it is never without sound. */
async function place(session: Session, payload: Payload) {
  const { token, gateway } = session
  const temporarySid = text(payload, 'callsid')
  const refuse = (code: number, message: string) =>
    session.tell('hangup', { callsid: temporarySid, error: { code, message } })
  if (!token || token.expiresAt <= gateway.clock.now()) return refuse(EXPIRED, 'The token has expired.')
  if (!token.applicationSid) return refuse(DECLINED, 'The token grants no outgoing calls.')

  const call = gateway.newCall(session, { temporarySid })
  call.answerSdp = await call.media.answer(text(payload, 'sdp'))
  if (call.isOver) return
  try {
    call.callSid = gateway.telephony.connectClient({
      identity: token.identity,
      applicationSid: token.applicationSid,
      params: { ...token.outgoingParams, ...decodeParams(payload) },
      endpoint: call,
    })
  } catch (error) {
    call.finish(DECLINED, error instanceof Error ? error.message : String(error))
  }
}

/** The SDK had lost its socket, and still has the call. */
function comeBack(session: Session, payload: Payload) {
  const call = session.gateway.returned(text(payload, 'reconnect'))
  if (!call || call.isOver) return hungUp(session, payload)
  call.session = session
  session.tell('answer', { callsid: call.callSid, reconnect: call.reconnectToken })
}

function hungUp(session: Session, payload: Payload) {
  session.tell('hangup', { callsid: payload.callsid })
}
