import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Thresholds } from '../../../src/http/desk-actions.ts'
import type { Draft } from '../form/draft.ts'
import { NumberField, TextField } from '../form/fields.tsx'
import { Form, FormPart, FormRow } from '../form/form.tsx'
import type { QueueValues } from './queue-values.ts'

interface QueueFormProps {
  draft: Draft<QueueValues>
  isNew?: boolean
  onReload?(): Promise<void>
  beside?: ReactNode
}

export function QueueForm({ draft, isNew, onReload, beside }: QueueFormProps) {
  const { t } = useTranslation()
  const seconds = t('form.seconds')
  return (
    <Form
      draft={draft}
      saveLabel={isNew ? t('queues.create') : t('form.save')}
      onReload={onReload}
      beside={beside}
    >
      {isNew && (
        <TextField
          draft={draft}
          name="queueId"
          label={t('queues.id')}
          explain={t('queues.id-why')}
          exact
          autoFocus
        />
      )}
      <FormRow>
        <TextField draft={draft} name="queueName" label={t('queues.name')} />
        <NumberField draft={draft} name="maxSize" label={t('queues.max-size')} unit={t('form.people')} />
      </FormRow>
      <FormPart title={t('queues.times')}>
        <FormRow>
          <NumberField
            draft={draft}
            name="wrapUpSeconds"
            label={t('queues.wrap-up')}
            explain={t('queues.wrap-up-why')}
            unit={seconds}
          />
          <NumberField
            draft={draft}
            name="serviceLevelSeconds"
            label={t('queues.goal')}
            explain={t('queues.goal-why')}
            unit={seconds}
          />
          <NumberField
            draft={draft}
            name="shortAbandonSeconds"
            label={t('queues.short-abandon')}
            explain={t('queues.short-abandon-why')}
            unit={seconds}
          />
        </FormRow>
      </FormPart>
      <FormPart title={t('queues.thresholds')} explain={t('queues.thresholds-why')}>
        <ThresholdRow
          draft={draft}
          measure="waiting"
          caution="waitingCaution"
          critical="waitingCritical"
          unit={t('form.people')}
        />
        <ThresholdRow
          draft={draft}
          measure="longest"
          caution="longestWaitCautionSeconds"
          critical="longestWaitCriticalSeconds"
          unit={seconds}
        />
        <ThresholdRow
          draft={draft}
          measure="service-level"
          caution="serviceLevelCautionPercent"
          critical="serviceLevelCriticalPercent"
          unit="%"
        />
      </FormPart>
      <FormPart title={t('queues.own-voice')} explain={t('queues.own-voice-why')}>
        <TextField draft={draft} name="waitUrl" label={t('queues.wait-url')} exact inputMode="url" />
        <TextField draft={draft} name="guidanceUrl" label={t('queues.guidance-url')} exact inputMode="url" />
        <TextField draft={draft} name="actionUrl" label={t('queues.action-url')} exact inputMode="url" />
      </FormPart>
    </Form>
  )
}

interface ThresholdRowProps {
  draft: Draft<QueueValues>
  measure: 'waiting' | 'longest' | 'service-level'
  caution: keyof Thresholds
  critical: keyof Thresholds
  unit: string
}

function ThresholdRow({ draft, measure, caution, critical, unit }: ThresholdRowProps) {
  const { t } = useTranslation()
  const label = t(`queues.threshold-${measure}`)
  return (
    <FormRow>
      <NumberField
        draft={draft}
        name={caution}
        path={`thresholds.${caution}`}
        label={t('queues.caution-at', { measure: label })}
        unit={unit}
      />
      <NumberField
        draft={draft}
        name={critical}
        path={`thresholds.${critical}`}
        label={t('queues.critical-at', { measure: label })}
        unit={unit}
      />
    </FormRow>
  )
}
