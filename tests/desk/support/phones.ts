import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { ensureBrowser } from '../../../scripts/browser.ts'
import type { TelephonyEvent } from '../../../emulator/telephony/events.ts'
import { centreNumber, type Centre } from '../../support/centre.ts'
import { useDesk, type Desk, type Visit } from './desk-browser.ts'
import { watchPeers } from './peers.ts'

/** A microphone that beeps once a second; audio that plays although nobody has clicked. */
const fakeAudio = [
  '--use-fake-device-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
]

export interface Softphone extends Desk {
  /** Presses the queue's button, and waits until Twilio has the leg. */
  wait(queueName: string): Promise<void>
  /** The state as the header shows it. */
  isIn(state: string): Promise<void>
}

export interface Caller {
  page: Page
  callSid: string
  press(digits: string): void
  hangUp(): void
}

export interface Phones {
  softphone(visit: Visit): Promise<Softphone>
  /** A telephone outside, with a microphone, that has dialled the centre. */
  caller(from?: string): Promise<Caller>
}

/** Real browsers on both ends: operators at the desk, callers at a telephone of the emulator. */
export function usePhones(centre: Centre): Phones {
  const visitDesk = useDesk(centre, { executablePath: ensureBrowser(), args: fakeAudio })
  return {
    async softphone(visit) {
      const desk = await visitDesk({
        path: '/phone',
        permissions: ['microphone'],
        before: watchPeers,
        ...visit,
      })
      const { page } = desk
      const isIn = (state: string) => page.getByRole('banner').getByText(state, { exact: true }).waitFor()
      return {
        ...desk,
        isIn,
        wait: async (queueName) => {
          await page.getByRole('button', { name: new RegExp(queueName) }).click()
          await isIn('待機中')
        },
      }
    },
    async caller(from = '+81312345678') {
      const { page } = await visitDesk({
        permissions: ['microphone'],
        before: watchPeers,
        // Of the centre's own origin, so that it may use the microphone; nothing else runs in it.
        address: '/_emulator/api/state',
      })
      const callSid = await page.evaluate(dialWithMicrophone, { from, to: centreNumber })
      const { telephony } = centre.emulator
      await untilGreeted(centre, callSid)
      return {
        page,
        callSid,
        press: (digits) => telephony.press(callSid, digits),
        hangUp: () => telephony.hangUp(callSid),
      }
    },
  }
}

/** Runs in the page: dials, and joins the microphone to the call. */
async function dialWithMicrophone(call: { from: string; to: string }): Promise<string> {
  const ask = async (path: string, body: object) => {
    const response = await fetch(`/_emulator/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(await response.text())
    return (await response.json()) as Record<string, string>
  }
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const peer = new RTCPeerConnection()
  for (const track of stream.getTracks()) peer.addTrack(track, stream)
  const speaker = new Audio()
  speaker.autoplay = true
  peer.addEventListener('track', ({ streams }) => (speaker.srcObject = streams[0] ?? null))
  const { callSid = '' } = await ask('/calls', call)
  await peer.setLocalDescription(await peer.createOffer())
  const { sdp } = await ask(`/calls/${callSid}/audio`, { sdp: peer.localDescription?.sdp })
  await peer.setRemoteDescription({ type: 'answer', sdp })
  return callSid
}

/** Waits for what the emulator tells of its calls; what it has told already counts. */
export function untilTold<Event extends TelephonyEvent>(
  { emulator: { telephony } }: Centre,
  isIt: (event: TelephonyEvent) => event is Event,
): Promise<Event> {
  const told = telephony.events.all.find(isIt)
  if (told) return Promise.resolve(told)
  return new Promise((resolve) => {
    const stop = telephony.events.subscribe((event) => {
      if (!isIt(event)) return
      stop()
      resolve(event)
    })
  })
}

/** Keys pressed before the caller is asked for them are lost. */
export function untilGreeted(centre: Centre, callSid: string): Promise<unknown> {
  return untilTold(
    centre,
    (event): event is TelephonyEvent =>
      event.type === 'sound' && event.callSid === callSid && event.sound.kind === 'say',
  )
}

/** How long until it is so; fails after `atMost` milliseconds. */
export async function within(atMost: number, isSo: () => Promise<unknown>): Promise<void> {
  const began = performance.now()
  await isSo()
  expect(performance.now() - began).toBeLessThan(atMost)
}
