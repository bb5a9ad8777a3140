import type { Hook } from './call.ts'

export interface ApiKey {
  sid: string
  secret: string
}

export interface Account {
  sid: string
  authToken: string
  apiKeys: ApiKey[]
  friendlyName?: string
  /** Numbers that are not ours but may be shown as caller id. */
  verifiedCallerIds?: string[]
}

/** A telephone number of the account (IncomingPhoneNumber). */
export interface PhoneNumber {
  sid: string
  phoneNumber: string
  friendlyName: string
  voice?: Hook
  voiceFallback?: Hook
  statusCallback?: Hook
  voiceApplicationSid?: string
  voiceCallerIdLookup: boolean
  createdAt: number
  updatedAt: number
}

/** A TwiML application. */
export interface Application {
  sid: string
  friendlyName: string
  voice?: Hook
  voiceFallback?: Hook
  statusCallback?: Hook
  voiceCallerIdLookup: boolean
  createdAt: number
  updatedAt: number
}
