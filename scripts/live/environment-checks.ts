import { requiredVariables } from '../../src/config.ts'
import { parseDatabaseUrl } from '../../src/db/database-url.ts'
import { PlainError } from '../plain-error.ts'
import { databaseUrlFault, databaseUrlRemedy } from './database-url.ts'
import type { EnvFile } from './env-file.ts'
import { describeFinding, type Finding } from './finding.ts'
import type { Stage } from './stage.ts'

const VALUE_BYTES = 450
const CONTEXT_BYTES = 3000
/** Twilio puts domain, path, two SIDs, account and token into the same context. */
const PLATFORM_BYTES = 400
const SECRETS = ['AUTH_TOKEN', 'SESSION_SECRET', 'TWILIO_API_KEY_SECRET', 'DATABASE_URL']

interface Rule {
  isRight: (value: string) => boolean
  looksLike: string
}

const shaped = (shape: RegExp, looksLike: string): Rule => ({
  isRight: (value) => shape.test(value),
  looksLike,
})
const sid = (kind: string) => shaped(RegExp(`^${kind}[0-9a-f]{32}$`), `${kind} and 32 hexadecimal digits`)
const listOf = (shape: RegExp, looksLike: string): Rule => ({
  isRight: (value) => value.split(',').every((item) => shape.test(item.trim())),
  looksLike,
})
const port: Rule = {
  isRight: (value) => /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= 65535,
  looksLike: 'a port from 1 to 65535, which the emulator says',
}

/** What a value is like that can be read. The address of the database and the secrets of sessions have checks of their own. */
const rules: Record<string, Rule> = {
  ACCOUNT_SID: sid('AC'),
  AUTH_TOKEN: shaped(/^[0-9a-f]{32}$/, '32 hexadecimal digits'),
  TWILIO_API_KEY_SID: sid('SK'),
  TWILIO_API_KEY_SECRET: shaped(/^[!-~]+$/, 'what the console showed when the key was made, without spaces'),
  TWIML_APP_SID: sid('AP'),
  CALLER_ID: shaped(/^\+[1-9]\d{6,14}$/, 'a number in E.164, +815012345678'),
  MAIN_QUEUE: shaped(/^[A-Za-z0-9#_-]{1,20}$/, 'a queue_id: letters, digits, #, _ and -'),
  TIME_ZONE: { isRight: isTimeZone, looksLike: 'an IANA time zone: Asia/Tokyo' },
  DIAL_ALLOWED_PREFIXES: listOf(/^\+[1-9]\d*$/, 'beginnings of numbers in E.164, comma separated: +81,+1808'),
  VOICE_LANGUAGE: shaped(/^(ja-JP|en-US)$/, 'ja-JP or en-US'),
  VOICE_NAME: shaped(/^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$/, 'a voice of <Say>: Polly.Takumi-Neural'),
  VOICE_EDGE: listOf(/^[a-z]+(-[a-z0-9]+)*$/, 'names of Twilio’s edges, comma separated: tokyo,roaming'),
  SOFTPHONE_TICKET: shaped(/^required$/, 'required, or empty'),
  HOLD_MUSIC_URL: {
    isRight: (value) => /^\/[^/\s]/.test(value) || (/^https:\/\/\S+$/.test(value) && URL.canParse(value)),
    looksLike: 'an https address, or a path such as /assets/hold-music-1.wav',
  },
  EMULATOR_REST_PORT: port,
  EMULATOR_EDGE_PORT: port,
  EMULATOR_URL: shaped(/^http:\/\/localhost:\d+$/, 'http://localhost and a port'),
}

function isTimeZone(value: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }))
  } catch {
    return false
  }
}

interface Options {
  stage: Stage
  /** Env files of the demo and the example: none of their secrets may go up. */
  demos: Readonly<Record<string, string>>[]
}

/** What must be right in an env file before anything is sent. Values are never shown. */
export function environmentFindings(file: EnvFile, { stage, demos }: Options): Finding[] {
  return [
    ...missing(file),
    ...unreadable(file),
    ...tooLong(file),
    ...ofAnotherStage(file, stage),
    ...(file.emulated ? [] : [...ofTheDemo(file, demos), ...ofThisMachine(file)]),
    ...weak(file),
  ]
}

/** What one command cannot do without, named before it begins. */
export function requireVariables(file: EnvFile, variables: string[]): void {
  const faults = faultsOf(file, variables)
  if (faults.length > 0) throw new PlainError(faults.map((fault) => `${describeFinding(fault)}.`).join('\n'))
}

/** Those of some variables that are missing, or no value of their kind. */
export function faultsOf(file: EnvFile, variables: string[]): Finding[] {
  const values = Object.fromEntries(variables.map((name) => [name, file.values[name] ?? '']))
  return [...absent(file, variables), ...unreadable({ ...file, values })]
}

/** `setup` makes the application: the one variable that may still be empty before the first deploy. */
function missing(file: EnvFile): Finding[] {
  const variables = ['ACCOUNT_SID', 'AUTH_TOKEN', ...requiredVariables]
  return absent(
    file,
    variables.filter((variable) => variable !== 'TWIML_APP_SID'),
  )
}

function absent({ values, name }: EnvFile, variables: string[]): Finding[] {
  return variables
    .filter((variable) => !values[variable])
    .map((variable) => ({
      what: `${variable} is missing in ${name}`,
      remedy: '.env.example says what it is',
    }))
}

function unreadable(file: EnvFile): Finding[] {
  const { values, name } = file
  const wrong = Object.entries(rules).filter(
    ([variable, { isRight }]) => values[variable] && !isRight(values[variable]),
  )
  return [
    ...wrong.map(([variable, { looksLike }]) => ({
      what: `${variable} in ${name} does not look right`,
      remedy: `it is ${looksLike}`,
    })),
    ...unreadableDatabase(file),
  ]
}

function unreadableDatabase({ values: { DATABASE_URL }, name }: EnvFile): Finding[] {
  const fault = DATABASE_URL ? databaseUrlFault(DATABASE_URL) : undefined
  return fault ? [{ what: `DATABASE_URL in ${name} ${fault}`, remedy: databaseUrlRemedy }] : []
}

function tooLong({ values, name }: EnvFile): Finding[] {
  const findings = Object.entries(values)
    .filter(([, value]) => Buffer.byteLength(value) > VALUE_BYTES)
    .map(([variable, value]) => ({
      what: `${variable} in ${name} has ${Buffer.byteLength(value)} bytes`,
      remedy: `Twilio takes ${VALUE_BYTES} at most`,
    }))
  const size = PLATFORM_BYTES + Buffer.byteLength(JSON.stringify(values))
  if (size <= CONTEXT_BYTES) return findings
  return [
    ...findings,
    {
      what: `the variables of ${name} make a context of ${size} bytes`,
      remedy: `Twilio takes ${CONTEXT_BYTES} at most: shorten the longest or remove what is not ours`,
    },
  ]
}

function ofAnotherStage({ values, name }: EnvFile, { name: stage, prefix }: Stage): Finding[] {
  const value = values.STAGE ?? ''
  if (value === prefix) return []
  return [
    {
      what: `STAGE in ${name} is "${value}"`,
      remedy: `for the stage ${stage} it is ${prefix ? `"${prefix}"` : 'empty'}; is this the right env file?`,
    },
  ]
}

function ofTheDemo({ values, name }: EnvFile, demos: Options['demos']): Finding[] {
  return SECRETS.filter((variable) =>
    demos.some((demo) => demo[variable] && demo[variable] === values[variable]),
  ).map((variable) => ({
    what: `${variable} in ${name} is the demo's`,
    remedy: 'everybody has that one: make your own',
  }))
}

function ofThisMachine({ values: { DATABASE_URL: url }, name }: EnvFile): Finding[] {
  if (!url || databaseUrlFault(url)) return []
  const { host, password } = parseDatabaseUrl(url)
  if (!password)
    return [
      {
        what: `DATABASE_URL in ${name} has no password`,
        remedy: 'the server is open to the internet: give one',
      },
    ]
  if (!/^(localhost|127\..*|::1|0\.0\.0\.0)$/.test(host)) return []
  return [
    {
      what: `DATABASE_URL in ${name} points to this machine`,
      remedy: 'Twilio must reach it: give the address of a hosted MySQL',
    },
  ]
}

function weak({ values, name }: EnvFile): Finding[] {
  const secrets = (values.SESSION_SECRET ?? '').split(',').filter(Boolean)
  return secrets
    .filter((secret) => secret.length < 32)
    .map((secret) => ({
      what: `SESSION_SECRET in ${name} has ${secret.length} characters`,
      remedy: 'it needs 32 random ones: openssl rand -hex 32',
    }))
}
