import { useTranslation } from 'react-i18next'
import type { Outcome } from '../../../src/http/desk-actions.ts'
import { Chip, type Tone } from '../components/chip.tsx'

export const outcomes: readonly Outcome[] = [
  'none',
  'resolved',
  'call-back',
  'forwarded',
  'no-answer',
  'complaint',
  'other',
]

const tones: Record<Outcome, Tone> = {
  none: 'grey',
  resolved: 'green',
  'call-back': 'blue',
  forwarded: 'indigo',
  'no-answer': 'grey',
  complaint: 'amber',
  other: 'grey',
}

/** What a contact led to; nothing where nothing was chosen. */
export function OutcomeChip({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation()
  if (outcome === 'none') return null
  return <Chip tone={tones[outcome]}>{t(`outcome.${outcome}`)}</Chip>
}

export function useOutcomeChoices(): { value: Outcome; label: string }[] {
  const { t } = useTranslation()
  return outcomes.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))
}
