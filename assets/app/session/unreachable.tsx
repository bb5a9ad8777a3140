import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TroubleCode } from '../api.ts'
import { Notice } from '../components/notice.tsx'
import { Door } from './door.tsx'
import { startSession } from './session.ts'

/** The desk could not ask who is signed in. */
export function Unreachable({ code }: { code: TroubleCode }) {
  const { t } = useTranslation()
  return (
    <Door>
      <Notice>{t(`error.${code}`)}</Notice>
      <Button onClick={() => void startSession()}>{t('shell.try-again')}</Button>
    </Door>
  )
}
