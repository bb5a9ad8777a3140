import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Stands beside a sentence that says so. */
export function TryAgain({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation()
  return (
    <Button variant="subtle" size="compact-sm" onClick={onClick}>
      {t('shell.try-again')}
    </Button>
  )
}
