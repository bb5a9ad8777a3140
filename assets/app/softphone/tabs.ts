import type { PhoneStatus } from './softphone-seam.ts'

const name = 'runa.phone'

type TabMessage = { asks: string } | { refuses: string } | { comes: string } | { does: PhoneStatus }

export interface TabNews {
  mine(): void
  elsewhere(): void
  /** Another tab wants the phone: give it up, or say that it cannot be had now. */
  asked(): void
  refused(): void
  /** What the phone does in the tab that has it. */
  does(status: PhoneStatus): void
}

/** One operator's phone in one tab of this browser: whoever holds the lock has it. */
export class Tabs {
  readonly #lock: string
  #channel: BroadcastChannel | undefined
  readonly #news: TabNews
  readonly #self = crypto.randomUUID()
  #giveBack: (() => void) | undefined
  #queueing = new AbortController()
  #closed = false
  #status: PhoneStatus = 'idle'

  constructor(operatorId: string, news: TabNews) {
    this.#lock = `${name}.${operatorId}`
    this.#news = news
  }

  /** Takes the phone if no other tab has it; else has it when the others are closed. */
  async start(): Promise<void> {
    this.#closed = false
    this.#channel = new BroadcastChannel(this.#lock)
    this.#channel.onmessage = ({ data }: MessageEvent<TabMessage>) => this.#heard(data)
    if (await this.#request({ ifAvailable: true })) return
    if (this.#closed) return
    this.#news.elsewhere()
    this.#channel.postMessage({ comes: this.#self } satisfies TabMessage)
    this.#queue()
  }

  /** Asks the tab that has the phone for it; it comes as soon as that tab has let go. */
  takeOver = (): void => this.#channel?.postMessage({ asks: this.#self } satisfies TabMessage)

  /** Tells the other tabs what the phone does here. */
  say(status: PhoneStatus): void {
    this.#status = status
    if (this.#giveBack) this.#channel?.postMessage({ does: status } satisfies TabMessage)
  }

  /** Lets another tab have it, and stands in line behind it. */
  release(): void {
    this.#giveBack?.()
    this.#giveBack = undefined
    if (!this.#closed) this.#queue()
  }

  /** A call lives here: whoever asked may not have it now. */
  refuse = (): void => this.#channel?.postMessage({ refuses: this.#self } satisfies TabMessage)

  close(): void {
    this.#closed = true
    this.#queueing.abort()
    this.#channel?.close()
    this.release()
  }

  #heard(message: TabMessage): void {
    if ('does' in message && !this.#giveBack) this.#news.does(message.does)
    if ('comes' in message) this.say(this.#status)
    if ('refuses' in message && !this.#giveBack) this.#news.refused()
    if (!('asks' in message)) return
    if (this.#giveBack) this.#news.asked()
    // A third tab steps behind the one that asked.
    else this.#queue()
  }

  #queue(): void {
    this.#queueing.abort()
    this.#queueing = new AbortController()
    void this.#request({ signal: this.#queueing.signal })
  }

  /** Holds the lock until it is given back; false when it could not be had. */
  #request(options: LockOptions): Promise<boolean> {
    return new Promise((resolve) => {
      navigator.locks
        .request(this.#lock, options, (lock) => {
          resolve(lock !== null)
          return lock && !this.#closed ? this.#hold() : undefined
        })
        .catch(() => resolve(false))
    })
  }

  #hold(): Promise<void> {
    return new Promise((resolve) => {
      this.#giveBack = resolve
      this.#news.mine()
    })
  }
}
