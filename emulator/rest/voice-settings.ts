import type { Application, PhoneNumber } from '../telephony/account.ts'
import type { Hook } from '../telephony/call.ts'
import { flagOf, statusCallbackNames, updatedHook } from './form.ts'
import { RestError } from './rest-error.ts'

/** The parameters that `changedVoiceSettings` reads. */
export const VOICE_SETTINGS = [
  ...['VoiceUrl', 'VoiceMethod', 'VoiceFallbackUrl', 'VoiceFallbackMethod'],
  ...['StatusCallback', 'StatusCallbackMethod', 'VoiceCallerIdLookup'],
]

const CODES = { url: 21402, method: 21403 }
const VOICE = { url: 'VoiceUrl', method: 'VoiceMethod', codes: CODES }
const VOICE_FALLBACK = { url: 'VoiceFallbackUrl', method: 'VoiceFallbackMethod', codes: CODES }

type VoiceSettings = Pick<
  Application & PhoneNumber,
  'voice' | 'voiceFallback' | 'statusCallback' | 'voiceCallerIdLookup'
>

/** What numbers and applications have in common, as a form changes it. */
export function changedVoiceSettings(form: URLSearchParams, before: VoiceSettings): VoiceSettings {
  const voice = updatedHook(form, VOICE, before.voice)
  if (form.get(VOICE_FALLBACK.url) && !voice)
    throw new RestError(400, 21405, 'Cannot set VoiceFallbackUrl without setting VoiceUrl')
  return {
    voice,
    voiceFallback: updatedHook(form, VOICE_FALLBACK, before.voiceFallback),
    statusCallback: updatedHook(form, statusCallbackNames(CODES), before.statusCallback),
    voiceCallerIdLookup: flagOf(form, 'VoiceCallerIdLookup', before.voiceCallerIdLookup),
  }
}

const method = (hook: Hook | undefined): string => hook?.method ?? 'POST'

export function serializeVoiceSettings(settings: VoiceSettings) {
  const { voice, voiceFallback, statusCallback } = settings
  return {
    voice_url: voice?.url ?? null,
    voice_method: method(voice),
    voice_fallback_url: voiceFallback?.url ?? null,
    voice_fallback_method: method(voiceFallback),
    status_callback: statusCallback?.url ?? null,
    status_callback_method: method(statusCallback),
    voice_caller_id_lookup: settings.voiceCallerIdLookup,
    sms_url: null,
    sms_method: 'POST',
    sms_fallback_url: null,
    sms_fallback_method: 'POST',
  }
}
