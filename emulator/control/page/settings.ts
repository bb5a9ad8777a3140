import type { FaultKind } from '../../faults.ts'
import type { Snapshot } from '../snapshot.ts'
import { ask, readState } from './api.ts'
import { byId, element, replace } from './dom.ts'
import { translate } from './words.ts'

const KINDS: FaultKind['kind'][] = [
  'lost',
  'unanswered',
  'refused',
  'duplicate',
  'delay',
  'status',
  'html',
  'ahead',
]

/** Faults to inject, and the switches for what Twilio's documents leave open. */
export function showSettings(state: Snapshot) {
  const body = byId('settings-body')
  const again = async () => showSettings(await readState())
  replace(
    body,
    element('h3', { word: 'faults' }),
    ...state.faults.map(({ id, spec }) => fault(id, JSON.stringify(spec), again)),
    newFault(again),
    element('h3', { word: 'switches' }),
    ...Object.entries(state.switchValues).map(([name, values]) => choice(name, values, state)),
  )
  translate(body)
}

function fault(id: number, text: string, again: () => void): HTMLElement {
  const remove = () => void ask('DELETE', `/faults/${id}`).then(again)
  return element(
    'p',
    { class: 'fault' },
    element('code', {}, text),
    ' ',
    element('button', { class: 'quiet', word: 'remove', on: { click: remove } }),
  )
}

function newFault(again: () => void): HTMLElement {
  const path = element('input', { value: '/*', 'data-label': 'path' })
  const kind = element(
    'select',
    { 'data-label': 'kind' },
    ...KINDS.map((name) => element('option', {}, name)),
  )
  const amount = element('input', { type: 'number', min: '0', 'data-label': 'amount', class: 'short' })
  const nth = element('input', { type: 'number', min: '1', 'data-label': 'nth', class: 'short' })
  const add = async () => {
    const value = amount.value ? { milliseconds: Number(amount.value), status: Number(amount.value) } : {}
    await ask('POST', '/faults', {
      path: path.value,
      kind: kind.value,
      ...value,
      ...(nth.value ? { nth: Number(nth.value) } : {}),
    })
    again()
  }
  return element(
    'p',
    { class: 'fault' },
    path,
    kind,
    amount,
    nth,
    element('button', { word: 'addFault', on: { click: () => void add() } }),
  )
}

function choice(name: string, values: readonly (string | number)[], { switches }: Snapshot): HTMLElement {
  const select = element('select', {}, ...values.map((value) => element('option', {}, String(value))))
  select.value = String(switches[name as keyof typeof switches])
  select.addEventListener(
    'change',
    () => void ask('PUT', '/switches', { [name]: values[select.selectedIndex] }),
  )
  return element('label', { class: 'switch' }, element('span', {}, name), select)
}
