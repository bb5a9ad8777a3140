import { useTranslation } from 'react-i18next'
import classes from './fields.module.css'
import type { Meanwhile } from './meanwhile.ts'

interface MeanwhileNoteProps {
  meanwhile: Meanwhile | undefined
  /** Writes a value as the field does. */
  say?(value: unknown): string
}

/** After the latest was loaded: what somebody else made of this field, and whether saving would undo it. */
export function MeanwhileNote({ meanwhile, say = String }: MeanwhileNoteProps) {
  const { t } = useTranslation()
  if (!meanwhile) return null
  const written = (value: unknown) => (isEmpty(value) ? '–' : say(value))
  return (
    <span className={classes.meanwhile}>
      {meanwhile.kept
        ? t('form.theirs', { value: written(meanwhile.latest) })
        : t('form.taken', { value: written(meanwhile.before) })}
    </span>
  )
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
