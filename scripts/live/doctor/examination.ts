import type { Twilio } from 'twilio'
import { parseDatabaseUrl } from '../../../src/db/database-url.ts'
import { closePool, isThisMachine } from '../../../src/db/pool.ts'
import { PlainError } from '../../plain-error.ts'
import type { LiveArguments } from '../arguments.ts'
import { openDatabase } from '../database.ts'
import { deployedEnvironment, environments, type Environment } from '../deployments.ts'
import type { EnvFile } from '../env-file.ts'
import { faultsOf } from '../environment-checks.ts'
import { askTwilio, openAccount } from '../twilio-account.ts'
import { examine, unknown, wrong, type Check } from './check.ts'
import { checkDatabase, noDatabase } from './database-checks.ts'
import { checkDeployed, nothingDeployed } from './deployed-checks.ts'
import { checkAccount, checkWiring } from './twilio-checks.ts'
import { checkVariablesAtTwilio } from './variables-at-twilio.ts'
import { checkVariables } from './variables-checks.ts'

/** Everything between a caller and a row, in the order in which it is needed; what cannot be looked at is among it. */
export async function examineStage(given: LiveArguments): Promise<Check[]> {
  const { file, stage } = given
  try {
    const database = await examineDatabase(file)
    return [...checkVariables(file, stage), ...database, ...(await examineTwilio(given, database))]
  } finally {
    await closePool()
  }
}

async function examineDatabase(file: EnvFile): Promise<Check[]> {
  if (!canRead(file, 'DATABASE_URL')) return noDatabase('DATABASE_URL cannot be read')
  return checkDatabase(openDatabase(file), isThisMachine(parseDatabaseUrl(file.values.DATABASE_URL!)))
}

async function examineTwilio(given: LiveArguments, database: Check[]): Promise<Check[]> {
  const { file } = given
  if (!canRead(file, 'ACCOUNT_SID', 'AUTH_TOKEN'))
    return [
      ...unknown(['account', 'API key'], 'ACCOUNT_SID or AUTH_TOKEN cannot be read'),
      ...nowhere('nobody says where the build is'),
    ]
  const client = openAccount(file)
  const account = await checkAccount({ client, file })
  const place = await placeOf(given, client)
  if ('state' in place) return [...account, place, ...nowhere('nobody says where the build is')]
  return [
    ...account,
    ...(await examineWiring(given, client, place, [...account, ...database])),
    ...(await examineValues(file, client, place)),
    ...(await checkDeployed({ ...given, baseUrl: place.baseUrl })),
  ]
}

const canRead = (file: EnvFile, ...variables: string[]) => faultsOf(file, variables).length === 0

const nowhere = (because: string) => [...unknown(['wiring', 'values'], because), ...nothingDeployed(because)]

/** Only MySQL can say which queues there have to be. */
async function examineWiring(
  { file, stage }: LiveArguments,
  client: Twilio,
  { baseUrl }: Place,
  before: Check[],
): Promise<Check[]> {
  const cannot = before.find(
    ({ name, state }) => /^(account|MySQL)$/.test(name) && /wrong|unknown/.test(state),
  )
  if (cannot) return unknown(['wiring'], `${cannot.name} cannot be used`)
  return checkWiring({ file, stage, client, pool: openDatabase(file), baseUrl })
}

/** The functions of a local Twilio read this very file. */
async function examineValues(
  file: EnvFile,
  client: Twilio,
  { baseUrl, environment }: Place,
): Promise<Check[]> {
  if (environment) return examine('values', () => checkVariablesAtTwilio(client, file, environment))
  if (baseUrl === file.emulated?.url) return []
  return unknown(['values'], `no environment at Twilio has the address ${baseUrl}`)
}

interface Place {
  baseUrl: string
  environment?: Environment
}

/** The address given by hand, or the environment that Twilio names. */
async function placeOf({ url, file, stage }: LiveArguments, client: Twilio): Promise<Place | Check> {
  const find = async () => (url ? environmentAt(client, url) : deployedEnvironment(client, stage))
  const environment = await askTwilio('find the deployed build', file, find).catch(cannotBeFound)
  if (url) return { baseUrl: url, ...(environment && !('state' in environment) && { environment }) }
  if (!environment) return wrong('deployed', `nothing is deployed for ${stage.name} yet`, 'npm run deploy')
  return 'state' in environment ? environment : { baseUrl: `https://${environment.domain}`, environment }
}

async function environmentAt(client: Twilio, url: string): Promise<Environment | undefined> {
  return (await environments(client)).find(({ domain }) => domain === new URL(url).host)
}

function cannotBeFound(error: unknown): Check {
  if (error instanceof PlainError) return wrong('deployed', error.message)
  throw error
}
