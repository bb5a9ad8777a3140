import twilio from 'twilio'
import type { Twilio } from 'twilio'
import { PlainError } from '../plain-error.ts'
import type { EnvFile } from './env-file.ts'

const TIMEOUT_MS = 15_000
const NETWORK = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
]

/** The account as the env file's ACCOUNT_SID and AUTH_TOKEN open it. */
export function openAccount({ values }: EnvFile, options: twilio.ClientOpts = {}): Twilio {
  return twilio(values.ACCOUNT_SID, values.AUTH_TOKEN, { timeout: TIMEOUT_MS, ...options })
}

/** The same account by the key that signs the softphones' tokens. */
export function openAccountByKey({ values }: EnvFile): Twilio {
  return twilio(values.TWILIO_API_KEY_SID, values.TWILIO_API_KEY_SECRET, {
    accountSid: values.ACCOUNT_SID,
    timeout: TIMEOUT_MS,
  })
}

/** Names what went wrong at Twilio in one sentence; what is not Twilio's passes as it is. */
export async function askTwilio<Result>(
  what: string,
  file: EnvFile,
  request: () => Promise<Result>,
): Promise<Result> {
  try {
    return await request()
  } catch (error) {
    throw explained(error, what, file)
  }
}

function explained(error: unknown, what: string, { name }: EnvFile): unknown {
  if (!(error instanceof Error)) return error
  const { status, code } = error as Error & { status?: number; code?: number | string }
  if (typeof code === 'string' && NETWORK.includes(code))
    return new PlainError(
      `Twilio cannot be reached (${code}) to ${what}. Nothing was changed by this step: is this machine online? Then run the same command again.`,
    )
  if (status === 401)
    return new PlainError(
      `Twilio refuses the credentials in ${name} (401, while trying to ${what}). Copy ACCOUNT_SID and the primary AUTH_TOKEN from Twilio's console.`,
    )
  if (status !== undefined)
    return new PlainError(
      `Twilio refused to ${what}: ${error.message} (status ${status}, code ${code}). Run the same command again once that is mended.`,
    )
  return error
}
