import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { ZodMiniType } from 'zod/mini'
import type { RuntimeCallback, TwilioResponse } from './runtime.ts'
import { openStep, type VoiceContext, type VoiceStep } from './voice-step.ts'
import { say } from './voice-twiml.ts'

export interface VoiceAnswer {
  /** One word for the log. */
  outcome: string
  twiml: VoiceResponse
  /** Anything but 200 only where nobody hears the answer. */
  status?: number
}

interface StepOfACall<Params> {
  params: ZodMiniType<Params>
  answer(params: Params, step: VoiceStep): VoiceAnswer | Promise<VoiceAnswer>
  /** What is answered when `answer` throws; an apology unless the call should go on. */
  otherwise?(step: VoiceStep): VoiceResponse
  /** 200, unless nobody hears the answer and Twilio should ask again. */
  statusOtherwise?(params: Params | undefined): number
}

/** Makes a Twilio Function of one step of a call. Whatever happens, Twilio gets TwiML and the log gets one line. */
export function voiceFunction<Params extends { CallSid?: string }>(of: StepOfACall<Params>) {
  return async (
    context: VoiceContext,
    event: Record<string, unknown>,
    callback: RuntimeCallback,
  ): Promise<void> => {
    const step = openStep(context)
    const begun = performance.now()
    const { data: params } = of.params.safeParse(event)
    const { outcome, twiml, status } = await answerOf(of, params, step)
    log(context, step, outcome, performance.now() - begun, event, params)
    callback(null, reply(twiml, status))
  }
}

/** Makes a Twilio Function that writes one row about a leg, and is repeated by Twilio until it could. */
export function callbackFunction<Params extends { CallSid?: string }>(
  params: ZodMiniType<Params>,
  write: (params: Params, step: VoiceStep) => Promise<{ outcome: string; written: boolean }>,
) {
  return voiceFunction<Params>({
    params,
    async answer(event, step) {
      const { outcome, written } = await write(event, step)
      return { outcome, twiml: new VoiceResponse(), status: written ? 200 : 503 }
    },
    otherwise: () => new VoiceResponse(),
    statusOtherwise: () => 503,
  })
}

/** As text, since a document may turn out impossible only when it is written. */
interface Written {
  outcome: string
  twiml: string
  status: number
}

async function answerOf<Params>(
  { answer, otherwise = apology, statusOtherwise = () => 200 }: StepOfACall<Params>,
  params: Params | undefined,
  step: VoiceStep,
): Promise<Written> {
  try {
    if (!params) throw new Error('The parameters could not be read')
    const { outcome, twiml, status = 200 } = await answer(params, step)
    return { outcome, twiml: twiml.toString(), status }
  } catch (error) {
    console.error(failureLine(error))
    return { outcome: 'failed', twiml: otherwise(step).toString(), status: statusOtherwise(params) }
  }
}

/** One line. A message of the database's is left out: it quotes values. */
function failureLine(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify({ failed: typeof error })
  const { name, message, stack } = error
  const { code } = error as { code?: unknown }
  const at = stack?.split('\n').filter((line) => line.trimStart().startsWith('at '))
  return JSON.stringify({
    failed: name,
    ...(code === undefined ? { message } : { code }),
    at: at?.slice(0, 6).map((line) => line.trim()),
  })
}

function apology({ config, prompts }: VoiceStep): VoiceResponse {
  const twiml = new VoiceResponse()
  say(twiml, config, prompts.apology)
  twiml.hangup()
  return twiml
}

function reply(twiml: string, status: number): TwilioResponse {
  const response = new Twilio.Response()
  response.setStatusCode(status)
  response.appendHeader('Content-Type', 'text/xml')
  response.setBody(twiml)
  return response
}

/** No telephone numbers: Twilio keeps them under the CallSid. */
function log(
  context: VoiceContext,
  step: VoiceStep,
  outcome: string,
  milliseconds: number,
  event: Record<string, unknown>,
  params: object | undefined,
): void {
  const cut = namesOfCut(event, params)
  console.log(
    JSON.stringify({
      route: context.PATH,
      CallSid: (params as { CallSid?: string } | undefined)?.CallSid,
      outcome,
      ms: Math.round(milliseconds),
      mysql: step.databaseFailure(),
      cut: cut.length ? cut : undefined,
    }),
  )
}

function namesOfCut(event: Record<string, unknown>, params: object | undefined): string[] {
  return Object.entries(params ?? {})
    .filter(([name, value]) => typeof value === 'string' && isLonger(event[name], value))
    .map(([name]) => name)
}

function isLonger(sent: unknown, kept: string): boolean {
  const text: unknown = Array.isArray(sent) ? sent[0] : sent
  return typeof text === 'string' && text.length > kept.length
}
