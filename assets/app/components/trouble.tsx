import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLoadTroubleText } from '../words/trouble.ts'
import { Notice } from './notice.tsx'

/** What went wrong where nothing was typed, and the way on. */
export function Trouble({ error, onRetry }: { error: unknown; onRetry?(): void }) {
  const { t } = useTranslation()
  const troubleText = useLoadTroubleText()
  const again = onRetry && (
    <Button size="compact-sm" variant="default" onClick={onRetry}>
      {t('shell.try-again')}
    </Button>
  )
  return <Notice action={again}>{troubleText(error)}</Notice>
}
