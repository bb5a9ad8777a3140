import { callOf } from './calls.ts'
import { date } from './dates.ts'
import { type Resource, created } from './resource.ts'
import { RestError, badParameter } from './rest-error.ts'

/** A message into a call: the softphone at its far end receives it. */
export const userDefinedMessages: Resource = {
  path: '/Calls/{CallSid}/UserDefinedMessages.json',
  POST(request) {
    const { telephony, form } = request
    const content = form.get('Content')
    if (!content) throw badParameter('Content is required')
    const sent = telephony.message(callOf(request).sid, {
      content,
      idempotencyKey: form.get('IdempotencyKey') ?? undefined,
    })
    if (!sent) throw new RestError(400, 21220, 'Call is not in-progress. Cannot send a message.')
    return created({
      account_sid: telephony.account.sid,
      call_sid: sent.callSid,
      sid: sent.sid,
      date_created: date(telephony.clock.now()),
    })
  },
}
