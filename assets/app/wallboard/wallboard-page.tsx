import { Button } from '@mantine/core'
import IconTv from '@tabler/icons-react/dist/esm/icons/IconDeviceTv.mjs'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { call } from '../api.ts'
import { Empty } from '../components/empty.tsx'
import { Page } from '../components/page.tsx'
import { Trouble } from '../components/trouble.tsx'
import { useSignedIn } from '../session/signed-in.ts'
import { BoardHead } from './board-head.tsx'
import { BoardTable } from './board-table.tsx'
import { useFormat } from '../words/format.ts'
import classes from './board.module.css'
import { useLiveBoard } from './live-board.ts'
import { WarningVoice } from './warning-voice.tsx'

const REFRESH_MS = 5_000

/** An operator's own queues, or all of them: worst first. */
export function WallboardPage() {
  const { t } = useTranslation()
  const { data, error, dataUpdatedAt, refetch } = useQuery({
    queryKey: ['wallboard'],
    queryFn: ({ signal }) => call('wallboard/current', {}, signal),
    refetchInterval: REFRESH_MS,
    // A board is looked at from the side, on a second screen or behind another window.
    refetchIntervalInBackground: true,
    retry: false,
  })
  const board = useLiveBoard(data, dataUpdatedAt)
  return (
    <Page title={t('wallboard.title')} actions={<LinksButton />}>
      {error && !board && <Trouble error={error} onRetry={() => void refetch()} />}
      {(board || !error) && <BoardHead board={board} trouble={error} />}
      {board?.queues.length === 0 ? <NoQueues /> : !error || board ? <BoardTable board={board} /> : null}
      {board && <TodayNote now={board.now} />}
      {board && <WarningVoice board={board} />}
    </Page>
  )
}

/** When today began: the figures of a day mean nothing without it. */
function TodayNote({ now }: { now: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const time = new Date(now).toISOString()
  return (
    <p className={classes.note}>
      {t('wallboard.today-since', {
        day: format.date(time),
        time: format.dayBegan(time),
        zone: format.zone(time),
      })}
    </p>
  )
}

function LinksButton() {
  const { t } = useTranslation()
  if (useSignedIn().level === 'operator') return null
  return (
    <Button
      component={Link}
      href="/wallboard/links"
      variant="default"
      leftSection={<IconTv size={16} aria-hidden />}
    >
      {t('wallboard.links')}
    </Button>
  )
}

function NoQueues() {
  const { t } = useTranslation()
  return (
    <Empty
      text={useSignedIn().level === 'operator' ? t('wallboard.no-own-queues') : t('wallboard.no-queues')}
    />
  )
}
