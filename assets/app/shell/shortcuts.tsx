import { Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Level } from '../../../src/http/desk-actions.ts'
import { phoneKeys } from '../softphone/phone-key-list.ts'
import { pagesOf } from './pages.ts'
import { go } from './route.ts'
import classes from './shortcuts.module.css'

const SHOW = 'runa:shortcuts'

/** Opens the list of keys; `?` does the same. */
export function showShortcuts(): void {
  dispatchEvent(new Event(SHOW))
}

/** Listens for the desk's keys: `?` lists them, `g` and a letter goes to a page, `/` goes to the page's search. */
export function Shortcuts({ level }: { level: Level }) {
  const [shown, setShown] = useState(false)
  useEffect(() => listenForKeys(level, () => setShown(true)), [level])
  return <ShortcutList level={level} shown={shown} onClose={() => setShown(false)} />
}

function ShortcutList({ level, shown, onClose }: { level: Level; shown: boolean; onClose(): void }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={shown}
      onClose={onClose}
      title={t('shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <dl className={classes.list}>
        {pagesOf(level).map((page) => (
          <Row key={page.key} keys={`g ${page.key}`} name={t(page.name)} />
        ))}
        <Row keys="/" name={t('shortcuts.search')} />
        {phoneKeys.map(({ keys, name }) => (
          <Row key={keys} keys={keys} name={t(name)} />
        ))}
        <Row keys="?" name={t('shortcuts.title')} />
      </dl>
    </Modal>
  )
}

function Row({ keys, name }: { keys: string; name: string }) {
  return (
    <div>
      <dt>
        {keys.split(' ').map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{name}</dd>
    </div>
  )
}

function listenForKeys(level: Level, show: () => void): () => void {
  let goPressedAt = 0
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return
    const page = pagesOf(level).find(({ key }) => key === event.key)
    if (event.key === '?') show()
    else if (event.key === '/') focusSearch(event)
    else if (page && event.timeStamp - goPressedAt < 1000) go(page.path)
    goPressedAt = event.key === 'g' ? event.timeStamp : 0
  }
  addEventListener('keydown', onKey)
  addEventListener(SHOW, show)
  return () => {
    removeEventListener('keydown', onKey)
    removeEventListener(SHOW, show)
  }
}

function focusSearch(event: KeyboardEvent): void {
  const search = document.querySelector<HTMLInputElement>('main input[type=search]')
  if (!search) return
  event.preventDefault()
  search.focus()
}

/** Keys belong to the field while somebody types, and to the dialog while one is open. */
function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog]')) return true
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}
