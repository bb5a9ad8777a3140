import type { TelephonyEvent } from '../../../emulator/telephony/events.ts'
import type { Telephony } from '../../../emulator/telephony/telephony.ts'

/** Resolves with the first of the leg's events that is meant; with nothing when the leg is over before. */
export function happens(
  telephony: Telephony,
  callSid: string,
  isMeant: (event: TelephonyEvent) => boolean,
): Promise<TelephonyEvent | undefined> {
  return new Promise((resolve) => {
    const done = (event?: TelephonyEvent) => {
      unsubscribe()
      resolve(event)
    }
    const unsubscribe = telephony.events.subscribe((event) => {
      if (event.callSid === callSid && isMeant(event)) done(event)
    })
    const leg = telephony.leg(callSid)
    if (leg) void leg.over.then(() => done())
    else done()
  })
}

export async function legOver(telephony: Telephony, callSid: string): Promise<void> {
  await telephony.leg(callSid)?.over
}

export const isQueue =
  (...changes: string[]) =>
  (event: TelephonyEvent): boolean =>
    event.type === 'queue' && changes.includes(event.change)

export const isJoined = (event: TelephonyEvent): boolean =>
  event.type === 'bridge' && event.change === 'connected'

export const seconds = (count: number): number => count * 1000
export const minutes = (count: number): number => count * 60_000
