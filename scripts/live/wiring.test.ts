import { expect, test } from 'vitest'
import { stageNamed } from './stage.ts'
import { applicationWiring, numberWiring } from './wiring.ts'

const baseUrl = 'https://runa-cca-1234.twil.io'
const place = (callerId: string, stage = 'production') => ({ stage: stageNamed(stage), baseUrl, callerId })

test('a Japanese number is served from Tokyo, another from where Twilio chooses', () => {
  const step = `${baseUrl}/voice/greeting#rc=1&rp=ct,rt,4xx,5xx&rt=4000&tt=8000`
  expect(numberWiring(place('+815031234567')).voiceUrl).toBe(`${step}&e=tokyo`)
  expect(numberWiring(place('+14155550100')).voiceUrl).toBe(step)
  expect(numberWiring(place('+14155550100')).voiceFallbackUrl).toBe(`${baseUrl}/assets/fallback.xml`)
})

test('the report of an end is repeated three times, the fallback is a document fetched by GET', () => {
  const { statusCallback, voiceFallbackMethod } = numberWiring(place('+815031234567'))
  expect(statusCallback).toBe(`${baseUrl}/voice/call-status#rc=3&rp=ct,rt,4xx,5xx&rt=3000&e=tokyo`)
  expect(voiceFallbackMethod).toBe('GET')
})

test('a test stage has an application and documents of its own', () => {
  const wanted = applicationWiring(place('+815031234567', 'dev'))
  expect(wanted.friendlyName).toBe('dev_Runa-CCA')
  expect(wanted.voiceFallbackUrl).toContain('/assets/fallback-operator-dev.xml')
})
