import type { Twilio } from 'twilio'
import { PlainError } from '../plain-error.ts'
import { deployedEnvironment } from './deployments.ts'
import type { EnvFile } from './env-file.ts'
import type { Stage } from './stage.ts'
import { askTwilio } from './twilio-account.ts'

/** `https://runa-cca-1234.twil.io`, as Twilio says it. */
export async function deployedAddress(client: Twilio, file: EnvFile, stage: Stage): Promise<string> {
  const environment = await askTwilio('find the deployed build', file, () =>
    deployedEnvironment(client, stage),
  )
  if (!environment)
    throw new PlainError(
      `Nothing is deployed for ${stage.name} yet: npm run deploy${stage.suffix ? ` -- --stage ${stage.name}` : ''}`,
    )
  return `https://${environment.domain}`
}
