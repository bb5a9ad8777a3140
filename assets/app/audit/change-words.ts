import { useTranslation } from 'react-i18next'
import type { Refusal } from '../../../src/call/refusal.ts'
import type { Level, Outcome } from '../../../src/http/desk-actions.ts'
import { outcomes } from '../customers/outcome.tsx'
import { useQueueName } from '../queues/queue-queries.ts'
import { refusalFaults } from '../softphone/refusal-fault.ts'
import { useFormat } from '../words/format.ts'
import { domesticNumber } from '../words/telephone.ts'

const measures = {
  waitingCaution: ['caution', 'waiting'],
  waitingCritical: ['critical', 'waiting'],
  longestWaitCautionSeconds: ['caution', 'longest'],
  longestWaitCriticalSeconds: ['critical', 'longest'],
  serviceLevelCautionPercent: ['caution', 'service-level'],
  serviceLevelCriticalPercent: ['critical', 'service-level'],
} as const

const names = {
  operatorId: 'operators.id',
  lastName: 'person.last-name',
  firstName: 'person.first-name',
  lastNameKana: 'person.last-name-kana',
  firstNameKana: 'person.first-name-kana',
  clientName: 'operators.client-name',
  telnum: 'customers.numbers',
  level: 'operators.level',
  queueIds: 'operators.queues',
  disabled: 'operators.disabled',
  mustChangePassword: 'operators.first-password',
  queueId: 'wallboard.queue',
  queueName: 'queues.name',
  maxSize: 'queues.max-size',
  waitUrl: 'queues.wait-url',
  guidanceUrl: 'queues.guidance-url',
  actionUrl: 'queues.action-url',
  wrapUpSeconds: 'queues.wrap-up',
  serviceLevelSeconds: 'queues.goal',
  shortAbandonSeconds: 'queues.short-abandon',
  twilioQueueSid: 'queues.sid',
  customerId: 'customers.id',
  numbers: 'customers.numbers',
  number: 'customers.numbers',
  outcome: 'customers.outcome',
  operatorName: 'audit.operator',
  contactedAt: 'audit.at',
  callSid: 'audit.call',
  CallSid: 'audit.call',
  reason: 'audit.reason',
  name: 'links.name',
  expiresAt: 'links.expires',
  revokedAt: 'links.revoked',
  createdBy: 'links.created-by',
} as const

/** The name of what was changed; one that this desk does not know stays as it was written. */
export function useChangedName(): (name: string) => string {
  const { t } = useTranslation()
  return (name) => {
    if (has(measures, name)) {
      const [severity, measure] = measures[name]
      return t(`queues.${severity}-at`, { measure: t(`queues.threshold-${measure}`) })
    }
    return has(names, name) ? t(names[name]) : name
  }
}

/** What it was, or became, as the rest of the desk writes it. */
export function useChangedValue(): (name: string, value: unknown) => string {
  const { t } = useTranslation()
  const format = useFormat()
  const queueName = useQueueName()
  return (name, value) => {
    if (value === undefined) return '–'
    if (typeof value === 'boolean') return value ? t('audit.yes') : t('audit.no')
    if (typeof value === 'number') return name === 'customerId' ? String(value) : format.number(value)
    const words = (Array.isArray(value) ? value : [value]).map(String)
    return format.list(words.map(wordOf))

    function wordOf(word: string): string {
      if (name === 'level' && isLevel(word)) return t(`level.${word}`)
      if (name === 'outcome' && isOutcome(word)) return t(`outcome.${word}`)
      if (name === 'reason' && has(refusalFaults, word))
        return t(`softphone.fault-${refusalFaults[word as Refusal]}`)
      if (name === 'queueId' || name === 'queueIds') return queueName(word)
      if (name === 'telnum' || name === 'number' || name === 'numbers') return domesticNumber(word)
      return name.endsWith('At') ? format.dateTime(word) : word
    }
  }
}

function has<Names extends object>(words: Names, name: string): name is keyof Names & string {
  return Object.hasOwn(words, name)
}

function isLevel(word: string): word is Level {
  return ['admin', 'supervisor', 'operator'].includes(word)
}

function isOutcome(word: string): word is Outcome {
  return outcomes.includes(word as Outcome)
}
