import type { Pool } from 'mysql2'
import type { Twilio } from 'twilio'
import { planApplication } from './application-plan.ts'
import type { EnvFile } from './env-file.ts'
import { requireVariables } from './environment-checks.ts'
import { checkFallback } from './fallback-probe.ts'
import { planNumber } from './number-plan.ts'
import type { Change } from './plan.ts'
import { planQueues } from './queue-plan.ts'
import type { Stage } from './stage.ts'
import { askTwilio } from './twilio-account.ts'

export interface SetupOptions {
  file: EnvFile
  stage: Stage
  client: Twilio
  pool: Pool
  /** Where the functions are: `https://runa-cca-1234.twil.io`. */
  baseUrl: string
  /** Only tells what it would do. */
  dryRun?: boolean
  /** MySQL is read and not written: it belongs to another Twilio, whose SIDs it keeps. */
  leavesDatabase?: boolean
  say?: (line: string) => void
}

/**
 * Makes the account do what this stage needs: queues equal to those in MySQL, the softphones' application, the number.
 * Reads everything and refuses what is not its own before it changes anything; changes only what differs; the number
 * comes last, so that callers arrive only when all else is there. Can be run again at any time.
 */
export async function setup(options: SetupOptions): Promise<Change[]> {
  const { say = console.log, dryRun } = options
  await checkFallback(options)
  const changes = await plan(options)
  if (changes.length === 0) say('Everything at Twilio is as it has to be.')
  for (const change of changes) {
    for (const line of change.lines) say(`${dryRun ? 'would change' : 'changing'} ${line}`)
    if (!dryRun) await askTwilio(`change ${change.subject}`, options.file, change.apply)
  }
  return changes
}

/** What differs, in the order in which it is to be changed; `doctor` asks the same. */
export async function plan(options: SetupOptions): Promise<Change[]> {
  return askTwilio('read the account', options.file, async () => [
    ...(await planQueues(options)),
    ...(await planApplication(options)),
    ...(await planNumber(options)),
  ])
}

/** The variables that setup itself cannot do without. */
export function requireForSetup(file: EnvFile): void {
  requireVariables(file, ['ACCOUNT_SID', 'AUTH_TOKEN', 'DATABASE_URL', 'CALLER_ID', 'MAIN_QUEUE'])
}
