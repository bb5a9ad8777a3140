import { VisibleError, type TroubleCode } from '../api.ts'

const passing: TroubleCode[] = [
  'network',
  'too-many',
  'twilio-away',
  'database-away',
  'internal',
  'no-session',
  'other-operator',
]

/** Whether the same question may be answered later: the network, the server or the session may come back. */
export function mayPass(error: unknown): boolean {
  return !(error instanceof VisibleError) || passing.includes(error.code)
}
