import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { VisibleError, type TroubleCode } from '../api.ts'
import { Notice } from '../components/notice.tsx'
import { useLoadTroubleText } from '../words/trouble.ts'
import { Door } from './door.tsx'
import classes from './door.module.css'
import { startSession } from './session.ts'

/** The desk could not ask who is signed in. */
export function Unreachable({ code }: { code: TroubleCode }) {
  const { t } = useTranslation()
  const troubleText = useLoadTroubleText()
  return (
    <Door>
      <h1 className={classes.title}>{t('wallboard.no-connection')}</h1>
      <Notice>{troubleText(new VisibleError(code))}</Notice>
      <Button onClick={() => void startSession()}>{t('shell.try-again')}</Button>
    </Door>
  )
}
