import type { FaultCode } from './call-state.ts'

/** Twilio's error numbers in our words: https://www.twilio.com/docs/api/errors */
const faults: [FaultCode, number[]][] = [
  ['microphone-refused', [31208, 31401]],
  ['token-refused', [20101, 20102, 20103, 20105, 20106, 20107, 20151, 20157, 31201, 31202, 31204, 31207]],
  ['unreachable', [31000, 31005, 31009, 53000, 53001, 31530]],
  ['call-lost', [31003, 53405]],
]

/** A token past its time: the next one helps, so nobody is told. */
export const isExpired = (error: unknown) => [20104, 31205].includes(numberOf(error))

export function faultOf(error: unknown): FaultCode {
  const number = numberOf(error)
  return faults.find(([, numbers]) => numbers.includes(number))?.[0] ?? 'call-failed'
}

/** The SDK has one number for every microphone that does not open: look what there is. */
export async function microphoneFault(error: unknown): Promise<FaultCode> {
  if (numberOf(error) !== 31402) return faultOf(error)
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => [])
  return devices.some(({ kind }) => kind === 'audioinput') ? 'microphone-busy' : 'microphone-missing'
}

/** Of what a browser throws when a microphone does not open in mid-call. */
export function openingFault(error: unknown): FaultCode {
  const { name } = (error ?? {}) as { name?: unknown }
  if (name === 'NotAllowedError') return 'microphone-refused'
  return name === 'NotFoundError' || name === 'OverconstrainedError'
    ? 'microphone-missing'
    : 'microphone-busy'
}

function numberOf(error: unknown): number {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'number' ? code : 0
}
