import { CompiledQuery } from 'kysely'
import { kindOf } from './database-failure.ts'
import type { Db } from './db.ts'
import { statementOf, type Procedure } from './procedures.ts'

/** Runs a procedure for the desk, which is a transaction of its own; once more where another stood in its way. */
export async function runProcedure(db: Db, procedure: Procedure): Promise<void> {
  const { sql, values } = statementOf(procedure)
  const once = () => db.executeQuery(CompiledQuery.raw(sql, values))
  await once().catch((error: unknown) => {
    if (kindOf(error) !== 'deadlock') throw error
    return once()
  })
}
