import type { Page } from 'playwright-core'

/**
 * Microphones that can be pulled out and plugged in again, at the browser's boundary: what is pulled is in no list, does
 * not open, and what was opened of it is dead for good. For `Visit.before`.
 */
export const withPlugs = `if (navigator.mediaDevices) {
  const media = navigator.mediaDevices
  const list = media.enumerateDevices.bind(media)
  const open = media.getUserMedia.bind(media)
  const tracks = []
  let pulled = []
  const isPulled = ({ kind, label }) => kind === 'audioinput' && pulled.some((name) => label.includes(name))
  const present = async () => (await list()).filter((device) => !isPulled(device))
  media.enumerateDevices = present
  media.getUserMedia = async (wanted) => {
    const microphones = (await present()).filter(({ kind }) => kind === 'audioinput')
    const { exact } = wanted.audio?.deviceId ?? {}
    if (!microphones.some(({ deviceId }) => exact === undefined || deviceId === exact))
      throw new DOMException('Requested device not found', 'NotFoundError')
    const stream = await open(wanted)
    tracks.push(...stream.getAudioTracks())
    return stream
  }
  window.plug = (names) => {
    pulled = names
    for (const track of tracks.filter((each) => isPulled({ kind: 'audioinput', label: each.label }))) {
      track.stop()
      track.dispatchEvent(new Event('ended'))
    }
    media.dispatchEvent(new Event('devicechange'))
  }
}
`

/** Pulls the microphones whose names have these words in them; the others are plugged in. */
export function pull(page: Page, ...names: string[]): Promise<void> {
  return page.evaluate((pulled) => (window as unknown as { plug(names: string[]): void }).plug(pulled), names)
}
