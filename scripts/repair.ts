import { closePool } from '../src/db/pool.ts'
import type { Procedure } from '../src/db/procedures.ts'
import { askDatabase, openDatabase } from './live/database.ts'
import { requireVariables } from './live/environment-checks.ts'
import { openAccount } from './live/twilio-account.ts'
import { run } from './plain-error.ts'
import { repairArguments } from './repair/arguments.ts'
import { withParties } from './repair/call-parties.ts'
import { readProcedure, UnreadableLine } from './repair/read-procedure.ts'
import { repairLinesIn, type RepairLine } from './repair/repair-lines.ts'
import { inOrder, replay, type Replayed } from './repair/replay.ts'
import { linesAtTwilio } from './repair/twilio-logs.ts'

if (import.meta.main) await run(main)

/**
 * Writes the rows that voice functions could not write while MySQL was away, from the lines they logged instead. Without
 * `--apply` it only says what it would write; exit code 1 where something cannot be.
 */
async function main(): Promise<void> {
  const given = repairArguments()
  requireVariables(given.file, ['ACCOUNT_SID', 'AUTH_TOKEN', 'DATABASE_URL'])
  const client = openAccount(given.file, { autoRetry: true, maxRetries: 10 })
  const lines = given.text === undefined ? await linesAtTwilio(client, given) : repairLinesIn(given.text)
  const { readable, unreadable } = sorted(lines)
  console.log(described(readable))
  for (const problem of unreadable) console.log(`Cannot be read, ${problem}.`)
  if (unreadable.length > 0) process.exitCode = 1
  if (readable.length === 0) return

  const { completed, calls, unknown } = await withParties(client, given.file, readable)
  console.log(`Twilio has the numbers of ${calls - unknown} of ${calls} calls.`)
  if (!given.apply) return console.log('Nothing was written: add --apply.')
  const replayed = await askDatabase(given.file, () =>
    replay(openDatabase(given.file).promise(), completed),
  ).finally(closePool)
  for (const result of resultsOf(replayed)) console.log(result)
  if (replayed.refused.length > 0) process.exitCode = 1
}

function sorted(lines: RepairLine[]): { readable: Procedure[]; unreadable: string[] } {
  const readable: Procedure[] = []
  const unreadable: string[] = []
  for (const { where, text } of lines) {
    try {
      readable.push(readProcedure(text))
    } catch (error) {
      if (!(error instanceof UnreadableLine)) throw error
      unreadable.push(`${where}: ${error.message}`)
    }
  }
  return { readable, unreadable }
}

function described(procedures: Procedure[]): string {
  const [first, last] = [inOrder(procedures)[0], inOrder(procedures).at(-1)]
  if (!first || !last) return 'There is nothing to repair.'
  const counts = countsOf(procedures.map(({ name }) => name))
  return `To repair, from ${timeOf(first)} to ${timeOf(last)}: ${counts}.`
}

function timeOf({ values }: Procedure): string {
  return (values.now as Date).toISOString()
}

function* resultsOf({ written, mended, complete, refused }: Replayed): Generator<string> {
  yield `Written: ${written}. Calls mended: ${mended}; nothing was missing of ${complete}.`
  if (refused.length > 0) yield `Refused: ${countsOf(refused.map(({ name, code }) => `${name} (${code})`))}.`
}

/** `3 visit_left, 1 leg_ended`, the most frequent first. */
function countsOf(names: string[]): string {
  const counts = [...new Set(names)].map((name) => [names.filter((other) => other === name).length, name])
  return counts
    .sort(([a], [b]) => Number(b) - Number(a))
    .map(([count, name]) => `${count} ${name}`)
    .join(', ')
}
