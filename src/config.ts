/** The environment as the rest of the code sees it. The only reader of variables; `.env.example` documents each. */
export interface Config {
  readonly databaseUrl: string
  readonly sessionSecret: string
  /** Empty in production; else stands before every queue name and client identity at Twilio. */
  readonly stage: string
  readonly accountSid: string
  readonly authToken: string
  readonly apiKeySid: string
  readonly apiKeySecret: string
  readonly twimlAppSid: string
  /** Our number in E.164: what people called by an operator see. */
  readonly callerId: string
  /** The queue of key 1. */
  readonly mainQueue: string
  readonly dialAllowedPrefixes: readonly string[]
  readonly voiceLanguage: 'ja-JP' | 'en-US'
  readonly voiceName: string
  /** Edges the softphone tries in order. */
  readonly voiceEdge: readonly string[]
  readonly timeZone: string
  readonly holdMusicUrl: string
  /** A softphone shows with each call the ticket that the desk got with its voice token. */
  readonly requiresSoftphoneTicket: boolean
}

type Environment = Readonly<Record<string, unknown>>

/** Values the product cannot do without; the scripts name the missing ones before they start anything. */
export const requiredVariables = [
  'DATABASE_URL',
  'SESSION_SECRET',
  'TWILIO_API_KEY_SID',
  'TWILIO_API_KEY_SECRET',
  'TWIML_APP_SID',
  'CALLER_ID',
  'MAIN_QUEUE',
] as const

export function missingVariables(environment: Environment): string[] {
  return requiredVariables.filter((name) => text(environment, name) === '')
}

/** Reads leniently: a call must get through even where a value the desk needs is missing. */
export function readConfig(environment: Environment): Config {
  return Object.freeze({
    databaseUrl: text(environment, 'DATABASE_URL'),
    sessionSecret: text(environment, 'SESSION_SECRET'),
    stage: text(environment, 'STAGE'),
    accountSid: text(environment, 'ACCOUNT_SID'),
    authToken: text(environment, 'AUTH_TOKEN'),
    apiKeySid: text(environment, 'TWILIO_API_KEY_SID'),
    apiKeySecret: text(environment, 'TWILIO_API_KEY_SECRET'),
    twimlAppSid: text(environment, 'TWIML_APP_SID'),
    callerId: text(environment, 'CALLER_ID'),
    mainQueue: text(environment, 'MAIN_QUEUE'),
    dialAllowedPrefixes: list(environment, 'DIAL_ALLOWED_PREFIXES', '+81'),
    voiceLanguage: text(environment, 'VOICE_LANGUAGE').startsWith('en') ? 'en-US' : 'ja-JP',
    voiceName: text(environment, 'VOICE_NAME'),
    voiceEdge: list(environment, 'VOICE_EDGE', 'tokyo,roaming'),
    timeZone: text(environment, 'TIME_ZONE') || 'Asia/Tokyo',
    holdMusicUrl: text(environment, 'HOLD_MUSIC_URL') || '/assets/hold-music-1.wav',
    requiresSoftphoneTicket: text(environment, 'SOFTPHONE_TICKET') === 'required',
  })
}

function text(environment: Environment, name: string): string {
  const value = environment[name]
  return typeof value === 'string' ? value.trim() : ''
}

function list(environment: Environment, name: string, otherwise: string): string[] {
  return (text(environment, name) || otherwise)
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
}
