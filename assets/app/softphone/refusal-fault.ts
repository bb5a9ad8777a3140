import type { Refusal } from '../../../src/call/refusal.ts'
import type { FaultCode } from './call-state.ts'

/** Why our own server did not put a call through, in the phone's words. */
export const refusalFaults: Record<Refusal, FaultCode> = {
  'unknown-operator': 'token-refused',
  'not-your-queue': 'queue-gone',
  'signed-out': 'signed-out',
  'unknown-colleague': 'colleague-gone',
  'not-a-number': 'not-a-number',
  'refused-prefix': 'number-refused',
  'not-allowed-country': 'country-refused',
  'no-caller-id': 'no-caller-id',
  'database-away': 'dialling-away',
}
