import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

const rate = 8000
const bars = 8
const barSeconds = 3.75
const length = bars * barSeconds * rate

/** Semitones above A3: chords that a telephone carries, each moving little to the next. */
const chords = [
  [3, 7, 10, 14], // C major 7
  [3, 7, 10, 12], // A minor 7
  [3, 7, 8, 12], // F major 7
  [3, 5, 10, 15], // G with a hanging fourth
  [7, 10, 15, 19], // C
  [5, 7, 10, 14], // E minor 7
  [8, 12, 15, 19], // F major 7
  [5, 8, 10, 14], // G 7, which leads back to the beginning
]

/** Four bells a bar, in the same scale; null rests. */
const melody = [
  [19, 22, 27, null],
  [24, 22, 19, null],
  [20, 24, 27, 24],
  [22, null, 17, null],
  [19, 22, 27, 31],
  [31, 26, 22, null],
  [24, 27, 32, 27],
  [29, 26, 22, null],
]

/** Writes half a minute of hold music as WAV, 8 kHz mono: composed here, so free to be distributed. It loops without a seam. */
export async function writeHoldMusic(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, wav(soften(compose())))
}

function compose(): Float64Array {
  const sound = new Float64Array(length)
  chords.forEach((chord, bar) => chord.forEach((note, voice) => pad(sound, bar, note, voice)))
  melody.forEach((notes, bar) => notes.forEach((note, beat) => bell(sound, bar, beat, note)))
  return sound
}

/** A chord's voice swells for a second and overlaps the next chord. Two sines a little apart give it warmth. */
function pad(sound: Float64Array, bar: number, note: number, voice: number): void {
  const seconds = barSeconds + 1.2
  const hertz = pitch(note)
  play(sound, bar * barSeconds, seconds, (t) => {
    const swell = Math.sin((Math.PI * t) / seconds) ** 1.4
    const body = Math.sin(turn(hertz * 0.9985, t)) + Math.sin(turn(hertz * 1.0015, t) + voice)
    return 0.06 * swell * (body + 0.25 * Math.sin(turn(hertz * 2, t)))
  })
}

/** Struck softly: a short rise, a long decay, and a quick shimmer above the note. */
function bell(sound: Float64Array, bar: number, beat: number, note: number | null | undefined): void {
  if (note === null || note === undefined) return
  const hertz = pitch(note)
  const strength = beat === 0 ? 0.16 : 0.12
  play(sound, (bar + beat / 4) * barSeconds, 3.2, (t) => {
    const decay = Math.min(1, t / 0.008) * Math.exp(-t / 0.75)
    const shimmer = 0.28 * Math.exp(-t / 0.12) * Math.sin(turn(hertz * 2.76, t))
    const wave =
      Math.sin(turn(hertz, t)) + 0.18 * Math.exp(-t / 0.35) * Math.sin(turn(hertz * 2, t)) + shimmer
    return strength * decay * wave
  })
}

/** What sounds beyond the end sounds at the beginning. */
function play(sound: Float64Array, from: number, seconds: number, at: (t: number) => number): void {
  const first = Math.round(from * rate)
  for (let i = 0; i < seconds * rate; i++) {
    const index = (first + i) % length
    sound[index] = sound[index]! + at(i / rate)
  }
}

/** A small room: two quiet echoes; and no sharpness, which telephones do not carry well. */
function soften(dry: Float64Array): Float64Array {
  const echoed = dry.map(
    (value, i) => value + 0.3 * at(dry, i - 0.29 * rate) + 0.16 * at(dry, i - 0.53 * rate),
  )
  const soft = echoed.map((value, i) => 0.25 * at(echoed, i - 1) + 0.5 * value + 0.25 * at(echoed, i + 1))
  const loudest = soft.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return soft.map((value) => (0.6 * value) / loudest)
}

function at(sound: Float64Array, index: number): number {
  return sound[(Math.round(index) + length) % length]!
}

const pitch = (semitones: number) => 220 * 2 ** (semitones / 12)
const turn = (hertz: number, t: number) => 2 * Math.PI * hertz * t

/** 16 bits a sample, one channel. */
function wav(sound: Float64Array): Buffer {
  const file = Buffer.alloc(44 + sound.length * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + sound.length * 2, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(rate * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(sound.length * 2, 40)
  sound.forEach((value, i) => file.writeInt16LE(Math.round(value * 32767), 44 + i * 2))
  return file
}
