import { liveArguments } from './live/arguments.ts'
import { activate, keep } from './live/deployments.ts'
import { requireVariables } from './live/environment-checks.ts'
import { liveAndPrevious } from './live/previous-build.ts'
import { askTwilio, openAccount } from './live/twilio-account.ts'
import { run } from './plain-error.ts'

if (import.meta.main) await run(main)

/**
 * Makes the build before live again, and keeps the one that was: a second rollback goes forward. Variables and schema
 * stay as they are, which is why both must always suit the build before.
 */
async function main(): Promise<void> {
  const { file, stage, dryRun } = liveArguments()
  requireVariables(file, ['ACCOUNT_SID', 'AUTH_TOKEN'])
  const client = openAccount(file)
  const { live, liveBuild, previousBuild } = await askTwilio('see what is live', file, () =>
    liveAndPrevious(client, stage),
  )
  const words = `${stage.name} from ${liveBuild} back to ${previousBuild}`
  if (dryRun) return console.log(`Would take ${words}.`)
  await askTwilio('make the build before live', file, () => activate(client, live, previousBuild))
  console.log(`Took ${words}, at https://${live.domain}/.`)
  await askTwilio(`keep ${liveBuild} alive`, file, () => keep(client, stage, live, liveBuild))
}
