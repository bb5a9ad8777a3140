import { CompiledQuery } from 'kysely'
import type { Db } from './db.ts'
import { statementOf, type Procedure } from './procedures.ts'

/** Runs a procedure for the desk, which is a transaction of its own. */
export async function runProcedure(db: Db, procedure: Procedure): Promise<void> {
  const { sql, values } = statementOf(procedure)
  await db.executeQuery(CompiledQuery.raw(sql, values))
}
