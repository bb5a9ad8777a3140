import { standardParameters } from '../telephony/parameters.ts'
import { Stopped, until } from '../telephony/stopped.ts'
import { WebhookError, type WebhookAnswer } from '../webhooks.ts'
import { audioMilliseconds } from './audio-length.ts'
import { type Element, parseTwiml } from './document.ts'
import type { Run, TwimlRequest } from './run.ts'
import { TwimlError } from './twiml-error.ts'

/** Fetches and reads a document, for a run that goes on in it. Throws TwimlError. */
export async function loadDocument(
  run: Run,
  request: TwimlRequest,
): Promise<{ run: Run; response: Element }> {
  if ('twiml' in request)
    return { run: { ...run, documentUrl: undefined }, response: parseTwiml(request.twiml) }
  const answer = await until(requestDocument(run, request), run.signal)
  const response = read(answer)
  run.leg.tell({
    type: 'document',
    url: answer.url,
    purpose: request.purpose,
    twiml: answer.body.toString('utf8'),
  })
  return { run: { ...run, documentUrl: answer.url, documentMethod: request.method }, response }
}

/** Makes the request of a document, whether or not anybody is left to carry it out. */
export async function requestDocument(
  { telephony, leg }: Pick<Run, 'telephony' | 'leg'>,
  request: Exclude<TwimlRequest, { twiml: string }>,
): Promise<WebhookAnswer> {
  await leg.stepsHeldBy
  if (leg.discarded) throw new Stopped('ended')
  const parameters = { ...standardParameters(telephony, leg.call), ...request.parameters }
  try {
    return await telephony.webhooks.send({
      ...request,
      parameters,
      callSid: leg.call.sid,
      cookies: leg.cookies,
    })
  } catch (error) {
    if (error instanceof WebhookError) throw new TwimlError(error.code, error.message, error.url)
    throw error
  }
}

/** Text is TwiML or is read aloud; audio is played. */
function read({ url, status, contentType, body }: WebhookAnswer): Element {
  if (status < 200 || status > 299) throw new TwimlError(11200, `${url} answered ${status}.`, url)
  const mime = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  if (mime.startsWith('audio/')) return spoken('Play', url)
  const text = body.toString('utf8')
  if (mime === 'text/plain') return plainText(text)
  if (!['text/xml', 'application/xml', 'text/html'].includes(mime))
    throw new TwimlError(12300, `${url} answered with the type "${contentType}".`, url)
  return withUrl(url, () => parseTwiml(text))
}

function plainText(text: string): Element {
  try {
    return parseTwiml(text)
  } catch {
    return spoken('Say', text)
  }
}

function withUrl<T>(url: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof TwimlError && !error.url) throw new TwimlError(error.code, error.message, url)
    throw error
  }
}

const spoken = (name: 'Say' | 'Play', text: string): Element => ({
  name: 'Response',
  attributes: {},
  text: '',
  children: [{ name, attributes: {}, children: [], text }],
})

/** How long the sound at an address lasts; fetched once, as Twilio caches what it plays. */
export function mediaMilliseconds({ telephony, leg, within }: Run, url: string): Promise<number> {
  const known = telephony.mediaLengths.get(url)
  if (known) return known
  const fetched = telephony.audio ? telephony.audio.durationMs({ kind: 'play', url }) : fetchMedia()
  telephony.mediaLengths.set(url, fetched)
  fetched.catch(() => telephony.mediaLengths.delete(url))
  return fetched

  async function fetchMedia(): Promise<number> {
    const request = {
      url,
      method: 'GET' as const,
      purpose: 'media' as const,
      parameters: {},
      callSid: leg.call.sid,
    }
    const answer = await telephony.webhooks.send(request).catch((error: unknown) => {
      throw error instanceof WebhookError ? new TwimlError(error.code, error.message, url) : error
    })
    if (answer.status !== 200) throw new TwimlError(11200, `${url} answered ${answer.status}.`, url)
    if (!/^(audio\/|application\/octet-stream)/.test(answer.contentType))
      throw new TwimlError(
        within === 'Gather' ? 13325 : 13420,
        `${url} is no sound but "${answer.contentType}".`,
        url,
      )
    return audioMilliseconds(answer.body)
  }
}
