import { Button } from '@mantine/core'
import { Component, useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'

interface MishapProps {
  /** Where it happened: another page is tried afresh. */
  path: string
  /** For a screen without anybody before it: it loads itself anew until it can be drawn. */
  reloadAfterMs?: number
  children: ReactNode
}

/**
 * A page that could not be drawn or fetched, after a deployment for one, takes nothing else with it:
 * the phone, and a call on it, live on beside it.
 */
export class Mishap extends Component<MishapProps, { failedAt?: string }> {
  override state: { failedAt?: string } = {}

  static getDerivedStateFromError() {
    return { failedAt: '' }
  }

  override componentDidCatch() {
    this.setState({ failedAt: this.props.path })
  }

  override componentDidUpdate() {
    const { failedAt } = this.state
    if (failedAt && failedAt !== this.props.path) this.setState({ failedAt: undefined })
  }

  override render() {
    return this.state.failedAt === undefined ? (
      this.props.children
    ) : (
      <Broken reloadAfterMs={this.props.reloadAfterMs} />
    )
  }
}

function Broken({ reloadAfterMs }: Pick<MishapProps, 'reloadAfterMs'>) {
  const { t } = useTranslation()
  useEffect(() => {
    if (reloadAfterMs === undefined) return
    const timer = setTimeout(() => location.reload(), reloadAfterMs)
    return () => clearTimeout(timer)
  }, [reloadAfterMs])
  const reload = (
    <Button size="compact-sm" variant="default" onClick={() => location.reload()}>
      {t('shell.reload')}
    </Button>
  )
  return (
    <Page title={t('shell.mishap')}>
      <Notice action={reload}>{t('shell.mishap-why')}</Notice>
    </Page>
  )
}
