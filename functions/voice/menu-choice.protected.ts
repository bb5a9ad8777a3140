import * as z from 'zod/mini'
import { callShape, count, text } from '../../src/call/call-params.ts'
import { stepUrl } from '../../src/call/step-urls.ts'
import { voiceFunction } from '../../src/http/voice-function.ts'
import { putInLine } from '../../src/http/voice-enqueue.ts'
import { askForKey, attemptsInAll } from '../../src/http/voice-menu.ts'
import type { VoiceStep } from '../../src/http/voice-step.ts'
import { goTo } from '../../src/http/voice-twiml.ts'
import { queueSettings, queueSettingsQuery, type QueueSettings } from '../../src/queue/queue-settings.ts'

const params = z.object({ ...callShape, Digits: text(8), attempt: count() })

/** The caller pressed a key, or none: to the queue, to the product information, or asked again. */
export const handler = voiceFunction({
  params,
  async answer({ Digits, attempt = 1 }, step) {
    const { prompts } = step
    if (Digits === undefined) return toQueue(step, prompts.noKey)
    if (Digits === '1') return toQueue(step, prompts.toQueue)
    if (Digits === '2') return { outcome: 'information', twiml: goTo(stepUrl('information')) }
    if (attempt >= attemptsInAll) return toQueue(step, prompts.enoughKeys)
    return { outcome: 'asked-again', twiml: askForKey(step, attempt + 1, prompts.unknownKey) }
  },
})

async function toQueue(step: VoiceStep, sentence: string) {
  const queueId = step.config.mainQueue
  const settings = await queueSettings(queueId, (id) => step.read<QueueSettings>(queueSettingsQuery, [id]))
  return { outcome: 'queued', twiml: putInLine(step, { queueId, ...settings }, sentence) }
}
