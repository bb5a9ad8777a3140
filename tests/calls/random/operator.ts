import { Telephone } from '../../../emulator/telephony/telephone.ts'
import type { Telephony } from '../../../emulator/telephony/telephony.ts'
import type { Dice } from './dice.ts'
import { happens, isJoined, legOver, minutes, seconds } from './world.ts'

export interface Shift {
  telephony: Telephony
  /** Of the softphone. */
  identity: string
  /** Everybody who can be called. */
  colleagues: string[]
  /** Everybody goes home. */
  over: Promise<unknown>
  isOver(): boolean
}

/** An operator's day: waits for callers, calls numbers and colleagues, dials what may not be dialled, has a break. */
export async function operatorWorks(shift: Shift, dice: Dice): Promise<void> {
  for (let what = 0; !shift.isOver(); what++) await oneThing(shift, dice.for(what))
}

async function oneThing(shift: Shift, dice: Dice): Promise<void> {
  const { telephony, colleagues } = shift
  await Promise.race([shift.over, telephony.sleep(dice.between(seconds(1), seconds(20)))])
  switch (dice.weighted({ wait: 70, number: 10, colleague: 8, refused: 5, break: 7 })) {
    case 'wait':
      return waitForCallers(shift, dice)
    case 'number':
      return talk(shift, `03-1234-${dice.between(1000, 9999)}`, dice)
    case 'colleague':
      return talk(shift, `operator:${dice.pick(colleagues)}`, dice)
    case 'refused':
      return talk(shift, dice.pick(['110', '0990-123-456', 'operator:nobody', 'queue:sales', 'hello']), dice)
    case 'break':
      await Promise.race([shift.over, telephony.sleep(dice.between(seconds(10), seconds(90)))])
  }
}

/** What `Device.connect` does. */
function connect({ telephony, identity }: Shift, Destination: string): Telephone {
  const [applicationSid = ''] = telephony.applications.keys()
  const phone = new Telephone(telephony)
  phone.callSid = telephony.connectClient({
    identity,
    applicationSid,
    params: { Destination },
    endpoint: phone,
  })
  return phone
}

/** Until either hangs up. */
async function talk(shift: Shift, destination: string, dice: Dice): Promise<void> {
  const phone = connect(shift, destination)
  await endsWithin(shift, phone, dice.between(seconds(1), seconds(90)))
}

async function endsWithin({ telephony, over }: Shift, phone: Telephone, milliseconds: number): Promise<void> {
  await Promise.race([over, legOver(telephony, phone.callSid), telephony.sleep(milliseconds)])
  phone.hangUp()
}

/** Serves callers, or vanishes: at any time, while a caller is told that they come, or with a page that crashes. */
async function waitForCallers(shift: Shift, dice: Dice): Promise<void> {
  const { telephony } = shift
  const phone = connect(shift, 'queue:support')
  switch (
    dice.weighted({ serves: 70, 'vanishes at any time': 12, 'vanishes as a caller comes': 10, crashes: 8 })
  ) {
    case 'serves':
      if (await Promise.race([shift.over, happens(telephony, phone.callSid, isJoined)])) {
        await endsWithin(shift, phone, dice.between(seconds(1), minutes(3)))
      }
      return endsWithin(shift, phone, 0)
    case 'vanishes at any time':
      return endsWithin(shift, phone, dice.between(0, minutes(4)))
    case 'vanishes as a caller comes':
      await Promise.race([shift.over, callerComes(telephony, phone.callSid)])
      return endsWithin(shift, phone, dice.between(0, seconds(5)))
    case 'crashes':
      await Promise.race([shift.over, telephony.sleep(dice.between(0, minutes(2)))])
      // The page is loaded anew and waits again; Twilio notices later that the older leg has lost its browser.
      void endsWithin(shift, phone, dice.between(seconds(1), seconds(30)))
  }
}

/** A caller is being told that this operator comes. */
function callerComes(telephony: Telephony, operatorLeg: string): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      unsubscribe()
      resolve()
    }
    const unsubscribe = telephony.events.subscribe((event) => {
      const isGuidance = event.type === 'webhook-request' && event.purpose === 'queue-url'
      if (isGuidance && event.parameters.DequeingCallSid === operatorLeg) done()
    })
    void legOver(telephony, operatorLeg).then(done)
  })
}
