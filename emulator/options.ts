import type { Clock } from './clock.ts'
import type { Upstream } from './edge/upstream.ts'
import type { Switches } from './switches.ts'
import type { Account } from './telephony/account.ts'

/** Voice settings of a number or a TwiML application. A relative URL is one of the emulator's own public address. */
export interface VoiceSettings {
  voiceUrl?: string
  voiceMethod?: 'GET' | 'POST'
  voiceFallbackUrl?: string
  statusCallback?: string
}

export interface NumberOptions extends VoiceSettings {
  /** E.164. */
  phoneNumber: string
  friendlyName?: string
  voiceApplicationSid?: string
}

export interface ApplicationOptions extends VoiceSettings {
  sid: string
  friendlyName?: string
}

/** A table on the telephone's page: a JSON array of objects, fetched from `url` by the emulator. */
export interface Panel {
  title: string
  url: string
}

/** A softphone that the page plays, without a browser's Voice SDK: who it is and what it connects with. */
export interface StandIn {
  title: string
  identity: string
  params: Record<string, string>
}

export interface EmulatorOptions {
  /** The public port, 0 for any. */
  port: number
  /** `twilio-run` behind the gateway, and the built folders it serves. */
  functionsUrl?: string
  functionsFolder?: string
  assetsFolder?: string
  /** Something else behind the gateway. */
  upstream?: Upstream
  account: Account
  numbers?: NumberOptions[]
  applications?: ApplicationOptions[]
  /** A TestClock, to be moved by hand. */
  clock?: Clock
  switches?: Partial<Switches>
  /** Makes identifiers predictable. */
  seed?: string
  panels?: Panel[]
  standIns?: StandIn[]
  /** Where browsers send their audio, 127.0.0.1; an address of this machine when they are elsewhere. */
  mediaAddress?: string
  /** 10 000 on Twilio; shorter only where a test waits for it. */
  functionLimitMs?: number
}
