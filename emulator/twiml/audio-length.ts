const LATIN_PER_SECOND = 15
const JAPANESE_PER_SECOND = 7
const MP3_BITS_PER_SECOND = 128_000

/** How long a text takes to say, estimated from its letters. */
export function speechMilliseconds(text: string): number {
  const all = [...text].length
  const latin = [...text].filter((letter) => letter < '\u3000').length
  return Math.round((latin / LATIN_PER_SECOND + (all - latin) / JAPANESE_PER_SECOND) * 1000)
}

/** How long a sound lasts: exact for WAV, by the bit rate of its first frame for MP3. */
export function audioMilliseconds(sound: Buffer): number {
  if (sound.toString('latin1', 0, 4) === 'RIFF') return wavMilliseconds(sound)
  return Math.round((sound.length * 8 * 1000) / mp3BitRate(sound))
}

function wavMilliseconds(sound: Buffer): number {
  let bytesPerSecond = 8_000
  for (let at = 12; at + 8 <= sound.length;) {
    const size = sound.readUInt32LE(at + 4)
    const chunk = sound.toString('latin1', at, at + 4)
    if (chunk === 'fmt ') bytesPerSecond = sound.readUInt32LE(at + 16)
    if (chunk === 'data') return Math.round((Math.min(size, sound.length - at - 8) * 1000) / bytesPerSecond)
    at += 8 + size + (size % 2)
  }
  return 0
}

const MPEG1_LAYER3_KBITS = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const MPEG2_LAYER3_KBITS = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]

function mp3BitRate(sound: Buffer): number {
  for (let at = 0; at + 3 < sound.length; at++) {
    const second = sound[at + 1] ?? 0
    if (sound[at] !== 0xff || (second & 0xe6) !== 0xe2) continue
    const table = (second & 0x18) === 0x18 ? MPEG1_LAYER3_KBITS : MPEG2_LAYER3_KBITS
    const kilobits = table[(sound[at + 2] ?? 0) >> 4]
    if (kilobits) return kilobits * 1000
  }
  return MP3_BITS_PER_SECOND
}
