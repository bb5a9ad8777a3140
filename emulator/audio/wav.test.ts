import { expect, test } from 'vitest'
import { encodeSample } from './mulaw.ts'
import { decodeWav, encodeWav } from './wav.ts'

/** A header as other programs write it, with a chunk that nobody asked for. */
function wav({ code = 1, channels = 1, rate = 8000, bits = 16 }, data: Buffer): Buffer {
  const format = Buffer.alloc(16)
  format.writeUInt16LE(code, 0)
  format.writeUInt16LE(channels, 2)
  format.writeUInt32LE(rate, 4)
  format.writeUInt16LE(bits, 14)
  const chunk = (name: string, body: Buffer) => {
    const size = Buffer.alloc(4)
    size.writeUInt32LE(body.length)
    return Buffer.concat([Buffer.from(name), size, body, Buffer.alloc(body.length % 2)])
  }
  const chunks = [chunk('LIST', Buffer.from('odd')), chunk('fmt ', format), chunk('data', data)]
  return Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE'), ...chunks])
}

const tone = (length: number) => Float32Array.from({ length }, (_, index) => Math.sin(index / 4) / 2)

test('μ-law of 8 kHz passes as it is', () => {
  const data = Buffer.from([1, 2, 3, 4])
  expect(decodeWav(wav({ code: 7, bits: 8 }, data))).toEqual(data)
})

test('what we write can be read again, a byte for a sample', () => {
  const decoded = decodeWav(encodeWav(tone(800)))
  expect(decoded).toHaveLength(800)
  expect(decoded?.[0]).toBe(encodeSample(0))
})

test('other rates become 8 kHz, and of two channels one is heard', () => {
  const data = Buffer.from(Int16Array.from(tone(4800), (sample) => sample * 32767).buffer)
  expect(decodeWav(wav({ rate: 48000 }, data))).toHaveLength(800)
  expect(decodeWav(wav({ channels: 2 }, data))).toHaveLength(2400)
  expect(decodeWav(wav({ rate: 4000 }, data))).toHaveLength(9600)
})

test('anything else is no sound', () => {
  expect(decodeWav(Buffer.from('ID3 an mp3'))).toBeUndefined()
  expect(decodeWav(wav({ code: 3, bits: 32 }, Buffer.alloc(8)))).toBeUndefined()
  expect(decodeWav(Buffer.from('RIFF\0\0\0\0WAVE'))).toBeUndefined()
})

test('μ-law is silent at 0xff and loudest at both ends', () => {
  expect([0, 32767, -32768, 1000].map(encodeSample)).toEqual([0xff, 0x80, 0x00, 0xce])
})
