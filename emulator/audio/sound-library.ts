import type { Sound } from '../telephony/endpoint.ts'
import type { Audio } from '../telephony/telephony.ts'
import { BYTES_PER_MS, encode } from './mulaw.ts'
import { findSpeech, murmurOf, type Speech } from './speech.ts'
import { holdMusic, keyTone, murmur, pause, render, ringback } from './tones.ts'
import { decodeWav } from './wav.ts'

/** Said after a sentence, so that one whose connection comes up late is still heard to its end. */
const BREATH_MS = 400
const MEDIA_LIMIT_MS = 10_000

export interface Clip {
  /** μ-law, 8 kHz. */
  bytes: Buffer
  /** Over and over, as long as the leg hears it. */
  repeats: boolean
}

/** Turns what a leg hears into sound, each text and file once. */
export class SoundLibrary implements Audio {
  /** Sentences are speech; otherwise a murmur of their length. */
  readonly speaks: boolean
  private readonly speech: Speech
  private readonly made = new Map<string, Promise<Buffer>>()

  constructor(engine = findSpeech()) {
    this.speaks = engine !== undefined
    this.speech = engine ?? murmurOf
  }

  async durationMs(sound: Extract<Sound, { kind: 'say' | 'play' }>): Promise<number> {
    const { bytes } = await this.clip(sound)
    return bytes.length / BYTES_PER_MS + (sound.kind === 'say' ? BREATH_MS : 0)
  }

  async clip(sound: Sound): Promise<Clip> {
    const { kind } = sound
    const bytes = await this.once(JSON.stringify(sound), () => this.make(sound))
    return { bytes, repeats: kind === 'ringback' || kind === 'hold-music' }
  }

  private async make(sound: Sound): Promise<Buffer> {
    switch (sound.kind) {
      case 'say':
        return this.speech(sound.text, sound.language)
      case 'play':
        return fetchSound(sound.url)
      case 'ringback':
        return encode(render(ringback(sound.country)))
      case 'hold-music':
        return encode(render(holdMusic()))
      case 'tones':
        return encode(render([...sound.digits].map((key) => keyTone(key, key === 'w' ? 500 : 250))))
      default:
        return Buffer.alloc(0)
    }
  }

  private once(key: string, make: () => Promise<Buffer>): Promise<Buffer> {
    const known = this.made.get(key) ?? make()
    this.made.set(key, known)
    // A file that could not be read is asked for again.
    void known.then((bytes) => bytes.length || this.made.delete(key))
    return known
  }
}

/** A WAV file as it is; of anything else (MP3), only that something plays. */
async function fetchSound(url: string): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(MEDIA_LIMIT_MS) }).catch(() => undefined)
  if (!response?.ok) return Buffer.alloc(0)
  const wav = decodeWav(Buffer.from(await response.arrayBuffer()))
  return wav ?? encode(render([...murmur('おんがく'.repeat(12)), pause(500)]))
}
