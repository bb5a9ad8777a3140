import type { Fault, FaultKind, Faults, Webhook } from '../../../emulator/faults.ts'
import type { Emulator } from '../../../emulator/server.ts'
import type { Dice } from './dice.ts'

/** What befell one attempt at a webhook. */
type Trouble = FaultKind & { name: string }

const late = [400, 3_000].map((milliseconds) => delay(milliseconds))
/** Only where nobody waits for the answer. */
const veryLate = [...late, delay(20_000), delay(60_000)]

function delay(milliseconds: number): Trouble {
  return { kind: 'delay', milliseconds, name: `${milliseconds} ms late` }
}

const twice: Trouble = { kind: 'duplicate', name: 'twice at once' }
const ahead: Trouble = { kind: 'ahead', name: 'ahead of its steps' }
const page: Trouble = { kind: 'html', name: 'a page' }
const status = (code: number): Trouble => ({ kind: 'status', status: code, name: String(code) })

/** What Twilio tries again after, by what its policy calls it. */
const repeated = {
  ct: [{ kind: 'refused', name: 'refused' }],
  rt: [
    { kind: 'lost', name: 'lost' },
    { kind: 'unanswered', name: 'its answer lost' },
  ],
  '5xx': [status(500), status(503)],
  '4xx': [status(429)],
} as const satisfies Record<string, readonly Trouble[]>

const all: Trouble[] = [...veryLate, twice, ahead, page, ...Object.values(repeated).flat()]
const unheard = ['refused', 'lost', 'status', 'html']

/**
 * What goes wrong with webhooks, as a seed has it: the nth request of the nth call for the same step is struck in every
 * run alike. A failure strikes one attempt only, and only where Twilio makes another; but some callers' wait breaks.
 */
export class WebhookTrouble {
  private readonly dice: Dice
  private readonly callNumbers = new Map<string, number>()
  private readonly requests = new Map<string, number>()
  private readonly struck = new Map<string, Trouble[]>()
  private readonly faults: Faults
  private readonly own: Fault[]
  private readonly unsubscribe: () => void

  constructor({ telephony, faults }: Emulator, dice: Dice) {
    this.dice = dice
    this.faults = faults
    this.unsubscribe = telephony.events.subscribe(({ type, callSid = '' }) => {
      if (type === 'call') this.callNumbers.set(callSid, this.callNumbers.size + 1)
    })
    this.own = all.map((trouble) => {
      const strikes = (webhook: Webhook) => this.befalling(webhook).includes(trouble)
      return faults.add({ ...trouble, path: '/voice/*', strikes })
    })
  }

  stop(): void {
    this.unsubscribe()
    for (const { id } of this.own) this.faults.remove(id)
  }

  /** Whether the application heard of it. */
  reached(token: string, attempt: number): boolean {
    return !this.of(token, attempt).some(({ kind }) => unheard.includes(kind))
  }

  /** In words. */
  told(token: string, attempt: number): string[] {
    return this.of(token, attempt).map(({ name }) => name)
  }

  private of(token: string, attempt: number): Trouble[] {
    return this.struck.get(`${token} ${attempt}`) ?? []
  }

  private befalling(webhook: Webhook): Trouble[] {
    const { token, attempt } = webhook
    if (!token) return this.diceFor(webhook, 'ahead').chance(0.15) ? [ahead] : []
    const key = `${token} ${attempt}`
    const known = this.struck.get(key)
    if (known) return known
    const chosen = attempt === 1 ? this.choose(webhook) : []
    this.struck.set(key, chosen)
    return chosen
  }

  private choose(webhook: Webhook): Trouble[] {
    const call = this.callNumbers.get(webhook.callSid ?? '')
    const isWait = webhook.path.endsWith('/queue-wait')
    const dice = this.diceFor(webhook, this.count(webhook))
    if (isWait && this.dice.for(`broken wait of ${call}`).chance(0.06))
      return dice.chance(0.6) ? [dice.pick([page, status(500)])] : []
    const again = webhook.retryOn.flatMap((reason) => (reason === 'all' ? [] : repeated[reason]))
    switch (dice.weighted({ none: 78, twice: 8, late: 7, fails: again.length ? 7 : 0 })) {
      case 'twice':
        return [twice]
      case 'late':
        return [dice.pick(webhook.path.endsWith('/call-status') ? veryLate : late)]
      case 'fails':
        return [dice.pick(again)]
    }
    return []
  }

  /** How many requests for this step this call has made. */
  private count({ callSid, path }: Webhook): number {
    const key = `${callSid} ${path}`
    const count = (this.requests.get(key) ?? 0) + 1
    this.requests.set(key, count)
    return count
  }

  private diceFor({ callSid, path }: Webhook, what: string | number): Dice {
    return this.dice.for(`${this.callNumbers.get(callSid ?? '')} ${path} ${what}`)
  }
}
