import type { Queue, QueueSettings, Thresholds } from '../../../src/http/desk-actions.ts'

/** The settings as one flat form; `stored` is the version on which it is based. */
export type QueueValues = Omit<QueueSettings, 'thresholds'> & Thresholds & { version: number }

export const blankQueue: QueueValues = {
  queueId: '',
  queueName: '',
  maxSize: 20,
  actionUrl: '',
  waitUrl: '',
  guidanceUrl: '',
  wrapUpSeconds: 10,
  serviceLevelSeconds: 20,
  shortAbandonSeconds: 5,
  waitingCaution: 3,
  waitingCritical: 6,
  longestWaitCautionSeconds: 36,
  longestWaitCriticalSeconds: 60,
  serviceLevelCautionPercent: 80,
  serviceLevelCriticalPercent: 70,
  version: 0,
}

export function valuesOf(queue: Queue): QueueValues {
  const {
    thresholds,
    twilioQueueSid: _s,
    operatorCount: _o,
    createdAt: _c,
    updatedAt: _u,
    twilio: _t,
    ...settings
  } = queue
  return { ...settings, ...thresholds }
}

export function settingsOf(values: QueueValues): QueueSettings & { version: number } {
  const { waitingCaution, waitingCritical, longestWaitCautionSeconds, longestWaitCriticalSeconds } = values
  const { serviceLevelCautionPercent, serviceLevelCriticalPercent } = values
  return {
    queueId: values.queueId,
    queueName: values.queueName,
    maxSize: values.maxSize,
    actionUrl: values.actionUrl || null,
    waitUrl: values.waitUrl || null,
    guidanceUrl: values.guidanceUrl || null,
    wrapUpSeconds: values.wrapUpSeconds,
    serviceLevelSeconds: values.serviceLevelSeconds,
    shortAbandonSeconds: values.shortAbandonSeconds,
    version: values.version,
    thresholds: {
      waitingCaution,
      waitingCritical,
      longestWaitCautionSeconds,
      longestWaitCriticalSeconds,
      serviceLevelCautionPercent,
      serviceLevelCriticalPercent,
    },
  }
}
