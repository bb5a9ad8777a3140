import { reportOverrides, stepOverrides } from '../../src/call/step-urls.ts'
import { fallbackPath, operatorFallbackPath } from './fallback.ts'
import type { Stage } from './stage.ts'

/** The fields that a number and an application have in common, named as the helper library names them. */
export interface Wiring {
  voiceUrl: string
  voiceMethod: string
  voiceFallbackUrl: string
  voiceFallbackMethod: string
  statusCallback: string
  statusCallbackMethod: string
}

export interface Place {
  stage: Stage
  /** Where the functions are, without a slash at the end. */
  baseUrl: string
  callerId: string
}

export const applicationName = ({ prefix }: Stage): string => `${prefix}Runa-CCA`

/** What the number does with a call: the menu; the static document where no function answers; the report of its end. */
export function numberWiring(place: Place): Wiring & { voiceApplicationSid: string } {
  return { ...wiring(place, '/voice/greeting', fallbackPath(place.stage)), voiceApplicationSid: '' }
}

/** The same for the softphones' calls. */
export function applicationWiring(place: Place): Wiring & { friendlyName: string } {
  return {
    friendlyName: applicationName(place.stage),
    ...wiring(place, '/voice/operator-dial', operatorFallbackPath(place.stage)),
  }
}

function wiring(place: Place, path: string, fallback: string): Wiring {
  return {
    voiceUrl: address(place, path, stepOverrides),
    voiceMethod: 'POST',
    voiceFallbackUrl: address(place, fallback),
    voiceFallbackMethod: 'GET',
    statusCallback: address(place, '/voice/call-status', reportOverrides),
    statusCallbackMethod: 'POST',
  }
}

/** Requests for a Japanese number leave Twilio from Tokyo. */
function address({ baseUrl, callerId }: Place, path: string, overrides = ''): string {
  const fragment = [overrides, callerId.startsWith('+81') ? 'e=tokyo' : ''].filter(Boolean).join('&')
  return baseUrl + path + (fragment && `#${fragment}`)
}
