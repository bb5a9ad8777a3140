import { Telephone } from '../../../emulator/telephony/telephone.ts'
import type { ClientDevice } from '../../../emulator/telephony/endpoint.ts'
import type { Telephony } from '../../../emulator/telephony/telephony.ts'
import type { Dice } from './dice.ts'
import { legOver, seconds } from './world.ts'

/** Whoever rings outside answers, refuses, or lets it ring. Returns the way to stop that. */
export function answerOutside(telephony: Telephony, dice: Dice): () => void {
  let rung = 0
  return telephony.events.subscribe((event) => {
    if (event.type !== 'status' || event.status !== 'ringing' || !event.callSid) return
    // The telephone is among those that ring from now on.
    if (telephony.outside.has(event.callSid)) void isRung(telephony, event.callSid, dice.for(rung++))
  })
}

/** The softphone of a colleague who answers, refuses, or lets it ring. */
export function softphoneOf(telephony: Telephony, dice: Dice): ClientDevice {
  let rung = 0
  const device: ClientDevice = {
    isTemporary: true,
    invite: ({ callSid }) => void isRung(telephony, callSid, dice.for(rung++), device),
    cancel: () => undefined,
  }
  return device
}

async function isRung(
  telephony: Telephony,
  callSid: string,
  dice: Dice,
  device?: ClientDevice,
): Promise<void> {
  const reaction = dice.weighted({ answers: 65, refuses: 15, 'lets it ring': 20 })
  await telephony.sleep(dice.between(500, seconds(20)))
  if (reaction === 'refuses') telephony.reject(callSid)
  if (reaction !== 'answers') return
  const phone = new Telephone(telephony)
  if (!telephony.answer(callSid, phone, device)) return
  const over = legOver(telephony, callSid)
  await Promise.race([over, telephony.sleep(dice.between(seconds(2), seconds(120)))])
  if (dice.chance(0.5)) telephony.hangUp(callSid)
}
