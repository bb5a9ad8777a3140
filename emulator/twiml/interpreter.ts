import { NO_NUMBER, SCHEMA_WARNING } from '../error-dictionary.ts'
import type { CallError } from '../telephony/call.ts'
import type { Leg } from '../telephony/leg.ts'
import type { Element } from './document.ts'
import { loadDocument } from './load.ts'
import { type Mode, type Next, type Run, type TwimlRequest, next } from './run.ts'
import { sayAndPause } from './say.ts'
import { conformingVerbs } from './schema.ts'
import { TwimlError } from './twiml-error.ts'
import { verbs } from './verbs.ts'

/** How a chain of documents came to its end. */
export type Ending = Exclude<Next, { then: 'next' } | { then: 'fetch' }> | { then: 'finished' }

/** So many documents without any time passing are a loop. */
const MOST_DOCUMENTS_AT_ONCE = 100

/** Carries out a call from its first document to its end: the program of a leg. An empty document answers. */
export async function runCall(leg: Leg, first: TwimlRequest, signal: AbortSignal): Promise<void> {
  const run: Run = { telephony: leg.telephony, leg, mode: 'call', signal, documentMethod: 'POST' }
  const ending = await withFallback(run, first)
  if (ending.then === 'reject') return leg.finish(ending.status)
  if (leg.verbsBegun === 0) leg.answer()
  leg.finish('completed')
}

/** A document that fails is replaced by the fallback's, once; then Twilio apologises in English. */
async function withFallback(run: Run, first: TwimlRequest): Promise<Ending> {
  const { leg } = run
  try {
    return await runChain(run, first)
  } catch (error) {
    const failure = report(leg, error)
    try {
      if (leg.call.fallback) return await runChain(run, fallbackRequest(leg.call.fallback, failure))
    } catch (second) {
      report(leg, second)
    }
    return apologise(run)
  }
}

/** Notes the failure of a document on its leg; anything else is thrown on. */
export function report(leg: Leg, error: unknown, documentUrl?: string): CallError {
  if (!(error instanceof TwimlError)) throw error
  const { code, message, url = documentUrl } = error
  leg.fail({ code, message, url })
  return { code, message, url }
}

function fallbackRequest(
  fallback: { url: string; method: 'GET' | 'POST' },
  { code, url = '' }: CallError,
): TwimlRequest {
  return { ...fallback, purpose: 'fallback', parameters: { ErrorCode: String(code), ErrorUrl: url } }
}

async function apologise(run: Run): Promise<Ending> {
  run.leg.answer()
  await sayAndPause(run, {
    text: 'We are sorry. An application error has occurred. Goodbye.',
    language: 'en-US',
    voice: 'man',
  })
  return { then: 'hang-up' }
}

/** Carries out a document and those it leads to; `loaded` is told of each. Throws TwimlError and Stopped. */
export async function runChain(run: Run, first: TwimlRequest, loaded?: () => void): Promise<Ending> {
  let request = first
  for (let since = run.telephony.clock.now(), documents = 1; ; documents++) {
    const ending = await runDocument(run, request, loaded)
    if (ending.then !== 'fetch') return ending
    request = ending.request
    if (run.telephony.clock.now() > since) [since, documents] = [run.telephony.clock.now(), 0]
    if (documents > MOST_DOCUMENTS_AT_ONCE)
      throw new TwimlError(
        NO_NUMBER,
        'A hundred documents ran while no time passed: they lead to each other.',
      )
  }
}

type DocumentEnding = Exclude<Next, { then: 'next' }> | { then: 'finished' }

async function runDocument(parent: Run, request: TwimlRequest, loaded?: () => void): Promise<DocumentEnding> {
  const { run, response } = await loadDocument(parent, request)
  loaded?.()
  try {
    const elements = conformingVerbs(run, response)
    for (const [index, element] of elements.entries()) {
      const outcome = await runVerb({ ...run, following: elements[index + 1] }, element)
      if (outcome.then !== 'next') return outcome
    }
  } catch (error) {
    if (error instanceof TwimlError && !error.url)
      throw new TwimlError(error.code, error.message, run.documentUrl)
    throw error
  }
  return { then: 'finished' }
}

async function runVerb(run: Run, element: Element): Promise<Next> {
  const verb = verbs[element.name]
  if (!verb) return next
  if (!verb.modes.includes(run.mode)) return forbidden(run, element.name)
  run.leg.verbsBegun++
  run.leg.tell({ type: 'verb', verb: element.name, attributes: element.attributes, text: element.text })
  return verb.run(run, element)
}

function forbidden(run: Run, verb: string): Next {
  const message = `<${verb}> is not allowed in a ${run.mode} document.`
  const code = forbiddenNumber(verb, run.mode)
  if (run.mode !== 'wait' || run.telephony.switches.forbiddenWaitVerb === 'error')
    throw new TwimlError(code, message)
  run.leg.fail({ code, message, url: run.documentUrl })
  return next
}

function forbiddenNumber(verb: string, mode: Mode): number {
  if (mode === 'guidance') return 14211
  return verb === 'Dial' && mode === 'whisper' ? 13201 : SCHEMA_WARNING
}
