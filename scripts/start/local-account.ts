import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/** The environment of the local centre. Secrets are made at the first start and kept in `.data/`, so sessions outlive a restart. */
export function localEnvironment(envFile: string, databaseUrl: string): Record<string, string> {
  const before = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {}
  const kept = (name: string, bytes = 24) => before[name] ?? randomBytes(bytes).toString('hex')
  return {
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: kept('SESSION_SECRET'),
    STAGE: '',
    ACCOUNT_SID: sid('AC'),
    // The runtime accepts no token of another length.
    AUTH_TOKEN: kept('AUTH_TOKEN', 16),
    TWILIO_API_KEY_SID: sid('SK'),
    TWILIO_API_KEY_SECRET: kept('TWILIO_API_KEY_SECRET'),
    TWIML_APP_SID: sid('AP'),
    CALLER_ID: '+815031234567',
    MAIN_QUEUE: 'support',
  }
}

/** Looks like one of Twilio's, and plainly is not. */
function sid(prefix: string): string {
  return prefix + '0'.repeat(24) + '00c0ffee'
}
