import { FRAME_MS } from './mulaw.ts'

/** After a long stall the frames missed are not sent in a rush: the listener's buffer has given up on them. */
const MOST_AT_ONCE = 5

/** Calls its subscribers once for each 20 ms that have passed, as long as there are any. */
export class Ticker {
  private readonly subscribers = new Set<() => void>()
  private timer?: NodeJS.Timeout
  private next = 0

  add(subscriber: () => void): () => void {
    this.subscribers.add(subscriber)
    this.timer ??= this.start()
    return () => this.remove(subscriber)
  }

  private start(): NodeJS.Timeout {
    this.next = performance.now()
    return setInterval(() => this.tick(), FRAME_MS / 2)
  }

  private tick() {
    const now = performance.now()
    this.next = Math.max(this.next, now - MOST_AT_ONCE * FRAME_MS)
    for (; this.next <= now; this.next += FRAME_MS) for (const subscriber of this.subscribers) subscriber()
  }

  private remove(subscriber: () => void) {
    this.subscribers.delete(subscriber)
    if (this.subscribers.size) return
    clearInterval(this.timer)
    this.timer = undefined
  }
}
