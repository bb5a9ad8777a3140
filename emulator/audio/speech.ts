import { execFile } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { encode } from './mulaw.ts'
import { murmur, render } from './tones.ts'
import { decodeWav } from './wav.ts'

/** Makes a text heard: μ-law of 8 kHz. */
export type Speech = (text: string, language: string) => Promise<Buffer>

interface OpenJTalk {
  program: string
  dictionary: string
  voice: string
}

const DICTIONARIES = ['/var/lib/mecab/dic/open-jtalk/naist-jdic', '/usr/local/share/open_jtalk/dic']
const VOICES = ['/usr/share/hts-voice/**/*.htsvoice', '/usr/local/share/hts-voice/**/*.htsvoice']

/** Instead of a voice: friendly notes, as long as the sentence would be. */
export const murmurOf: Speech = async (text) => encode(render(murmur(text)))

/** Open JTalk, where the machine has it with a dictionary and a voice. Other languages are murmured. */
export function findSpeech(): Speech | undefined {
  const engine = findOpenJTalk()
  if (!engine) return undefined
  return async (text, language) => {
    const spoken = language.startsWith('ja') ? await speak(engine, text).catch(() => undefined) : undefined
    return spoken ?? murmurOf(text, language)
  }
}

function findOpenJTalk(): OpenJTalk | undefined {
  const program = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'open_jtalk'))
    .find((file) => existsSync(file))
  const dictionary = DICTIONARIES.find((folder) => existsSync(folder))
  const voice = VOICES.flatMap((pattern) => globSync(pattern))[0]
  return program && dictionary && voice ? { program, dictionary, voice } : undefined
}

async function speak({ program, dictionary, voice }: OpenJTalk, text: string): Promise<Buffer | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'speech-'))
  const [words, sound] = [join(folder, 'words.txt'), join(folder, 'sound.wav')]
  try {
    await writeFile(words, text.replaceAll('\n', ' ') + '\n')
    await promisify(execFile)(program, ['-x', dictionary, '-m', voice, '-ow', sound, words])
    return decodeWav(await readFile(sound))
  } finally {
    await rm(folder, { recursive: true })
  }
}
