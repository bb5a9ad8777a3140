import type { Twilio } from 'twilio'
import { variablesOf, type Environment } from './deployments.ts'
import type { EnvFile } from './env-file.ts'

/** What twilio-run uploads of an env file: no empty value, and not what Twilio provides itself. */
export function uploadedVariables({ values }: EnvFile): Record<string, string> {
  const entries = Object.entries(values).filter(([, value]) => value !== '')
  const { ACCOUNT_SID: _sid, AUTH_TOKEN: _token, ...rest } = Object.fromEntries(entries)
  return rest
}

/** Names whose value at Twilio is another, is missing there, or is there alone. */
export function differingVariables(
  wanted: Record<string, string>,
  deployed: Record<string, string>,
): { changed: string[]; leftOver: string[] } {
  return {
    changed: Object.keys(wanted).filter((name) => wanted[name] !== deployed[name]),
    leftOver: Object.keys(deployed).filter((name) => !(name in wanted)),
  }
}

/** Twilio gives new values to the build that is live before the new one replaces it: whoever deploys should know which. */
export async function tellVariables(
  client: Twilio,
  file: EnvFile,
  environment: Environment | undefined,
): Promise<void> {
  if (!environment?.buildSid) return
  const { changed, leftOver } = differingVariables(
    uploadedVariables(file),
    await variablesOf(client, environment),
  )
  if (changed.length > 0)
    console.log(`New values, seen by the build that is live before the new one is: ${changed.join(', ')}.`)
  if (leftOver.length > 0)
    console.log(
      `Still at Twilio, though not in ${file.name}: ${leftOver.join(', ')} (twilio serverless:env:unset).`,
    )
}
