import type { TelephonyEvent } from '../../telephony/events.ts'
import { byId, element } from './dom.ts'
import { entryFor, finish } from './log-entry.ts'
import { word } from './words.ts'
import type { World } from './world.ts'

const LONGEST_LOG = 1000

/** Everything that happens, in its order. It scrolls along as long as one looks at its end. */
export class Log {
  private readonly world: World
  private readonly root = byId('log')
  private readonly filter = byId('filter') as HTMLSelectElement
  private readonly onlyRequests = byId('only-requests') as HTMLInputElement
  private readonly requests = new Map<number, HTMLElement>()

  constructor(world: World) {
    this.world = world
    for (const choice of [this.filter, this.onlyRequests])
      choice.addEventListener('change', () => this.applyFilter())
    this.clear()
  }

  clear() {
    this.requests.clear()
    this.filter.replaceChildren(element('option', { value: '', word: 'allCalls' }, word('allCalls')))
    this.root.replaceChildren(element('p', { class: 'empty', word: 'emptyLog' }, word('emptyLog')))
  }

  take(event: TelephonyEvent) {
    if (event.type === 'call') this.offer(event)
    if (event.type === 'webhook-response' || event.type === 'webhook-failed') {
      const request = this.requests.get(event.id)
      if (request) return this.stayingAtEnd(() => finish(request, event))
    }
    const entry = entryFor(event, this.world)
    if (!entry) return
    if (event.type === 'webhook-request') this.requests.set(event.id, entry)
    this.stayingAtEnd(() => this.append(entry))
  }

  private append(entry: HTMLElement) {
    this.root.querySelector('.empty')?.remove()
    this.hideOrShow(entry)
    this.root.append(entry)
    while (this.root.children.length > LONGEST_LOG) this.root.firstElementChild?.remove()
  }

  private offer({ callSid = '', from, to }: Extract<TelephonyEvent, { type: 'call' }>) {
    this.filter.append(element('option', { value: callSid }, `${from} → ${to || '…'}  ${callSid.slice(-4)}`))
  }

  private applyFilter() {
    for (const entry of this.root.children) this.hideOrShow(entry as HTMLElement)
  }

  private hideOrShow(entry: HTMLElement) {
    const otherCall = this.filter.value && entry.dataset.call !== this.filter.value
    entry.hidden = Boolean(otherCall) || (this.onlyRequests.checked && entry.dataset.request === undefined)
  }

  private stayingAtEnd(change: () => void) {
    const { scrollTop, clientHeight, scrollHeight } = this.root
    const atEnd = scrollTop + clientHeight > scrollHeight - 40
    change()
    if (atEnd) this.root.scrollTop = this.root.scrollHeight
  }
}
