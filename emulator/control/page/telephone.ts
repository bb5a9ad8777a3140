import { ask } from './api.ts'
import { button } from './controls.ts'
import { element, replace } from './dom.ts'
import { Hearing } from './hearing.ts'
import { soundText } from './sound-text.ts'
import { translate, type Word } from './words.ts'
import { duration, isOver, ringsHere, type Line, type World } from './world.ts'

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

export interface TelephoneParts {
  title: Word
  /** Instead of the title, when the starter has a name for it. */
  name?: string
  /** The fields above the display: who it is and what it dials. */
  fields: HTMLElement
  /** One more thing to choose, beside the microphone. */
  option?: HTMLElement
  dialWord: Word
  dial(): Promise<unknown>
  /** Which of the world's legs is this telephone's. */
  owns(line: Line): boolean
  listens: boolean
  /** Prompts are speech, not a murmur. */
  emulatorSpeaks: boolean
  close(): void
}

/** A telephone on the page: fields, a display that tells what is heard, keys. It follows the latest leg that is its own. */
export class Telephone {
  readonly root: HTMLElement
  readonly owns: TelephoneParts['owns']
  line?: Line
  private readonly world: World
  private readonly parts: TelephoneParts
  private readonly display = element('div', { class: 'display', 'aria-live': 'polite' })
  private readonly status = element('span', { class: 'status' })
  private readonly timer = element('span', { class: 'figures timer' })
  private readonly buttons = element('div', { class: 'buttons' })
  private readonly problem = element('p', { class: 'problem', role: 'alert', hidden: true })
  private readonly hearing: Hearing
  private drawnState = ''

  constructor(world: World, parts: TelephoneParts) {
    this.world = world
    this.parts = parts
    this.owns = parts.owns
    this.hearing = new Hearing({ ...parts, attempt: (work) => this.attempt(work) })
    this.root = element(
      'article',
      { class: 'telephone surface', on: { keydown: (event) => this.typed(event) } },
      this.head(),
      parts.fields,
      element('div', { class: 'options' }, ...this.hearing.choices, parts.option),
      element('div', { class: 'state' }, this.status, this.timer),
      this.display,
      this.problem,
      this.keypad(),
      this.buttons,
    )
    this.draw()
  }

  /** The leg changed, or another one began. */
  follow(line: Line, soundChanged: boolean) {
    this.line = line
    this.hearing.follow(line, soundChanged)
    this.draw()
  }

  forget() {
    this.line = undefined
    this.hearing.follow(undefined, false)
    this.draw()
  }

  tick(now: number) {
    const since = this.line?.answeredAt
    this.timer.textContent = since === undefined ? '' : duration((this.line?.endedAt ?? now) - since)
  }

  private head() {
    return element(
      'div',
      { class: 'head' },
      this.parts.name ? element('h2', {}, this.parts.name) : element('h2', { word: this.parts.title }),
      button({ class: 'quiet close', 'data-label': 'close', on: { click: () => this.parts.close() } }, '×'),
    )
  }

  private keypad() {
    const keys = KEYS.map((key) => button({ class: 'key', on: { click: () => this.press(key) } }, key))
    return element('div', { class: 'keypad', role: 'group', 'data-label': 'keypad' }, ...keys)
  }

  private typed(event: KeyboardEvent) {
    const field = event.target instanceof HTMLElement && event.target.matches('input, select, textarea')
    if (!field && KEYS.includes(event.key)) this.press(event.key)
  }

  private press(digits: string) {
    if (!this.line || isOver(this.line)) return
    this.hearing.keyPressed()
    void this.act(`/calls/${this.line.callSid}/press`, { digits })
  }

  private act(path: string, body?: unknown) {
    return this.attempt(ask('POST', path, body))
  }

  private attempt(work: Promise<unknown>) {
    this.problem.hidden = true
    return work.catch((error: Error) => {
      this.problem.textContent = error.message
      this.problem.hidden = false
    })
  }

  private draw() {
    replace(this.display, this.displayed(this.line))
    const state = this.line ? stateWord(this.line) : 'idle'
    const drawn = `${state} ${this.line?.callSid}`
    if (drawn === this.drawnState) return
    this.drawnState = drawn
    this.root.dataset.state = state
    this.status.dataset.word = state
    replace(this.buttons, ...this.actions(this.line))
    translate(this.root)
  }

  private displayed(line: Line | undefined): string {
    if (!line || isOver(line)) return ''
    return ringsHere(line) ? line.from : soundText(line.sound, this.world)
  }

  private actions(line: Line | undefined): HTMLElement[] {
    if (!line || isOver(line)) {
      return [
        button({
          class: 'primary',
          word: this.parts.dialWord,
          on: { click: () => this.attempt(this.parts.dial()) },
        }),
      ]
    }
    const to = (verb: string) => () => void this.act(`/calls/${line.callSid}/${verb}`)
    if (!ringsHere(line)) return [button({ class: 'danger', word: 'hangUp', on: { click: to('hang-up') } })]
    return [
      button({ class: 'primary', word: 'answer', on: { click: to('answer') } }),
      button({ word: line.to.startsWith('client:') ? 'decline' : 'busy', on: { click: to('reject') } }),
    ]
  }
}

function stateWord(line: Line): Word {
  if (ringsHere(line) && !isOver(line)) return 'ringsHere'
  return line.status === 'busy' ? 'busyStatus' : line.status
}
