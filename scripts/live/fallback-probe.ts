import { queueNameAtTwilio } from '../../src/twilio/stage.ts'
import { PlainError } from '../plain-error.ts'
import type { EnvFile } from './env-file.ts'
import { fallbackPath } from './fallback.ts'
import type { Stage } from './stage.ts'
import { ask } from './web.ts'

interface Options {
  baseUrl: string
  stage: Stage
  file: EnvFile
}

/** No number is pointed to an address that does not answer, or whose fallback leads to another queue. */
export async function checkFallback({ baseUrl, stage, file }: Options): Promise<void> {
  const url = baseUrl + fallbackPath(stage)
  const { status, type, text } = await ask(url).catch((error: { code?: string; message: string }) => {
    throw new PlainError(
      `${url} does not answer (${error.code ?? error.message}): is the build deployed? npm run deploy`,
    )
  })
  if (status !== 200 || !/^(text|application)\/xml/.test(type))
    throw new PlainError(
      `${url} answers ${status} ${type}, not a TwiML document: the deploy is not complete. Run npm run deploy again.`,
    )
  const queue = queueNameAtTwilio(stage.prefix, file.values.MAIN_QUEUE ?? '')
  if (!text.includes(`>${queue}</Enqueue>`))
    throw new PlainError(
      `${url} does not lead to the queue ${queue}: it was built with another MAIN_QUEUE. npm run deploy builds it with that of ${file.name}.`,
    )
}
