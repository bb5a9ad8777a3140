import { requiredVariables } from '../../src/config.ts'
import type { EnvFile } from './env-file.ts'
import type { Finding } from './finding.ts'
import type { Stage } from './stage.ts'

const VALUE_BYTES = 450
const CONTEXT_BYTES = 3000
/** Twilio puts domain, path, two SIDs, account and token into the same context. */
const PLATFORM_BYTES = 400
const SECRETS = ['AUTH_TOKEN', 'SESSION_SECRET', 'TWILIO_API_KEY_SECRET', 'DATABASE_URL']

const shapes: Record<string, { shape: RegExp; looksLike: string }> = {
  ACCOUNT_SID: { shape: /^AC[0-9a-f]{32}$/, looksLike: 'AC and 32 hexadecimal digits' },
  TWILIO_API_KEY_SID: { shape: /^SK[0-9a-f]{32}$/, looksLike: 'SK and 32 hexadecimal digits' },
  TWIML_APP_SID: { shape: /^AP[0-9a-f]{32}$/, looksLike: 'AP and 32 hexadecimal digits' },
  CALLER_ID: { shape: /^\+[1-9]\d{6,14}$/, looksLike: 'a number in E.164, +815012345678' },
  MAIN_QUEUE: { shape: /^[A-Za-z0-9#_-]{1,20}$/, looksLike: 'a queue_id: letters, digits, #, _ and -' },
  DATABASE_URL: {
    shape: /^mysql:\/\/[^:@/]+(:[^@]*)?@[^/]+\/[^/?]+/,
    looksLike: 'mysql://user:password@host:3306/database',
  },
}

/** Those that may be empty, and what makes a value of theirs right. */
const optional: Record<string, { isRight: (value: string) => boolean; looksLike: string }> = {
  TIME_ZONE: { isRight: isTimeZone, looksLike: 'an IANA time zone: Asia/Tokyo' },
  DIAL_ALLOWED_PREFIXES: {
    isRight: (value) => value.split(',').every((prefix) => /^\+[1-9]\d*$/.test(prefix.trim())),
    looksLike: 'beginnings of numbers in E.164, comma separated: +81,+1808',
  },
  VOICE_LANGUAGE: { isRight: (value) => /^(ja-JP|en-US)$/.test(value), looksLike: 'ja-JP or en-US' },
  HOLD_MUSIC_URL: {
    isRight: (value) => /^\/[^/\s]/.test(value) || (/^https:\/\/\S+$/.test(value) && URL.canParse(value)),
    looksLike: 'an https address, or a path such as /assets/hold-music-1.wav',
  },
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
    ...wrongShapes(file),
    ...tooLong(file),
    ...ofAnotherStage(file, stage),
    ...(file.emulated ? [] : [...ofTheDemo(file, demos), ...ofThisMachine(file)]),
    ...weak(file),
  ]
}

/** `setup` makes the application: the one variable that may still be empty before the first deploy. */
function missing({ values, name }: EnvFile): Finding[] {
  return ['ACCOUNT_SID', 'AUTH_TOKEN', ...requiredVariables]
    .filter((variable) => !values[variable] && variable !== 'TWIML_APP_SID')
    .map((variable) => ({
      what: `${variable} is missing in ${name}`,
      remedy: '.env.example says what it is',
    }))
}

function wrongShapes({ values, name }: EnvFile): Finding[] {
  const rules = Object.entries(shapes).map(([variable, { shape, looksLike }]) => {
    return [variable, { isRight: (value: string) => shape.test(value), looksLike }] as const
  })
  return [...rules, ...Object.entries(optional)]
    .filter(([variable, { isRight }]) => values[variable] && !isRight(values[variable]))
    .map(([variable, { looksLike }]) => ({
      what: `${variable} in ${name} does not look right`,
      remedy: `it is ${looksLike}`,
    }))
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

function ofThisMachine({ values, name }: EnvFile): Finding[] {
  const url = values.DATABASE_URL ?? ''
  if (/^mysql:\/\/[^:@]+:?@/.test(url))
    return [
      {
        what: `DATABASE_URL in ${name} has no password`,
        remedy: 'the server is open to the internet: give one',
      },
    ]
  if (!/@(localhost|127\.|\[::1\]|0\.0\.0\.0)/.test(url)) return []
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
