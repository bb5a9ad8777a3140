import { isDeepStrictEqual } from 'node:util'
import type { Pool } from 'mysql2/promise'
import { failureOf, isServerAway, kindOf } from '../../src/db/database-failure.ts'
import { statementOf, type Procedure } from '../../src/db/procedures.ts'
import { callColumns, rowsByCall } from './call-facts.ts'

export interface Replayed {
  written: number
  /** Of how many calls something was missing, and of how many nothing was. */
  mended: number
  complete: number
  /** Each refused line's procedure and MySQL's code, never its message: that quotes values. */
  refused: { name: string; code: string }[]
}

/** Writes what functions could not, oldest first. Throws a `DatabaseFailure` where MySQL is away again. */
export async function replay(pool: Pool, procedures: Procedure[]): Promise<Replayed> {
  const calls = [...new Set(procedures.flatMap(callsOf))]
  const columns = await callColumns(pool)
  const before = await rowsByCall(pool, columns, calls)
  const refused = []
  for (const procedure of inOrder(procedures)) {
    const code = await write(pool, procedure)
    if (code) refused.push({ name: procedure.name, code })
  }
  const after = await rowsByCall(pool, columns, calls)
  const mended = calls.filter((call) => !isDeepStrictEqual(before.get(call), after.get(call))).length
  return { written: procedures.length - refused.length, mended, complete: calls.length - mended, refused }
}

export function inOrder(procedures: Procedure[]): Procedure[] {
  return procedures.toSorted((a, b) => Number(a.values.now) - Number(b.values.now))
}

/** Every call that a procedure names. */
function callsOf({ values }: Procedure): string[] {
  const { CallSid, ParentCallSid, DequeingCallSid, dialledCallSid } = values
  return [CallSid, ParentCallSid, DequeingCallSid, dialledCallSid].filter(Boolean).map(String)
}

/** Undefined, or why MySQL did not take it. A call that goes on meanwhile may stand in the way for a moment. */
async function write(pool: Pool, procedure: Procedure, tries = 5): Promise<string | undefined> {
  const { sql, values } = statementOf(procedure)
  try {
    await pool.query(sql, values)
    return undefined
  } catch (error) {
    if (kindOf(error) === 'deadlock' && tries > 1) return write(pool, procedure, tries - 1)
    if (isServerAway(error)) throw failureOf(error)
    return failureOf(error).code
  }
}
