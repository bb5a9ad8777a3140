import { liveArguments } from './live/arguments.ts'
import { countsOf, lineOf, verdictOf } from './live/doctor/check.ts'
import { examineStage } from './live/doctor/examination.ts'
import { run } from './plain-error.ts'

if (import.meta.main) await run(main)

/** Says of everything between a caller and a row whether it is well, one line each; exit code 1 where something is wrong. */
async function main(): Promise<void> {
  const given = liveArguments()
  const checks = await examineStage(given)
  const counts = countsOf(checks)
  if (given.json) console.log(JSON.stringify({ stage: given.stage.name, ...counts, checks }, null, 2))
  else {
    for (const check of checks) console.log(lineOf(check))
    console.log(verdictOf(checks))
  }
  if (counts.wrong > 0) process.exitCode = 1
}
