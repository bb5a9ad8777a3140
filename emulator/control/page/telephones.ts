import type { Snapshot } from '../snapshot.ts'
import { ask } from './api.ts'
import { byId, element, type Attributes } from './dom.ts'
import { check } from './controls.ts'
import { Telephone } from './telephone.ts'
import { translate, type Word } from './words.ts'
import { isOver, type Line, type World } from './world.ts'

/** When a crowd calls at once, the log has them all. */
const MOST_GUESTS = 4

/** The telephones side by side. A number outside that is rung without having one gets one, for as long as it is rung. */
export class Telephones {
  private readonly world: World
  private readonly state: Snapshot
  private readonly all = new Set<Telephone>()
  private readonly guests = new Set<Telephone>()
  private callers = 0
  private operators = 0

  constructor(world: World, state: Snapshot) {
    this.world = world
    this.state = state
    this.addCaller()
    for (const _ of state.standIns) this.addOperator()
    if (!state.standIns.length) this.addOperator()
  }

  take(line: Line, soundChanged: boolean) {
    const owner = [...this.all].find((telephone) => telephone.owns(line)) ?? this.guest(line)
    if (owner && (owner.line === line || !owner.line || isOver(owner.line) || !isOver(line))) {
      owner.follow(line, soundChanged)
    }
  }

  clear() {
    for (const telephone of this.all) telephone.forget()
  }

  tick(now: number) {
    for (const telephone of this.all) telephone.tick(now)
  }

  addCaller(number = `+8190${String(10000000 + 1111111 * ++this.callers)}`) {
    const own = field('ownNumber', { value: number, inputmode: 'tel' })
    const to = field('dialTo', { value: this.state.numbers[0]?.phoneNumber ?? '', inputmode: 'tel' })
    return this.add('caller', 'dial', [own, to], {
      listens: true,
      dial: () => ask('POST', '/calls', { from: own.input.value, to: to.input.value }),
      owns: (line) => outsideNumber(line) === own.input.value,
    })
  }

  addOperator() {
    const standIn = this.state.standIns[this.operators++]
    const identity = field('identity', { value: standIn?.identity ?? `operator${this.operators}` })
    const params = Object.entries(standIn?.params ?? { Destination: 'queue:support' })
    const query = field('connectWith', {
      class: 'tall',
      value: params.map(([name, value]) => `${name}=${value}`).join('&'),
    })
    const path = () => `/softphones/${encodeURIComponent(identity.input.value)}`
    let isRegistered = this.state.softphones.includes(identity.input.value)
    const register = () => {
      isRegistered = !isRegistered
      void (isRegistered
        ? ask('POST', '/softphones', { identity: identity.input.value })
        : ask('DELETE', path()))
    }
    return this.add('operator', 'connect', [identity, query], {
      name: standIn?.title,
      option: check('canBeRung', isRegistered, register),
      listens: false,
      dial: () => ask('POST', `${path()}/connect`, { params: parseParams(query.input.value) }),
      owns: (line) => clientName(line) === identity.input.value,
    })
  }

  private add(
    title: Word,
    dialWord: Word,
    fields: { root: HTMLElement }[],
    parts: {
      name?: string
      option?: HTMLElement
      listens: boolean
      dial(): Promise<unknown>
      owns(line: Line): boolean
    },
  ): Telephone {
    const telephone: Telephone = new Telephone(this.world, {
      ...parts,
      title,
      dialWord,
      emulatorSpeaks: this.state.emulatorSpeaks,
      fields: element('div', { class: 'fields' }, ...fields.map(({ root }) => root)),
      close: () => this.remove(telephone),
    })
    this.all.add(telephone)
    byId('telephones').append(telephone.root)
    translate(telephone.root)
    return telephone
  }

  private guest(line: Line): Telephone | undefined {
    const number = outsideNumber(line)
    if (!number || isOver(line)) return undefined
    for (const guest of this.guests) if (guest.line && isOver(guest.line)) this.remove(guest)
    if (this.guests.size >= MOST_GUESTS) return undefined
    const telephone = this.addCaller(number)
    this.guests.add(telephone)
    byId('telephones').prepend(telephone.root)
    return telephone
  }

  private remove(telephone: Telephone) {
    this.all.delete(telephone)
    this.guests.delete(telephone)
    telephone.root.remove()
  }
}

/** The telephone outside at the far end of a leg, if it is one. */
function outsideNumber(line: Line): string | undefined {
  const number = farEnd(line)
  return line.inside || number.startsWith('client:') ? undefined : number
}

function clientName(line: Line): string | undefined {
  const name = farEnd(line)
  return name.startsWith('client:') ? name.slice('client:'.length) : undefined
}

const farEnd = (line: Line) => (line.direction === 'inbound' ? line.from : line.to)

function field(name: Word, { class: className = '', ...attributes }: Attributes) {
  const input = element('input', { autocomplete: 'off', spellcheck: 'false', ...attributes })
  return {
    input,
    root: element('label', { class: `field ${className}` }, element('span', { word: name }), input),
  }
}

/** `Destination=queue:support&Extra=1`, written as people write it: only & and = divide. */
function parseParams(text: string): Record<string, string> {
  const pairs = text.split('&').filter(Boolean)
  return Object.fromEntries(
    pairs.map((pair) => [pair.split('=')[0]!.trim(), pair.split('=').slice(1).join('=').trim()]),
  )
}
