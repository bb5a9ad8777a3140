import { liveArguments, type LiveArguments } from './live/arguments.ts'
import { environments, type Environment } from './live/deployments.ts'
import { checkFallback } from './live/fallback-probe.ts'
import { keepBefore } from './live/previous-build.ts'
import { requireGoodEnvironment } from './live/preparation.ts'
import { sourceId, sourceIdPath } from './live/source-id.ts'
import { stageNamed, type Stage } from './live/stage.ts'
import { askTwilio, openAccount } from './live/twilio-account.ts'
import { twilioRun } from './live/twilio-run.ts'
import { ask } from './live/web.ts'
import { PlainError, run } from './plain-error.ts'
import { makeReady, setUpStage } from './setup.ts'

if (import.meta.main) await run(main)

/** Moves the build of one stage, as it is, to the next: `npm run promote -- --from stage --stage production`. */
async function main(): Promise<void> {
  const given = liveArguments()
  const { file, stage } = given
  const from = stageNamed(given.from ?? (stage.name === 'production' ? 'stage' : 'dev'))
  if (from.name === stage.name) throw new PlainError(`${stage.name} is where the build already is.`)
  requireGoodEnvironment(file, stage)
  const all = await askTwilio('see what is live', file, () => environments(openAccount(file)))
  const origin = all.find(({ suffix, buildSid }) => suffix === from.suffix && buildSid)
  if (!origin)
    throw new PlainError(`Nothing is deployed for ${from.name}: npm run deploy -- --stage ${from.name}`)
  const address = `https://${origin.domain}`
  await checkFallback({ baseUrl: address, stage, file })
  await requireThisTree(address, from)
  if (given.dryRun) console.log(`Would move ${origin.buildSid} from ${from.name} to ${stage.name}.`)
  else
    await move(
      given,
      origin,
      all.find(({ suffix }) => suffix === stage.suffix),
    )
}

async function move(given: LiveArguments, origin: Environment, before: Environment | undefined) {
  const { stage } = given
  const file = await makeReady(given, before)
  if (before?.buildSid === origin.buildSid)
    console.log(`${origin.buildSid} is live in ${stage.name} already.`)
  else {
    const place = stage.suffix ? ['--environment', stage.suffix] : ['--production']
    const what = ['--service-sid', origin.serviceSid, '--source-environment', origin.sid]
    await twilioRun(file, 'promote', ...what, ...place, '--create-environment')
    await keepBefore({ client: openAccount(file), file, stage, before })
    console.log(`${origin.buildSid} is live in ${stage.name}.`)
  }
  await setUpStage({ ...given, file })
}

/** The migrations are run from this tree, so it must be the one that was built there. */
async function requireThisTree(address: string, from: Stage): Promise<void> {
  const { status, text } = await ask(address + sourceIdPath)
  const deployed = status === 200 ? (JSON.parse(text) as { source: string }).source : `(status ${status})`
  if (deployed === sourceId()) return
  throw new PlainError(
    `${from.name} was built of ${deployed}, this tree is ${sourceId()}: check out what is in ${from.name}, or deploy this tree there first.`,
  )
}
