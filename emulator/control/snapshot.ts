import { TestClock } from '../clock.ts'
import { switchValues } from '../switches.ts'
import type { ControlContext } from './control.ts'

/** What the page and tests want to know besides the events. */
export function snapshot({ telephony, studio, panels, standIns, phones }: ControlContext) {
  return {
    now: telephony.clock.now(),
    clockCanBeMoved: telephony.clock instanceof TestClock,
    numbers: [...telephony.numbers.values()].map(({ phoneNumber, friendlyName }) => ({
      phoneNumber,
      friendlyName,
    })),
    applications: [...telephony.applications.values()].map(({ sid, friendlyName }) => ({
      sid,
      friendlyName,
    })),
    calls: [...telephony.calls.values()],
    outside: [...telephony.outside.values()],
    emulatorSpeaks: studio.library.speaks,
    softphones: phones.identities(),
    standIns,
    panels: panels.map(({ title }, index) => ({ title, url: `/_emulator/panels/${index}` })),
    switches: telephony.switches,
    switchValues,
    faults: telephony.faults.list(),
  }
}

export type Snapshot = ReturnType<typeof snapshot>
