import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Level } from '../../../src/http/desk-actions.ts'
import { Empty } from '../components/empty.tsx'
import { Page } from '../components/page.tsx'
import { homeOf } from './pages.ts'

/** An address that leads nowhere, or nowhere for this level. */
export function NotFoundPage({ level }: { level: Level }) {
  const { t } = useTranslation()
  const home = (
    <Button component={Link} href={homeOf(level)}>
      {t('shell.to-home')}
    </Button>
  )
  return (
    <Page title={t('shell.not-found')}>
      <Empty text={t('shell.not-found-why')} action={home} />
    </Page>
  )
}
