import { expect, test } from 'vitest'
import type { FaultCode } from './call-state.ts'
import { LineAudio, type InUse, type LineSound } from './line-audio.ts'

/** A line as Twilio's SDK keeps it: devices that it knows, one of them in use, and some that do not open. */
class Sound implements LineSound {
  known = ['default', 'headset']
  busy: string[] = []
  mic: InUse | null = { deviceId: 'default', label: 'default', isLive: true }
  loud = 'default'
  opened: string[] = []

  microphone = () => this.mic
  speaker = () => ({ deviceId: this.loud, label: this.loud, isLive: true })
  faultOf = (): FaultCode => 'microphone-busy'

  async useMicrophone(wanted = 'default') {
    if (!this.known.includes(wanted)) return false
    this.opened.push(wanted)
    // As the SDK does: it lets go of the old one first.
    this.mic = { ...this.mic!, isLive: false }
    if (this.busy.includes(wanted)) throw new Error('busy')
    this.mic = { deviceId: wanted, label: wanted, isLive: true }
    return true
  }

  async useSpeaker(wanted = 'default') {
    if (!this.known.includes(wanted)) return false
    this.loud = wanted
    return true
  }

  pull(deviceId: string) {
    this.known = this.known.filter((each) => each !== deviceId)
    if (this.mic?.deviceId === deviceId) this.mic = { ...this.mic, isLive: false }
    if (this.loud === deviceId) this.loud = 'default'
  }
}

function aLine(chosen?: string) {
  const sound = new Sound()
  const told: string[] = []
  const page: { wanted: { deviceId: string } | undefined; shown: unknown } = {
    wanted: chosen ? { deviceId: chosen } : undefined,
    shown: undefined,
  }
  const audio = new LineAudio(sound, {
    wanted: () => page.wanted,
    fault: (code) => void told.push(code),
    mended: () => void told.push('mended'),
    inUse: (labels) => (page.shown = labels),
  })
  return { sound, told, page, audio, keep: () => audio.keep() }
}

test('a line that is right is left alone, and what it uses is shown', async () => {
  const { sound, page, keep } = aLine()
  await keep()
  await keep()
  expect(sound.opened).toEqual([])
  expect(page.shown).toEqual({ microphone: 'default', speaker: 'default' })
  sound.mic = null
  await keep()
  expect(page.shown).toEqual({ microphone: null, speaker: null })
})

test('a chosen headset that the browser did not give at first is used', async () => {
  const { sound, page, keep } = aLine('headset')
  await keep()
  expect(page.shown).toEqual({ microphone: 'headset', speaker: 'headset' })
  await keep()
  expect(sound.opened).toEqual(['headset'])
})

test('a chosen headset that was pulled is used again when it is back, however late the SDK hears of it', async () => {
  const { sound, told, page, audio, keep } = aLine('headset')
  await keep()
  sound.pull('headset')
  page.wanted = undefined
  audio.lost()
  await keep()
  expect(page.shown).toEqual({ microphone: 'default', speaker: 'default' })
  expect(told).toEqual(['microphone-lost'])
  page.wanted = { deviceId: 'headset' }
  await keep()
  expect(page.shown).toEqual({ microphone: 'default', speaker: 'default' })
  sound.known.push('headset')
  await keep()
  expect(page.shown).toEqual({ microphone: 'headset', speaker: 'headset' })
  expect(told).toEqual(['microphone-lost', 'mended'])
})

test('the only microphone pulled is said once, and used again when it is back: its track stays dead', async () => {
  const { sound, told, page, keep } = aLine()
  await keep()
  sound.pull('default')
  for (let second = 0; second < 3; second++) await keep()
  expect(told).toEqual(['microphone-missing'])
  expect(page.shown).toMatchObject({ microphone: null })
  sound.known.push('default')
  await keep()
  expect(page.shown).toMatchObject({ microphone: 'default' })
  expect(told).toEqual(['microphone-missing', 'mended'])
})

test('another microphone that the SDK took by itself is not taken once more', async () => {
  const { sound, keep } = aLine()
  await keep()
  sound.mic = { deviceId: 'other', label: 'other', isLive: true }
  await keep()
  await keep()
  expect(sound.opened.length).toBeLessThanOrEqual(1)
})

test('a microphone that does not open leaves the line with another, says so, and is not tried each second', async () => {
  const { sound, told, page, audio, keep } = aLine('headset')
  sound.busy = ['headset']
  for (let second = 0; second < 3; second++) await keep()
  expect(sound.opened).toEqual(['headset', 'default'])
  expect(page.shown).toMatchObject({ microphone: 'default' })
  expect(told).toEqual(['microphone-busy'])
  sound.busy = []
  audio.tryAgain()
  await keep()
  await expect.poll(() => page.shown).toMatchObject({ microphone: 'headset' })
  expect(told).toEqual(['microphone-busy', 'mended'])
})

test('one that did not open is tried again when the devices have changed', async () => {
  const { sound, page, keep } = aLine('headset')
  sound.busy = ['headset']
  await keep()
  sound.busy = []
  page.wanted = { deviceId: 'headset' }
  await keep()
  expect(page.shown).toMatchObject({ microphone: 'headset' })
})

test('the browser’s own is used once it is chosen in place of a headset', async () => {
  const { page, keep } = aLine('headset')
  await keep()
  page.wanted = undefined
  await keep()
  expect(page.shown).toEqual({ microphone: 'default', speaker: 'default' })
})

test('what was said of one line is said anew of the next', async () => {
  const { sound, told, keep } = aLine()
  sound.pull('default')
  await keep()
  sound.mic = null
  await keep()
  sound.mic = { deviceId: 'default', label: 'default', isLive: false }
  await keep()
  expect(told).toEqual(['microphone-missing', 'microphone-missing'])
})
