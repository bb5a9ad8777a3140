import type { ApplicationOptions, NumberOptions, VoiceSettings } from './options.ts'
import type { Hook } from './telephony/call.ts'
import type { NewApplication, NewPhoneNumber } from './telephony/telephony.ts'

export function phoneNumber(options: NumberOptions, url: string): NewPhoneNumber {
  const { phoneNumber, friendlyName = phoneNumber, voiceApplicationSid } = options
  return { phoneNumber, friendlyName, voiceApplicationSid, ...hooks(options, url) }
}

export function application(options: ApplicationOptions, url: string): NewApplication {
  const { sid, friendlyName = sid } = options
  return { sid, friendlyName, ...hooks(options, url) }
}

function hooks(settings: VoiceSettings, url: string) {
  return {
    voice: hook(settings.voiceUrl, url, settings.voiceMethod),
    voiceFallback: hook(settings.voiceFallbackUrl, url),
    statusCallback: hook(settings.statusCallback, url),
  }
}

function hook(address: string | undefined, base: string, method: Hook['method'] = 'POST'): Hook | undefined {
  return address ? { url: new URL(address, base).href, method } : undefined
}
