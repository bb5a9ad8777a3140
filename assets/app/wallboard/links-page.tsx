import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { WallboardLink } from '../../../src/http/desk-actions.ts'
import { call } from '../api.ts'
import { BackLink } from '../components/back-link.tsx'
import { Empty } from '../components/empty.tsx'
import { Page } from '../components/page.tsx'
import { ask } from '../components/question.tsx'
import { sayDone } from '../components/toast.ts'
import { Trouble } from '../components/trouble.tsx'
import { List, type Column } from '../list/list.tsx'
import { useQueueName } from '../queues/queue-queries.ts'
import { isolated } from '../words/isolated.ts'
import { useFormat } from '../words/format.ts'
import { LinkState, linkState } from './link-state.tsx'

export const linksKey = ['wallboard-links']

/** Which screens may show the board without anybody signing in. */
export function LinksPage() {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const [trouble, setTrouble] = useState<unknown>()
  const links = useQuery({
    queryKey: linksKey,
    queryFn: ({ signal }) => call('wallboard-links/list', {}, signal).then((answer) => answer.links),
  })
  const revoke = async (link: WallboardLink) => {
    const { linkId } = link
    const name = isolated(link.name)
    setTrouble(undefined)
    const text = t('links.revoke-why', { name })
    if (!(await ask({ title: t('links.revoke'), text, action: t('links.revoke'), dangerous: true }))) return
    await call('wallboard-links/revoke', { linkId })
    sayDone(t('links.revoked-now', { name }))
    await queryClient.invalidateQueries({ queryKey: linksKey })
    // Its button is gone.
    document.querySelector<HTMLElement>('main h1')?.focus()
  }
  const columns = useColumns((link) => void revoke(link).catch(setTrouble))
  return (
    <Page
      title={t('links.title')}
      above={<BackLink to="/wallboard" name={t('wallboard.title')} />}
      actions={<NewLink />}
    >
      {trouble !== undefined && <Trouble error={trouble} />}
      {links.error && <Trouble error={links.error} onRetry={() => void links.refetch()} />}
      {(links.data || !links.error) && (
        <List<WallboardLink>
          label={t('links.title')}
          columns={columns}
          rows={links.data}
          keyOf={(link) => link.linkId}
          quiet={(link) => linkState(link) !== 'open'}
          empty={<Empty text={t('links.none')} action={<NewLink />} />}
        />
      )}
    </Page>
  )
}

function NewLink() {
  const { t } = useTranslation()
  return (
    <Button component={Link} href="/wallboard/links/new">
      {t('links.new')}
    </Button>
  )
}

function useColumns(onRevoke: (link: WallboardLink) => void): Column<WallboardLink>[] {
  const { t } = useTranslation()
  const format = useFormat()
  const queueName = useQueueName()
  return [
    { name: 'name', title: t('links.name'), cell: (row) => <bdi>{row.name}</bdi>, width: '22%' },
    {
      name: 'queues',
      title: t('links.queues'),
      wideOnly: true,
      cell: (row) => format.list(row.queueIds.map(queueName)),
    },
    { name: 'state', title: t('links.state'), cell: (row) => <LinkState link={row} />, width: '14%' },
    {
      name: 'expires',
      title: t('links.expires'),
      wideOnly: true,
      cell: (row) => format.date(row.expiresAt),
      width: '120px',
    },
    {
      name: 'by',
      title: t('links.created-by'),
      wideOnly: true,
      cell: (row) => <bdi>{row.createdBy}</bdi>,
      width: '14%',
    },
    {
      name: 'revoke',
      title: t('list.actions'),
      numeric: true,
      cell: (row) =>
        linkState(row) === 'open' && (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t('links.revoke-named', { name: row.name })}
            onClick={() => onRevoke(row)}
          >
            {t('links.revoke')}
          </Button>
        ),
      width: '112px',
    },
  ]
}
