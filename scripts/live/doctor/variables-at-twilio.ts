import type { Twilio } from 'twilio'
import { variablesOf, type Environment } from '../deployments.ts'
import type { EnvFile } from '../env-file.ts'
import { differingVariables, uploadedVariables } from '../variables.ts'
import { doubt, well, wrong, type Check } from './check.ts'

/** The values the functions really have; named, never shown. */
export async function checkVariablesAtTwilio(
  client: Twilio,
  file: EnvFile,
  environment: Environment,
): Promise<Check> {
  const deployed = await variablesOf(client, environment)
  const { changed, leftOver } = differingVariables(uploadedVariables(file), deployed)
  const name = 'values'
  if (changed.length > 0)
    return wrong(
      name,
      `at Twilio others than in ${file.name}: ${changed.join(', ')}`,
      'npm run deploy uploads them',
    )
  if (leftOver.length > 0)
    return doubt(
      name,
      `only at Twilio: ${leftOver.join(', ')}`,
      'twilio serverless:env:unset, once no build needs them',
    )
  return well(name, `at Twilio as in ${file.name}`)
}
