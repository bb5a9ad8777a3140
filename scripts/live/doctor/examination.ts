import type { Twilio } from 'twilio'
import { closePool } from '../../../src/db/pool.ts'
import { PlainError } from '../../plain-error.ts'
import type { LiveArguments } from '../arguments.ts'
import { openDatabase } from '../database.ts'
import { deployedEnvironment, type Environment } from '../deployments.ts'
import { askTwilio, openAccount } from '../twilio-account.ts'
import { examine, wrong, type Check } from './check.ts'
import { checkDatabase } from './database-checks.ts'
import { checkDeployed } from './deployed-checks.ts'
import { checkTwilio } from './twilio-checks.ts'
import { checkVariablesAtTwilio } from './variables-at-twilio.ts'
import { checkVariables } from './variables-checks.ts'

/** Everything between a caller and a row, in the order in which it is needed. */
export async function examineStage(given: LiveArguments): Promise<Check[]> {
  const { file, stage } = given
  const { DATABASE_URL: url, ACCOUNT_SID: sid, AUTH_TOKEN: token } = file.values
  const checks = checkVariables(file, stage)
  if (!url || !URL.canParse(url) || !sid || !token) return checks
  const pool = openDatabase(file)
  try {
    checks.push(...(await checkDatabase(pool, isLocal(url))))
    const databaseAnswers = !checks.some(({ name, state }) => name === 'MySQL' && state === 'wrong')
    const client = openAccount(file)
    const place = await placeOf(given, client)
    if ('state' in place) return [...checks, place]
    const options = { file, stage, client, pool, baseUrl: place.baseUrl }
    checks.push(...(await checkTwilio(options, databaseAnswers)))
    const { environment } = place
    if (environment)
      checks.push(...(await examine('values', () => checkVariablesAtTwilio(client, file, environment))))
    return [...checks, ...(await checkDeployed(options))]
  } finally {
    await closePool()
  }
}

interface Place {
  baseUrl: string
  /** Unknown where the address was given by hand. */
  environment?: Environment
}

/** The address given by hand, or the environment that Twilio names. */
async function placeOf({ url, file, stage }: LiveArguments, client: Twilio): Promise<Place | Check> {
  if (url) return { baseUrl: url }
  try {
    const find = () => deployedEnvironment(client, stage)
    const environment = await askTwilio('find the deployed build', file, find)
    if (environment) return { baseUrl: `https://${environment.domain}`, environment }
    return wrong('deployed', `nothing is deployed for ${stage.name} yet`, 'npm run deploy')
  } catch (error) {
    if (error instanceof PlainError) return wrong('deployed', error.message)
    throw error
  }
}

const isLocal = (url: string) => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)
