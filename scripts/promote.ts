import { parseArgs } from 'node:util'
import { liveArguments } from './live/arguments.ts'
import { environments } from './live/deployments.ts'
import { checkFallback } from './live/fallback-probe.ts'
import { keepBefore } from './live/previous-build.ts'
import { requireOwnNumber, requireOwnThings } from './live/preflight.ts'
import { requireGoodEnvironment } from './live/preparation.ts'
import { migrateStage } from './live/schema.ts'
import { sourceId, sourceIdPath } from './live/source-id.ts'
import { stageNamed, type Stage } from './live/stage.ts'
import { askTwilio, openAccount } from './live/twilio-account.ts'
import { twilioRun } from './live/twilio-run.ts'
import { tellVariables } from './live/variables.ts'
import { ask } from './live/web.ts'
import { PlainError, run } from './plain-error.ts'
import { setUpStage, withApplication } from './setup.ts'

if (import.meta.main) await run(main)

/** Moves the build of one stage, as it is, to the next: `npm run promote -- --from stage --stage production`. */
async function main(): Promise<void> {
  const { source, rest } = withSource(process.argv.slice(2))
  const given = liveArguments(rest)
  const { stage } = given
  const from = stageNamed(source ?? (stage.name === 'production' ? 'stage' : 'dev'))
  if (from.name === stage.name) throw new PlainError(`${stage.name} is where the build already is.`)
  requireGoodEnvironment(given.file, stage)
  const client = openAccount(given.file)
  const all = await askTwilio('see what is live', given.file, () => environments(client))
  const origin = all.find(({ suffix, buildSid }) => suffix === from.suffix && buildSid)
  if (!origin)
    throw new PlainError(`Nothing is deployed for ${from.name}: npm run deploy -- --stage ${from.name}`)
  const address = `https://${origin.domain}`
  await requireThisTree(address, from)
  await checkFallback({ baseUrl: address, stage, file: given.file })
  if (given.dryRun) return console.log(`Would move ${origin.buildSid} from ${from.name} to ${stage.name}.`)

  const before = all.find(({ suffix }) => suffix === stage.suffix)
  await requireOwnNumber({ client, file: given.file, stage, before })
  const file = await withApplication(given.file, stage)
  await migrateStage(file)
  await requireOwnThings({ client, file, stage, before })
  if (before?.buildSid === origin.buildSid)
    console.log(`${origin.buildSid} is live in ${stage.name} already.`)
  else {
    await askTwilio('read the variables', file, () => tellVariables(client, file, before))
    const place = stage.suffix ? ['--environment', stage.suffix] : ['--production']
    const what = ['--service-sid', origin.serviceSid, '--source-environment', origin.sid]
    await twilioRun(file, 'promote', ...what, ...place, '--create-environment')
    await keepBefore({ client, file, stage, before })
    console.log(`${origin.buildSid} is live in ${stage.name}.`)
  }
  await setUpStage({ ...given, file })
}

function withSource(args: string[]): { source: string | undefined; rest: string[] } {
  const { tokens } = parseArgs({ args, strict: false, tokens: true, options: { from: { type: 'string' } } })
  const token = tokens.find((one) => one.kind === 'option' && one.name === 'from')
  if (token?.kind !== 'option') return { source: undefined, rest: args }
  const length = token.inlineValue ? 1 : 2
  return { source: String(token.value), rest: args.toSpliced(token.index, length) }
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
