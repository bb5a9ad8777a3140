import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outcome } from '../../../src/http/desk-actions.ts'
import { useOutcomeChoices } from '../customers/outcome.tsx'
import { domesticNumber } from '../words/telephone.ts'
import { Panel } from './panel.tsx'
import { useNote, useOpenPhone, usePhoneState } from './phone-context.ts'
import classes from './note-panel.module.css'

/** The note of the call in hand; between calls that of the last one, so that a sentence can be ended. */
export function NotePanel({ current }: { current: boolean }) {
  const { t } = useTranslation()
  const { notes } = useOpenPhone()
  const { note, kept } = useNote()
  const choices = useOutcomeChoices()
  const field = useRef<HTMLTextAreaElement>(null)
  const afterCall = usePhoneState().activity.name === 'after-call'
  // The key that had the focus went away with the call: the note is what comes next.
  useEffect(() => {
    if (afterCall && document.activeElement === document.body) field.current?.focus()
  }, [afterCall])
  if (!note) return null
  const about = note.about ?? (note.number ? domesticNumber(note.number) : t('softphone.number-withheld'))
  return (
    <Panel
      title={current ? t('softphone.note') : t('softphone.note-before', { who: about })}
      aside={
        <span className={classes.kept} data-kept={kept} role="status">
          {kept !== 'empty' && t(`softphone.kept-${kept}`)}
        </span>
      }
    >
      <div className={classes.note}>
        <Textarea
          ref={field}
          aria-label={t('softphone.note')}
          data-reach="note"
          rows={current ? 10 : 5}
          maxLength={10_000}
          value={note.note}
          placeholder={t('softphone.note-hint')}
          onChange={(event) => notes.write(event.currentTarget.value)}
          onBlur={() => void notes.flush()}
        />
        <NativeSelect
          label={t('softphone.outcome')}
          value={note.outcome}
          onChange={(event) => notes.decide(event.currentTarget.value as Outcome)}
          data={choices}
        />
        {!current && (
          <Button variant="default" size="xs" onClick={() => notes.putAway()}>
            {t('softphone.note-put-away')}
          </Button>
        )}
      </div>
    </Panel>
  )
}
