import { Button, Checkbox, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Queue } from '../../../src/http/desk-actions.ts'
import { folded } from '../../../src/written/name.ts'
import { Trouble } from '../components/trouble.tsx'
import type { Meanwhile } from '../form/meanwhile.ts'
import { MeanwhileNote } from '../form/meanwhile-note.tsx'
import { useTyped } from '../form/typed.ts'
import { sorted, useCollator } from '../list/sorted.ts'
import { useQueueName, useQueues } from '../queues/queue-queries.ts'
import { useFormat } from '../words/format.ts'
import classes from './queue-picker.module.css'

interface QueuePickerProps {
  label: string
  value: readonly string[]
  error?: string
  meanwhile?: Meanwhile
  disabled?: boolean
  onChange(queueIds: string[]): void
}

const MANY = 8

/** All queues, each with its box: nothing is hidden in a list that drops down. */
export function QueuePicker({ label, value, error, meanwhile, disabled, onChange }: QueuePickerProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const id = useId()
  const [term, setTerm] = useState('')
  const queues = useQueues()
  const queueName = useQueueName()
  const collator = useCollator()
  const typed = useTyped(term, setTerm)
  const all = sorted(queues.data ?? [], (queue) => queue.queueName, collator, false)
  const shown = all.filter((queue) => matches(queue, term))
  /** Only what is seen is changed. */
  const choose = (queueIds: readonly string[], chosen: boolean) =>
    onChange(
      all
        .map((queue) => queue.queueId)
        .filter((each) => (queueIds.includes(each) ? chosen : value.includes(each))),
    )
  const chooseShown = (chosen: boolean) =>
    choose(
      shown.map(({ queueId }) => queueId),
      chosen,
    )
  return (
    <fieldset
      className={classes.picker}
      disabled={disabled}
      aria-describedby={error ? id : undefined}
      data-invalid={error ? true : undefined}
    >
      <legend className="field-label">{label}</legend>
      {queues.error && !queues.data && <Trouble error={queues.error} onRetry={() => void queues.refetch()} />}
      <div className={classes.tools} hidden={!queues.data}>
        {all.length > MANY && (
          <TextInput
            {...typed}
            className={classes.search}
            // Enter would save a form that is not ready.
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
            placeholder={t('queues.search')}
            aria-label={t('queues.search')}
          />
        )}
        <span className={classes.count} role="status">
          {t('queues.chosen', { chosen: format.number(value.length), total: format.number(all.length) })}
        </span>
        <Button variant="subtle" size="compact-sm" onClick={() => chooseShown(true)}>
          {t('queues.choose-all')}
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={() => chooseShown(false)}>
          {t('queues.choose-none')}
        </Button>
      </div>
      <div className={classes.choices}>
        {shown.map((queue) => (
          <Checkbox
            key={queue.queueId}
            label={<bdi>{queue.queueName}</bdi>}
            checked={value.includes(queue.queueId)}
            onChange={(event) => choose([queue.queueId], event.currentTarget.checked)}
          />
        ))}
        {queues.data && shown.length === 0 && <p className={classes.none}>{t('queues.none-found')}</p>}
      </div>
      <MeanwhileNote
        meanwhile={meanwhile}
        say={(queueIds) => format.list((queueIds as string[]).map(queueName))}
      />
      {error && (
        <p className={classes.error} id={id}>
          {value.length === 0 ? t('queues.choose-one') : error}
        </p>
      )}
    </fieldset>
  )
}

function matches({ queueName, queueId }: Queue, term: string): boolean {
  return folded(`${queueName} ${queueId}`).includes(folded(term))
}
