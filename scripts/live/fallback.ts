import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reportUrl } from '../../src/call/step-urls.ts'
import { projectRoot } from '../project-root.ts'
import { parseEnv } from './env-file.ts'
import { sourceId } from './source-id.ts'
import { stageNamed, stageNames, type Stage } from './stage.ts'

interface Centre {
  /** The queue of key 1. */
  mainQueue: string
  language: 'ja-JP' | 'en-US'
}

/** What the documents are written for: the given variables, else those of `.env.production`, else the defaults. */
export function centreOf(values: Readonly<Record<string, string>> = productionValues()): Centre {
  return {
    mainQueue: values.MAIN_QUEUE || 'support',
    language: values.VOICE_LANGUAGE?.startsWith('en') ? 'en-US' : 'ja-JP',
  }
}

function productionValues(): Record<string, string> {
  const file = join(projectRoot, stageNamed('production').envFile)
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
}

export const fallbackPath = (stage: Stage): string => `/assets/${file('fallback', stage)}`
export const operatorFallbackPath = (stage: Stage): string => `/assets/${file('fallback-operator', stage)}`

const words = {
  'ja-JP': {
    caller:
      '申し訳ございません。ただいまシステムに不具合が起きております。オペレーターにおつなぎしますので、そのままお待ちください。',
    waiting: 'お待たせして申し訳ございません。そのままお待ちください。',
    operator: 'システムに不具合が起きています。代表の待ち行列につなぎます。',
  },
  'en-US': {
    caller: 'We are sorry, our system has a problem at the moment. Please hold the line for an operator.',
    waiting: 'We are sorry to keep you waiting. Please hold the line.',
    operator: 'The system has a problem. You are being connected to the main queue.',
  },
}

/**
 * Writes what is said when no function answers: static documents, since nothing else can be relied upon then. One for
 * each stage, because a build moves from stage to stage while queue names begin with the stage.
 */
export async function writeStaticDocuments(assets: string, centre: Centre): Promise<void> {
  await mkdir(assets, { recursive: true })
  const write = (name: string, text: string) => writeFile(join(assets, name), text)
  await write('fallback-wait.xml', waitDocument(centre))
  for (const stage of stageNames.map(stageNamed)) {
    await write(file('fallback', stage), callerDocument(centre, stage))
    await write(file('fallback-operator', stage), operatorDocument(centre, stage))
  }
  await write('build.json', JSON.stringify({ source: sourceId() }) + '\n')
}

/** Apology, then the main queue. The stay gets its row when `queue-left` answers again. */
export function callerDocument({ mainQueue, language }: Centre, { prefix }: Stage): string {
  const action = xml(reportUrl('queue-left', { queue: mainQueue }))
  return document(
    say(language, words[language].caller) +
      `<Enqueue action="${action}" waitUrl="/assets/fallback-wait.xml" waitUrlMethod="GET">${xml(prefix + mainQueue)}</Enqueue>`,
  )
}

/** An operator's softphone gets to the waiting callers even then. Whom it served, the end of the dial tells. */
export function operatorDocument({ mainQueue, language }: Centre, { prefix }: Stage): string {
  const action = xml(reportUrl('operator-dial-ended', { queue: mainQueue }))
  return document(
    say(language, words[language].operator) +
      `<Dial timeout="600" action="${action}"><Queue>${xml(prefix + mainQueue)}</Queue></Dial>`,
  )
}

export function waitDocument({ language }: Centre): string {
  return document(say(language, words[language].waiting) + '<Play>/assets/hold-music-1.wav</Play>')
}

function file(name: string, { prefix, name: stage }: Stage): string {
  return `${name}${prefix ? `-${stage}` : ''}.xml`
}

function document(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Response>${content}</Response>\n`
}

function say(language: string, text: string): string {
  return `<Say language="${language}">${xml(text)}</Say>`
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
