import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outcome } from '../../../src/http/desk-actions.ts'
import { ask } from '../components/question.tsx'
import { useOutcomeChoices } from '../customers/outcome.tsx'
import { domesticNumber } from '../words/telephone.ts'
import type { KeptNote, Note } from './note-box.ts'
import { NoteTrouble } from './note-trouble.tsx'
import { Panel } from './panel.tsx'
import { useInHand, useNotes, useOpenPhone, usePhoneState } from './phone-context.ts'
import classes from './note-panel.module.css'

/** A note for each call, that of the call in hand among them. Whoever types in one goes on in it when the next begins. */
export function NotePanels({ withCustomer }: { withCustomer: boolean }) {
  const { t } = useTranslation()
  const { notes } = useOpenPhone()
  const open = useNotes()
  const { leg } = useInHand()
  const all = useRef<HTMLDivElement>(null)
  useEffect(() => notes.watch(() => all.current?.matches(':hover, :focus-within') ?? false), [notes])
  const legInHand = withCustomer ? leg : null
  const current = open.find((each) => each.leg !== null && each.leg === legInHand)
  const saved = open.filter((each) => each !== current && each.kept === 'saved')
  if (open.length === 0) return null
  return (
    <div ref={all} className={classes.notes}>
      {open.map((each) => (
        <NotePanel
          key={each.note.contactId}
          kept={each}
          isCurrent={each === current}
          isReached={each === (current ?? open[0])}
        />
      ))}
      {saved.length > 1 && (
        <Button variant="default" size="xs" onClick={() => notes.putAwaySaved(legInHand)}>
          {t('softphone.note-put-away-saved')}
        </Button>
      )}
    </div>
  )
}

interface NotePanelProps {
  kept: KeptNote
  isCurrent: boolean
  /** The one that the key leads to. */
  isReached: boolean
}

function NotePanel({ kept: { note, kept, trouble }, isCurrent, isReached }: NotePanelProps) {
  const { t } = useTranslation()
  const { notes } = useOpenPhone()
  const choices = useOutcomeChoices()
  const field = useRef<HTMLTextAreaElement>(null)
  const afterCall = usePhoneState().activity.name === 'after-call' && isCurrent
  // The key that had the focus went away with the call: the note is what comes next.
  useEffect(() => {
    if (afterCall && document.activeElement === document.body) field.current?.focus()
  }, [afterCall])
  const who = note.about ?? (note.number ? domesticNumber(note.number) : t('softphone.number-withheld'))
  const before = t('softphone.note-before', { who })
  return (
    <Panel
      title={isCurrent ? t('softphone.note') : before}
      about={isCurrent ? who : undefined}
      aside={
        <span className={classes.kept} data-kept={kept} role="status">
          {kept !== 'empty' && t(`softphone.kept-${kept}`)}
        </span>
      }
    >
      <div className={classes.note}>
        <Textarea
          ref={field}
          aria-label={isCurrent ? t('softphone.note-about', { who }) : before}
          data-reach={isReached ? 'note' : undefined}
          rows={7}
          value={note.note}
          placeholder={t('softphone.note-hint')}
          onChange={(event) => notes.write(note.contactId, event.currentTarget.value)}
          onBlur={() => void notes.flush()}
        />
        {trouble && <NoteTrouble note={note} trouble={trouble} />}
        <NativeSelect
          label={t('softphone.outcome')}
          value={note.outcome}
          onChange={(event) => notes.decide(note.contactId, event.currentTarget.value as Outcome)}
          data={choices}
        />
        {!isCurrent && (kept === 'refused' ? <Discard {...note} /> : <PutAway {...note} />)}
      </div>
    </Panel>
  )
}

function PutAway({ contactId }: Pick<Note, 'contactId'>) {
  const { t } = useTranslation()
  const { notes } = useOpenPhone()
  return (
    <Button variant="default" size="xs" onClick={() => notes.putAway(contactId)}>
      {t('softphone.note-put-away')}
    </Button>
  )
}

/** It is nowhere but on this machine: put away, it would be lost without a word. */
function Discard({ contactId }: Pick<Note, 'contactId'>) {
  const { t } = useTranslation()
  const { notes } = useOpenPhone()
  const discard = async () => {
    const title = t('softphone.note-discard')
    const text = t('softphone.note-discard-why')
    if (await ask({ title, text, action: title, dangerous: true })) notes.discard(contactId)
  }
  return (
    <Button variant="default" size="xs" onClick={() => void discard()}>
      {t('softphone.note-discard')}
    </Button>
  )
}
