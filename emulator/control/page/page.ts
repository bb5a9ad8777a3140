import type { TelephonyEvent } from '../../telephony/events.ts'
import { ask, readState } from './api.ts'
import { byId, element } from './dom.ts'
import { silence } from './listening.ts'
import { Log } from './log.ts'
import { showPanels } from './panels-view.ts'
import { drawQueues } from './queues-view.ts'
import { showSettings } from './settings.ts'
import { Telephones } from './telephones.ts'
import { currentLanguage, switchLanguage, translate, word } from './words.ts'
import { isOver, World } from './world.ts'

const state = await readState()
const world = new World()
const log = new Log(world)
const telephones = new Telephones(world, state)
/** What the emulator's clock is ahead of this machine's. */
let ahead = state.now - Date.now()
let isLive = false

translate(document.body)
showPanels(state.panels)
showSettings(state)
listen()
connectBar()
setInterval(tick, 500)
tick()

function listen() {
  const source = new EventSource('/_emulator/api/events')
  source.onopen = () => (byId('offline').hidden = true)
  source.onerror = () => (byId('offline').hidden = false)
  source.onmessage = ({ data }) => take(JSON.parse(data) as TelephonyEvent)
  source.addEventListener('reset', () => {
    isLive = false
    world.clear()
    log.clear()
    telephones.clear()
  })
  source.addEventListener('live', () => {
    isLive = true
    for (const line of world.lines.values()) if (!isOver(line)) telephones.take(line, true)
  })
}

function take(event: TelephonyEvent) {
  if (state.clockCanBeMoved) ahead = Math.max(ahead, event.at - Date.now())
  const line = world.take(event)
  log.take(event)
  if (line && isLive) telephones.take(line, event.type === 'sound')
  if (event.type === 'queue') tick()
}

function tick() {
  const now = Date.now() + ahead
  byId('clock').textContent = new Date(now).toLocaleTimeString('sv')
  telephones.tick(now)
  drawQueues(world, now)
}

function connectBar() {
  const mute = byId('mute')
  mute.addEventListener('click', () => {
    const on = mute.getAttribute('aria-pressed') !== 'true'
    mute.setAttribute('aria-pressed', String(on))
    silence(on)
  })
  byId('reset').addEventListener('click', () => void ask('POST', '/reset'))
  byId('add-caller').addEventListener('click', () => telephones.addCaller())
  byId('add-operator').addEventListener('click', () => telephones.addOperator())
  const language = byId('language')
  const nameLanguage = () => {
    language.textContent = word('language')
    language.lang = currentLanguage() === 'ja' ? 'en' : 'ja'
    document.title = `${word('title')} · Local Twilio`
    tick()
  }
  language.addEventListener('click', () => {
    switchLanguage()
    nameLanguage()
  })
  nameLanguage()
  if (state.clockCanBeMoved) byId('clock-buttons').append(...[1, 10, 60].map(advanceButton))
}

function advanceButton(seconds: number): HTMLElement {
  const advance = async () => {
    await ask('POST', '/clock/advance', { milliseconds: seconds * 1000 })
    ahead = (await readState()).now - Date.now()
    tick()
  }
  return element('button', { class: 'quiet', on: { click: () => void advance() } }, `+${seconds} s`)
}
