import type { Snapshot } from '../snapshot.ts'
import { byId, element, replace } from './dom.ts'
import { translate } from './words.ts'

const EVERY_MS = 2000
type Row = Record<string, unknown>

/** Tables of whatever the starter of the emulator wants shown, read again and again while somebody looks. */
export function showPanels(panels: Snapshot['panels']) {
  for (const { title, url } of panels) {
    const body = element('div', {
      class: 'surface scroll',
      tabindex: '0',
      role: 'region',
      'aria-label': title,
    })
    byId('panels').append(element('h2', {}, title), body)
    const refresh = async () => {
      if (!document.hidden) await draw(body, url)
      setTimeout(refresh, EVERY_MS)
    }
    void refresh()
  }
}

async function draw(body: HTMLElement, url: string) {
  const rows = await fetch(url)
    .then((response) => (response.ok ? (response.json() as Promise<Row[]>) : undefined))
    .catch(() => undefined)
  const next = rows?.length
    ? table(rows)
    : element('p', { class: 'empty', word: rows ? 'noRows' : 'cannotRead' })
  if (next.outerHTML === body.firstElementChild?.outerHTML) return
  replace(body, next)
  translate(body)
}

function table(rows: Row[]): HTMLElement {
  const columns = Object.keys(rows[0]!)
  const head = element('tr', {}, ...columns.map((column) => element('th', { scope: 'col' }, column)))
  const lines = rows.map((row) => element('tr', {}, ...columns.map((column) => cell(row[column]))))
  return element('table', { class: 'rows' }, element('thead', {}, head), element('tbody', {}, ...lines))
}

function cell(value: unknown): HTMLElement {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '–')
  return element(
    'td',
    { title: text },
    text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$/, '$1 $2'),
  )
}
