import { useTranslation } from 'react-i18next'
import type { TroubleCode, VisibleError } from '../api.ts'
import { Notice } from '../components/notice.tsx'
import { useFormat } from '../words/format.ts'
import { useFieldText, useTroubleText } from '../words/trouble.ts'
import { mayPass } from './may-pass.ts'
import { lettersIn, mostLetters, type Note } from './note-box.ts'

interface NoteTroubleProps {
  note: Note
  trouble: VisibleError
}

/** Why a note is not saved, and whether anybody has to do something about it. */
export function NoteTrouble({ note, trouble }: NoteTroubleProps) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  if (!mayPass(trouble)) return <Notice>{refusal(note, trouble)}</Notice>
  return <Notice tone="word">{t(`softphone.note-failed-${passingReason(trouble.code)}`)}</Notice>
}

function useRefusal(): (note: Note, trouble: VisibleError) => string {
  const { t } = useTranslation()
  const format = useFormat()
  const fieldText = useFieldText()
  const troubleText = useTroubleText()
  return (note, trouble) => {
    const code = trouble.fields.note
    if (code === 'too-long') {
      const lengths = { now: format.number(lettersIn(note)), most: format.number(mostLetters) }
      return t('softphone.note-too-long', lengths)
    }
    return t('softphone.note-refused', { why: fieldText(code) ?? troubleText(trouble) })
  }
}

const passingReasons = ['network', 'database-away', 'too-many', 'no-session'] as const

function passingReason(code: TroubleCode): (typeof passingReasons)[number] | 'internal' {
  return passingReasons.find((reason) => reason === code) ?? 'internal'
}
