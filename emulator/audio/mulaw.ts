/** μ-law, 8 kHz, mono: the sound of a telephone line. 160 bytes are 20 ms. */
export const FRAME_BYTES = 160
export const FRAME_MS = 20
export const BYTES_PER_MS = 8
export const SILENCE = Buffer.alloc(FRAME_BYTES, 0xff)

const BIAS = 0x84
const CLIP = 32635

/** G.711: a sample of 16 bits becomes a sign, a segment and four bits within it, all inverted. */
export function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(Math.round(sample)), CLIP) + BIAS
  const segment = Math.max(0, 31 - Math.clz32(magnitude) - 7)
  return ~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0f)) & 0xff
}

/** Samples from -1 to 1. */
export function encode(samples: Float32Array): Buffer {
  const bytes = Buffer.alloc(samples.length)
  for (let index = 0; index < samples.length; index++) bytes[index] = encodeSample(samples[index]! * 32767)
  return bytes
}
