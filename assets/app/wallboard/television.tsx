import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../words/format.ts'
import { BoardAge } from './board-age.tsx'
import { useLinkedBoard } from './linked-board.ts'
import { useLiveBoard, type LiveBoard } from './live-board.ts'
import { TelevisionRow } from './television-row.tsx'
import classes from './television.module.css'
import { useNewVersionReload, useScreenAwake, useShift, useTurningPages } from './television-care.ts'

/** Of a page: more would be too small to read from 6 m. */
export const QUEUES_A_PAGE = 8

/** The board on a wall: by its link alone, without a person, for weeks. */
export function Television({ token }: { token: string }) {
  const { t } = useTranslation()
  const linked = useLinkedBoard(token)
  const live = useLiveBoard(linked.board, linked.receivedAt)
  const shift = useShift()
  useScreenAwake()
  useNewVersionReload()
  useEffect(() => void (document.title = `${t('wallboard.title')} · Runa-CCA`), [t])
  return (
    <main className={classes.screen} data-scheme="dark" style={shift}>
      {linked.refused ? (
        <Message title={t('wallboard.refused')} text={t('wallboard.refused-why')} />
      ) : live ? (
        <Screen board={live} />
      ) : (
        <Message
          title={linked.trouble ? t('wallboard.no-connection') : t('wallboard.connecting')}
          text={linked.trouble ? t('wallboard.no-connection-why') : ''}
        />
      )}
    </main>
  )
}

function Screen({ board }: { board: LiveBoard }) {
  const { t } = useTranslation()
  const format = useFormat()
  const pages = Math.max(1, Math.ceil(board.queues.length / QUEUES_A_PAGE))
  const page = useTurningPages(pages)
  const shown = board.queues.slice(page * QUEUES_A_PAGE, (page + 1) * QUEUES_A_PAGE)
  return (
    <>
      <Head board={board} page={page} pages={pages} />
      {board.queues.length === 0 && <Message title={t('wallboard.title')} text={t('wallboard.no-queues')} />}
      <table
        hidden={board.queues.length === 0}
        className={classes.board}
        data-freshness={board.freshness}
        aria-label={t('wallboard.title')}
      >
        <thead>
          <tr>
            <th scope="col">{t('wallboard.queue')}</th>
            <th scope="col">{t('wallboard.waiting')}</th>
            <th scope="col">{t('wallboard.longest')}</th>
            <th scope="col">{t('wallboard.operators')}</th>
            <th scope="col">
              {t('wallboard.today-from', { time: format.dayBegan(new Date(board.now).toISOString()) })}
            </th>
          </tr>
        </thead>
        <tbody data-rows={Math.max(4, shown.length)}>
          {shown.map((queue) => (
            <TelevisionRow key={queue.queueId} queue={queue} />
          ))}
        </tbody>
      </table>
    </>
  )
}

function Head({ board, page, pages }: { board: LiveBoard; page: number; pages: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { waiting, serviceLevelPercent } = board.totals
  return (
    <header className={classes.head} data-freshness={board.freshness}>
      <strong>{format.time(new Date(board.now).toISOString())}</strong>
      <span data-figure>{t('wallboard.total-waiting', { waiting: format.number(waiting) })}</span>
      {serviceLevelPercent !== null && (
        <span data-figure>
          {t('wallboard.total-level', { percent: format.percent(serviceLevelPercent) })}
        </span>
      )}
      <span className={classes.grow} />
      {pages > 1 && <span>{t('wallboard.page', { page: String(page + 1), pages: String(pages) })}</span>}
      <BoardAge board={board} />
      <FullScreen />
    </header>
  )
}

/** Browsers fill the screen only at a person's wish, so a button offers it until it is filled. */
function FullScreen() {
  const { t } = useTranslation()
  const [full, setFull] = useState(document.fullscreenElement !== null)
  useEffect(() => {
    const onChange = () => setFull(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', onChange)
    return () => document.removeEventListener('fullscreenchange', onChange)
  }, [])
  if (full || !document.fullscreenEnabled) return null
  return (
    <button
      type="button"
      className={classes.full}
      onClick={() => void document.documentElement.requestFullscreen().catch(() => undefined)}
    >
      {t('wallboard.full-screen')}
    </button>
  )
}

function Message({ title, text }: { title: string; text: string }) {
  return (
    <div className={classes.message} role="status">
      <h1>{title}</h1>
      <p>{text}</p>
    </div>
  )
}
