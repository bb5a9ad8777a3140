const RATE = 8000

/** One or two pitches for a while, with soft edges. */
interface Note {
  hertz: number[]
  ms: number
  level?: number
}

const DTMF_ROWS = [697, 770, 852, 941]
const DTMF_COLUMNS = [1209, 1336, 1477]
const DTMF_KEYS = '123456789*0#'
/** A pentatonic scale: whatever is said, it sounds friendly. */
const SCALE = [262, 294, 330, 392, 440, 523]

export const keyTone = (key: string, ms = 200): Note => {
  const at = DTMF_KEYS.indexOf(key)
  if (at < 0) return pause(ms)
  return { hertz: [DTMF_ROWS[Math.floor(at / 3)]!, DTMF_COLUMNS[at % 3]!], ms, level: 0.2 }
}
export const pause = (ms: number): Note => ({ hertz: [], ms })

/** Japan: 400 Hz with a trembling of 16 Hz, a second of it in three. Elsewhere 440 and 480 Hz, two seconds in six. */
export function ringback(country?: string): Note[] {
  if (country === 'jp') return [{ hertz: [384, 400, 416], ms: 1000, level: 0.12 }, pause(2000)]
  return [{ hertz: [440, 480], ms: 2000, level: 0.12 }, pause(4000)]
}

/** What a softphone rings with. */
export const ringtone = (): Note[] => [
  ...[523, 659, 784, 659].map((hertz) => ({ hertz: [hertz, hertz * 2], ms: 180, level: 0.25 })),
  pause(1200),
]

/** Instead of Twilio's music, when a queue has none of its own. */
export const holdMusic = (): Note[] =>
  [0, 2, 4, 3, 5, 4, 2, 3, 1, 0, 2, 1].flatMap((step) => [
    { hertz: [SCALE[step]!, SCALE[step]! / 2], ms: 600, level: 0.15 },
    pause(100),
  ])

/** A sentence without a voice: a soft note for each sound, rests where one breathes, falling towards the end. */
export function murmur(text: string): Note[] {
  const letters = [...text]
  return letters.map((letter, index) => {
    if (/[、,・\s]/.test(letter)) return pause(120)
    if (/[。.!?！？]/.test(letter)) return pause(300)
    const fall = Math.round((1.5 * index) / letters.length)
    const step = (letter.codePointAt(0)! * 7) % (SCALE.length - 1)
    const hertz = SCALE[Math.max(0, step - fall)]!
    return { hertz: [hertz, hertz * 2], ms: letter < '\u3000' ? 66 : 140, level: 0.16 }
  })
}

/** Samples from -1 to 1 at 8 kHz. */
export function render(notes: Note[]): Float32Array {
  const total = notes.reduce((sum, { ms }) => sum + samplesIn(ms), 0)
  const samples = new Float32Array(total)
  let at = 0
  for (const note of notes) {
    writeNote(samples.subarray(at, at + samplesIn(note.ms)), note)
    at += samplesIn(note.ms)
  }
  return samples
}

function writeNote(samples: Float32Array, { hertz, level = 0.2 }: Note) {
  const edge = Math.min(120, samples.length / 4)
  for (let index = 0; index < samples.length && hertz.length; index++) {
    const envelope = Math.min(1, index / edge, (samples.length - index) / edge)
    const wave = hertz.reduce((sum, pitch) => sum + Math.sin((2 * Math.PI * pitch * index) / RATE), 0)
    samples[index] = (level * envelope * wave) / hertz.length
  }
}

const samplesIn = (ms: number) => Math.round((ms * RATE) / 1000)
