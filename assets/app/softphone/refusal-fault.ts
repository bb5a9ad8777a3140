import type { Refusal } from '../../../src/call/refusal.ts'
import type { FaultCode } from './call-state.ts'

/** Why our own server did not put a call through, in the phone's words. */
export const refusalFaults: Record<Refusal, FaultCode> = {
  'unknown-operator': 'token-refused',
  'other-caller': 'other-caller',
  'no-ticket': 'no-ticket',
  'not-your-queue': 'queue-gone',
  'signed-out': 'signed-out',
  'unknown-colleague': 'colleague-gone',
  'not-a-number': 'not-a-number',
  emergency: 'emergency-number',
  'refused-prefix': 'number-refused',
  'not-allowed-country': 'country-refused',
  'no-caller-id': 'no-caller-id',
  'own-number': 'own-number',
  'too-many-calls': 'too-many-calls',
  'database-away': 'dialling-away',
}
