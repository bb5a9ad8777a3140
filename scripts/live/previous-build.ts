import type { Twilio } from 'twilio'
import { PlainError } from '../plain-error.ts'
import { environments, keep, type Environment } from './deployments.ts'
import type { EnvFile } from './env-file.ts'
import type { Stage } from './stage.ts'
import { askTwilio } from './twilio-account.ts'

interface Options {
  client: Twilio
  file: EnvFile
  stage: Stage
  /** The stage's environment as it was before. */
  before: Environment | undefined
}

/** Keeps the build that was live until now, for `rollback`. Only after the new one is live: else a failed deploy would lose it. */
export async function keepBefore({ client, file, stage, before }: Options): Promise<void> {
  const buildSid = before?.buildSid
  if (!before || !buildSid) return
  await askTwilio(`keep the build before (${buildSid}) alive`, file, async () => {
    const now = (await environments(client)).find(({ sid }) => sid === before.sid)
    if (now?.buildSid !== buildSid) await keep(client, stage, before, buildSid)
  })
}

/** The live environment of the stage and the build before it. */
export async function liveAndPrevious(
  client: Twilio,
  stage: Stage,
): Promise<{ live: Environment; liveBuild: string; previousBuild: string }> {
  const all = await environments(client)
  const live = all.find(({ suffix }) => suffix === stage.suffix)
  const previousBuild = all.find(({ suffix }) => suffix === stage.previousSuffix)?.buildSid
  if (!live?.buildSid)
    throw new PlainError(`Nothing is deployed for ${stage.name} yet: there is nothing to go back from.`)
  if (!previousBuild || previousBuild === live.buildSid)
    throw new PlainError(
      `There is no build before the live one of ${stage.name}: npm run deploy keeps one from the second deploy on.`,
    )
  return { live, liveBuild: live.buildSid, previousBuild }
}
