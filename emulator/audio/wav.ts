import { encode } from './mulaw.ts'

const RATE = 8000
const PCM = 1
const MU_LAW = 7

interface Format {
  code: number
  channels: number
  rate: number
  bits: number
}

/** A WAV file (PCM of 8 or 16 bits, or μ-law; any rate) as μ-law of 8 kHz; undefined for anything else. */
export function decodeWav(file: Buffer): Buffer | undefined {
  if (file.toString('latin1', 0, 4) !== 'RIFF') return undefined
  const chunks = readChunks(file)
  const format = chunks.get('fmt ')
  const data = chunks.get('data')
  if (!format || !data) return undefined
  const shape = readFormat(format)
  if (shape.code === MU_LAW && shape.rate === RATE && shape.channels === 1) return data
  if (shape.code !== PCM || ![8, 16].includes(shape.bits)) return undefined
  return encode(resample(readSamples(data, shape), shape.rate))
}

/** A WAV file of 16 bits at 8 kHz, for browsers. */
export function encodeWav(samples: Float32Array): Buffer {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.length * 2, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(PCM, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(RATE, 24)
  header.writeUInt32LE(RATE * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.length * 2, 40)
  return Buffer.concat([header, Buffer.from(Int16Array.from(samples, (sample) => sample * 32767).buffer)])
}

function readChunks(file: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>()
  for (let at = 12; at + 8 <= file.length;) {
    const size = file.readUInt32LE(at + 4)
    chunks.set(file.toString('latin1', at, at + 4), file.subarray(at + 8, at + 8 + size))
    at += 8 + size + (size % 2)
  }
  return chunks
}

function readFormat(chunk: Buffer): Format {
  return {
    code: chunk.readUInt16LE(0),
    channels: chunk.readUInt16LE(2),
    rate: chunk.readUInt32LE(4),
    bits: chunk.readUInt16LE(14),
  }
}

/** The first channel. */
function readSamples(data: Buffer, { channels, bits }: Format): Float32Array {
  const step = (channels * bits) / 8
  const samples = new Float32Array(Math.floor(data.length / step))
  for (let index = 0; index < samples.length; index++) {
    const at = index * step
    samples[index] = bits === 16 ? data.readInt16LE(at) / 32768 : (data.readUInt8(at) - 128) / 128
  }
  return samples
}

/** The mean of the samples that fall together: a plain filter, enough for speech on a telephone. */
function resample(samples: Float32Array, rate: number): Float32Array {
  if (rate === RATE) return samples
  const ratio = rate / RATE
  const result = new Float32Array(Math.floor(samples.length / ratio))
  for (let index = 0; index < result.length; index++) {
    const from = Math.floor(index * ratio)
    const until = Math.max(from + 1, Math.floor((index + 1) * ratio))
    let sum = 0
    for (let at = from; at < until; at++) sum += samples[at] ?? 0
    result[index] = sum / (until - from)
  }
  return result
}
