import { join } from 'node:path'
import { liveArguments, type LiveArguments } from './live/arguments.ts'
import { environments, type Environment } from './live/deployments.ts'
import { centreOf, writeStaticDocuments } from './live/fallback.ts'
import { keepBefore } from './live/previous-build.ts'
import { requireGoodBuild, requireGoodEnvironment } from './live/preparation.ts'
import { askTwilio, openAccount } from './live/twilio-account.ts'
import { twilioRun } from './live/twilio-run.ts'
import { run } from './plain-error.ts'
import { projectRoot } from './project-root.ts'
import { makeReady, setUpStage } from './setup.ts'

if (import.meta.main) await run(() => deploy(liveArguments()))

/**
 * Brings this tree to life in a stage: build, checks, schema, upload, then the number. Nothing is sent before all checks
 * have passed, and each step can be repeated: after a failure the same command continues.
 */
export async function deploy(given: LiveArguments): Promise<void> {
  const { stage } = given
  requireGoodEnvironment(given.file, stage)
  if (!process.env.RUNA_BUILT) await (await import('./build.ts')).build()
  await writeStaticDocuments(join(projectRoot, 'dist/assets/assets'), centreOf(given.file.values))
  requireGoodBuild()
  if (given.dryRun)
    return console.log(
      `${given.file.name} and the build are good; database and Twilio were not looked at (npm run doctor does that), and nothing was sent.`,
    )

  const client = openAccount(given.file)
  const before = await askTwilio('see what is live', given.file, () => environmentNow(client, stage.suffix))
  const file = await makeReady(given, before)
  const place = stage.suffix ? ['--environment', stage.suffix] : ['--production']
  console.log(`Uploading to ${stage.name} …`)
  await twilioRun(file, 'deploy', ...place, '--override-existing-project')
  await keepBefore({ client, file, stage, before })
  await setUpStage({ ...given, file })
}

async function environmentNow(
  client: ReturnType<typeof openAccount>,
  suffix: string,
): Promise<Environment | undefined> {
  return (await environments(client)).find((environment) => environment.suffix === suffix)
}
