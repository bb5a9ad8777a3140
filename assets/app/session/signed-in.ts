import type { SignedInOperator } from '../../../src/http/desk-actions.ts'
import { useSession } from './session.ts'

/** Who uses the desk. Only behind the door: there somebody always is. */
export function useSignedIn(): SignedInOperator {
  const session = useSession()
  if (session.kind !== 'signed-in') throw new Error(`Nobody is signed in, the session is ${session.kind}`)
  return session.operator
}
