import { expect, test } from 'vitest'
import { SoundLibrary } from './sound-library.ts'
import { murmurOf } from './speech.ts'

const say = { kind: 'say', text: 'ただいま3番目です。', language: 'ja-JP', voice: 'man' } as const

test('a sentence without a voice lasts as long as it would be spoken, and a breath', async () => {
  const library = new SoundLibrary(murmurOf)
  expect(await library.durationMs(say)).toBeGreaterThan(1500)
  expect(await library.durationMs({ ...say, text: say.text.repeat(4) })).toBeGreaterThan(5000)
})

test('each sentence is made once', async () => {
  const asked: string[] = []
  const library = new SoundLibrary(async (text) => {
    asked.push(text)
    return Buffer.alloc(800)
  })
  expect(await library.durationMs(say)).toBe(500)
  await Promise.all([library.clip(say), library.clip(say)])
  expect(asked).toEqual([say.text])
})

test('tones of a line go on, what was said does not', async () => {
  const library = new SoundLibrary(murmurOf)
  expect((await library.clip({ kind: 'ringback', country: 'jp' })).repeats).toBe(true)
  expect((await library.clip(say)).repeats).toBe(false)
  expect((await library.clip({ kind: 'tones', digits: '1w2' })).bytes).toHaveLength(8000)
})

test('a file that cannot be had is silence, and asked for again', async () => {
  const library = new SoundLibrary(murmurOf)
  const nowhere = { kind: 'play', url: 'http://127.0.0.1:1/music.wav' } as const
  expect(await library.durationMs(nowhere)).toBe(0)
  expect(await library.durationMs(nowhere)).toBe(0)
})
