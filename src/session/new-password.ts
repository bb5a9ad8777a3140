import * as z from 'zod/mini'
import { isCommonPassword } from './common-passwords.ts'
import { lengthFault, normalPassword } from './password.ts'
import { credentials } from './session-schemas.ts'

/** A password that somebody chooses. What was chosen before this rule stays until it is changed. */
export const newPassword = z.string().check(
  z.maxLength(1000),
  z.refine((typed) => lengthFault(typed) !== 'too-short', { error: 'too-short' }),
  z.refine((typed) => lengthFault(typed) !== 'too-long', { error: 'too-long' }),
  z.refine((typed) => !isCommonPassword(normalPassword(typed)), { error: 'common' }),
)

export const passwordChange = z.strictObject({ password: credentials.shape.password, newPassword })

export interface Person {
  operatorId: string
  clientName: string
  lastName: string
  firstName: string
  telnum: string | null
}

/** What is left of it without the person's own id, names and number must still be this long. */
const leastOfItsOwn = 6

/** What anybody who knows the person would try: their id, name or number, with little beside it. */
export function isPersonal(typed: string, person: Person): boolean {
  const { operatorId, clientName, lastName, firstName, telnum } = person
  const digits = (telnum ?? '').replace(/\D/g, '')
  const own = [operatorId, clientName, lastName, firstName, digits, digits.replace(/^81/, '0')]
  const rest = own
    .map(folded)
    .filter((word) => word.length > 1)
    .sort((a, b) => b.length - a.length)
    .reduce((password, word) => password.replaceAll(word, ''), folded(typed))
  return rest !== folded(typed) && [...rest].length < leastOfItsOwn
}

/** Letters and digits alone. */
function folded(text: string): string {
  return normalPassword(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
