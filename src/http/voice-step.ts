import { repairLine } from '../call/call-rows.ts'
import { readConfig, type Config } from '../config.ts'
import { ask } from '../db/call-database.ts'
import { failureOf } from '../db/database-failure.ts'
import { statementOf, type Procedure } from '../db/procedures.ts'
import { promptsFor, type Prompts } from '../prompts/prompts.ts'
import type { TwilioAccess } from '../twilio/quick-client.ts'
import { databaseCa } from './runtime.ts'

/** What Twilio's runtime gives a Function beside the event. */
export interface VoiceContext extends TwilioAccess {
  readonly [name: string]: unknown
}

interface WriteOptions {
  insistent?: boolean
  /** What is true where MySQL did not take the procedure. */
  otherwise?: Procedure
}

/** What one step of a call works with. */
export interface VoiceStep {
  readonly config: Config
  readonly prompts: Prompts
  readonly twilio: TwilioAccess
  readonly now: Date
  /** Runs a procedure; undefined where MySQL did not, and then the log has a line to repair the row by. */
  write<Row>(procedure: Procedure, options?: WriteOptions): Promise<Row[] | undefined>
  /** Undefined where MySQL did not answer. */
  read<Row>(sql: string, values: unknown[]): Promise<Row[] | undefined>
  /** The code of the last failure of MySQL in this step. */
  databaseFailure(): string | undefined
}

export function openStep(context: VoiceContext): VoiceStep {
  const config = readConfig(context)
  let failure: string | undefined
  const failed = (error: unknown) => {
    failure = failureOf(error).code
    return undefined
  }
  return {
    config,
    prompts: promptsFor(config),
    twilio: context,
    now: new Date(),
    async write<Row>(procedure: Procedure, { insistent = false, otherwise = procedure }: WriteOptions = {}) {
      return ask<Row>(() => pool(config), { ...statementOf(procedure), insistent }).catch((error) => {
        console.error(repairLine(otherwise))
        return failed(error)
      })
    },
    async read<Row>(sql: string, values: unknown[]) {
      return ask<Row>(() => pool(config), { sql, values }).catch(failed)
    },
    databaseFailure: () => failure,
  }
}

/** mysql2 is nine tenths of a cold load: loaded by the first step that needs it. */
async function pool({ databaseUrl }: Config) {
  const { openPool } = await import('../db/pool.ts')
  return openPool(databaseUrl, databaseCa())
}
