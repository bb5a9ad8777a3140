import { Telephone } from '../../../emulator/telephony/telephone.ts'
import type { Telephony } from '../../../emulator/telephony/telephony.ts'
import { centreNumber } from '../../support/centre.ts'
import type { Dice } from './dice.ts'
import { happens, isJoined, isQueue, legOver, minutes, seconds } from './world.ts'

/** A customer dials the centre, presses what they press, and hangs up when they do. */
export async function customerCalls(telephony: Telephony, dice: Dice): Promise<void> {
  const caller = Telephone.dial(telephony, { from: numberOf(dice), to: centreNumber, extra: carrier(dice) })
  const over = legOver(telephony, caller.callSid)
  void press(telephony, caller, dice.for('keys'))
  void hangUp(telephony, caller, dice.for('patience'))
  await Promise.race([over, telephony.sleep(minutes(15))])
  caller.hangUp()
}

const numberOf = (dice: Dice): string =>
  dice.chance(0.1) ? dice.pick(['anonymous', '+266696687']) : `+8190${dice.between(10_000_000, 99_999_999)}`

const carrier = (dice: Dice): Record<string, string> =>
  dice.chance(0.1) ? { ForwardedFrom: '+81312340000', CallerName: 'YAMADA' } : {}

const keys = {
  operator: ['1'],
  none: [],
  information: ['2'],
  'wrong, then the operator': ['9', '1'],
  'wrong to the end': ['#', '*', '7'],
  'whatever, at any time': ['5', '1', '2', '#', '0', '1'],
}

async function press(telephony: Telephony, caller: Telephone, dice: Dice): Promise<void> {
  const kind = dice.weighted({
    operator: 60,
    none: 8,
    information: 8,
    'wrong, then the operator': 10,
    'wrong to the end': 6,
    'whatever, at any time': 8,
  })
  for (const key of keys[kind]) {
    await telephony.sleep(dice.between(500, seconds(8)))
    caller.press(key)
  }
}

/** When somebody hangs up, and how long after at most, in seconds. Who never does waits for the centre to end it. */
const moments = {
  dialled: 20,
  entered: 240,
  taken: 5,
  joined: 120,
  'out of the queue': 8,
  never: 0,
}

async function hangUp(telephony: Telephony, caller: Telephone, dice: Dice): Promise<void> {
  const moment = dice.weighted({
    dialled: 10,
    entered: 28,
    taken: 12,
    joined: 20,
    'out of the queue': 6,
    never: 24,
  })
  if (moment === 'never' || !(await comes(moment, telephony, caller.callSid))) return
  await telephony.sleep(dice.between(0, seconds(moments[moment])))
  caller.hangUp()
}

async function comes(moment: keyof typeof moments, telephony: Telephony, callSid: string): Promise<boolean> {
  if (moment === 'dialled') return true
  const isMeant = {
    entered: isQueue('entered'),
    taken: isQueue('taken'),
    joined: isJoined,
    'out of the queue': isQueue('left'),
    never: () => false,
  }[moment]
  return (await happens(telephony, callSid, isMeant)) !== undefined
}
