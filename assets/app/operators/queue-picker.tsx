import { Button, Checkbox, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Queue } from '../../../src/http/desk-actions.ts'
import { Trouble } from '../components/trouble.tsx'
import { useQueues } from '../queues/queue-queries.ts'
import { useFormat } from '../words/format.ts'
import classes from './queue-picker.module.css'

interface QueuePickerProps {
  label: string
  value: readonly string[]
  error?: string
  onChange(queueIds: string[]): void
}

const MANY = 8

/** All queues, each with its box: nothing is hidden in a list that drops down. */
export function QueuePicker({ label, value, error, onChange }: QueuePickerProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const id = useId()
  const [term, setTerm] = useState('')
  const queues = useQueues()
  const all = queues.data ?? []
  const shown = all.filter((queue) => matches(queue, term))
  const toggle = (queueId: string, chosen: boolean) =>
    onChange(
      all.map((queue) => queue.queueId).filter((each) => (each === queueId ? chosen : value.includes(each))),
    )
  return (
    <fieldset className={classes.picker} aria-describedby={error ? id : undefined}>
      <legend className="field-label">{label}</legend>
      {queues.error && !queues.data && <Trouble error={queues.error} onRetry={() => void queues.refetch()} />}
      <div className={classes.tools}>
        {all.length > MANY && (
          <TextInput
            className={classes.search}
            value={term}
            onChange={(event) => setTerm(event.currentTarget.value)}
            placeholder={t('queues.search')}
            aria-label={t('queues.search')}
          />
        )}
        <span className={classes.count} role="status">
          {t('queues.chosen', { chosen: format.number(value.length), total: format.number(all.length) })}
        </span>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => onChange(all.map((queue) => queue.queueId))}
        >
          {t('queues.choose-all')}
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={() => onChange([])}>
          {t('queues.choose-none')}
        </Button>
      </div>
      <div className={classes.choices}>
        {shown.map((queue) => (
          <Checkbox
            key={queue.queueId}
            label={<bdi>{queue.queueName}</bdi>}
            checked={value.includes(queue.queueId)}
            onChange={(event) => toggle(queue.queueId, event.currentTarget.checked)}
          />
        ))}
        {queues.data && shown.length === 0 && <p className={classes.none}>{t('queues.none-found')}</p>}
      </div>
      {error && (
        <p className={classes.error} id={id}>
          {error}
        </p>
      )}
    </fieldset>
  )
}

function matches({ queueName, queueId }: Queue, term: string): boolean {
  return `${queueName} ${queueId}`.toLowerCase().includes(term.trim().toLowerCase())
}
