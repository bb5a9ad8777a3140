import type { TelephonyEvent } from '../../telephony/events.ts'
import { element } from './dom.ts'
import { soundText } from './sound-text.ts'
import { twimlView } from './twiml-text.ts'
import { word } from './words.ts'
import type { World } from './world.ts'

type Event<Type extends TelephonyEvent['type']> = Extract<TelephonyEvent, { type: Type }>

/** One line of the log, or a request with its parameters; undefined for what says nothing new. */
export function entryFor(event: TelephonyEvent, world: World): HTMLElement | undefined {
  switch (event.type) {
    case 'webhook-request':
      return request(event, `${event.method} ${shortUrl(event.url)}`, event.purpose, event.parameters)
    case 'rest':
      return rest(event)
    case 'call':
      return line(event, 'call', `${event.direction}: ${event.from} → ${event.to || '…'}`)
    case 'status':
      return line(event, 'status', word(event.status))
    case 'sound':
      return event.sound.kind === 'silence'
        ? undefined
        : line(event, 'sound', `${word('hears')}: ${soundText(event.sound, world)}`)
    case 'keys':
      return line(event, 'keys', `${word('pressed')} ${event.digits}`)
    case 'queue':
      return line(
        event,
        'queue',
        `${event.name}: ${event.change}${event.result ? ` (${event.result})` : ''}, ${event.size}`,
      )
    case 'message':
      return line(event, 'message', event.message.content)
    case 'client':
      return line(event, 'client', `client:${event.identity} ${event.change}`)
    case 'error':
      return line(event, event.level ?? 'error', `${event.code} ${event.message}`)
    default:
      return undefined
  }
}

/** The answer has come, or none will. */
export function finish(entry: HTMLElement, event: Event<'webhook-response'> | Event<'webhook-failed'>) {
  const result = entry.querySelector('.result')
  if (event.type === 'webhook-failed') {
    entry.classList.add('error')
    result?.append(`${event.code} ${event.message}`)
    return
  }
  result?.append(`${event.status} · ${event.milliseconds} ms`)
  if (event.status >= 400) entry.classList.add('error')
  if (event.body.trim()) entry.append(twimlView(event.body))
}

function rest(event: Event<'rest'>): HTMLElement {
  const entry = request(
    event,
    `REST ${event.method} ${shortUrl(event.url)}`,
    '',
    Object.fromEntries(new URLSearchParams(event.form)),
  )
  entry.classList.add('rest')
  if (event.status >= 400) entry.classList.add('error')
  entry.querySelector('.result')?.append(`${event.status} · ${event.milliseconds} ms`)
  return entry
}

function request(event: TelephonyEvent, title: string, purpose: string, parameters: Record<string, string>) {
  const rows = Object.entries(parameters).map(([name, value]) =>
    element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, value)),
  )
  const summary = element(
    'summary',
    {},
    ...heading(event),
    element('b', {}, title),
    ' ',
    element('span', { class: 'purpose' }, purpose),
    ' ',
    element('span', { class: 'result figures' }),
  )
  const details = element('details', {}, summary, element('table', { class: 'parameters' }, ...rows))
  return element(
    'div',
    { class: 'entry request', 'data-call': event.callSid ?? '', 'data-request': true },
    details,
  )
}

function line(event: TelephonyEvent, kind: string, text: string): HTMLElement {
  return element(
    'p',
    { class: `entry line kind-${kind}`, 'data-call': event.callSid ?? '' },
    ...heading(event),
    text,
  )
}

function heading({ at, callSid }: TelephonyEvent): (Node | string)[] {
  const time = element('time', { class: 'figures' }, new Date(at).toLocaleTimeString('sv'))
  if (!callSid) return [time, ' ']
  return [
    time,
    ' ',
    element('span', { class: `chip chip-${hue(callSid)}`, title: callSid }, callSid.slice(-4)),
    ' ',
  ]
}

/** One of six colours for a call. */
function hue(callSid: string): number {
  return [...callSid].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 6007, 7) % 6
}

function shortUrl(url: string): string {
  const { pathname, search, host } = new URL(url)
  const path = pathname.replace(/^\/2010-04-01\/Accounts\/AC\w+/, '…')
  return (host === location.host || path !== pathname ? '' : host) + path + decode(search)
}

function decode(search: string): string {
  try {
    return decodeURIComponent(search)
  } catch {
    return search
  }
}
