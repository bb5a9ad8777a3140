/** A timer handed out by a Clock. `Date.now()` and `setTimeout` of Node are used nowhere else in the emulator's core. */
export interface Timer {
  readonly at: number
  cancelled: boolean
  cancel(): void
}

/** The time everything in the emulator lives by. Milliseconds since 1970. */
export interface Clock {
  now(): number
  setTimeout(run: () => void, milliseconds: number): Timer
  clearTimeout(timer: Timer | undefined): void
}

export const realClock: Clock = {
  now: () => Date.now(),
  setTimeout(run, milliseconds) {
    const handle = setTimeout(run, milliseconds)
    const timer: Timer = {
      at: Date.now() + milliseconds,
      cancelled: false,
      cancel() {
        timer.cancelled = true
        clearTimeout(handle)
      },
    }
    return timer
  },
  clearTimeout(timer) {
    timer?.cancel()
  },
}

interface PlannedTimer extends Timer {
  order: number
  run(): void
}

/**
 * A clock that stands still until a test moves it. Before and after each timer it waits for `idle`: nothing real
 * (a webhook, a REST request) may be under way while time passes, so ten minutes of waiting take milliseconds.
 */
export class TestClock implements Clock {
  /** Resolves when no real input or output of the emulator is under way; Telephony sets it. */
  idle: () => Promise<void> = async () => {}
  private time: number
  private timers: PlannedTimer[] = []
  private order = 0

  constructor(startAt: number = Date.now()) {
    this.time = startAt
  }

  now(): number {
    return this.time
  }

  setTimeout(run: () => void, milliseconds: number): Timer {
    const timer: PlannedTimer = {
      at: this.time + Math.max(0, milliseconds),
      order: this.order++,
      cancelled: false,
      run,
      cancel: () => this.clearTimeout(timer),
    }
    this.timers.push(timer)
    return timer
  }

  clearTimeout(timer: Timer | undefined): void {
    if (!timer) return
    timer.cancelled = true
    this.timers = this.timers.filter((other) => other !== timer)
  }

  /** Moves time on, running due timers in order of time. */
  async advance(milliseconds: number): Promise<void> {
    const target = this.time + milliseconds
    await this.runUntilIdle()
    for (let due = this.next(target); due; due = this.next(target)) {
      this.time = due.at
      this.clearTimeout(due)
      due.run()
      await this.runUntilIdle()
    }
    this.time = target
    await this.runUntilIdle()
  }

  /** Lets everything happen that needs no time to pass. */
  async runUntilIdle(): Promise<void> {
    await this.idle()
    for (let due = this.next(this.time); due; due = this.next(this.time)) {
      this.clearTimeout(due)
      due.run()
      await this.idle()
    }
  }

  /** Moves time on, timer by timer, until `done` holds; gives up after `limit` milliseconds of the clock. */
  async advanceUntil(done: () => boolean, limit = 3_600_000): Promise<void> {
    const end = this.time + limit
    await this.runUntilIdle()
    while (!done()) {
      const due = this.next(end)
      if (!due) throw new Error(`Nothing more will happen within ${limit} ms, and the awaited thing has not.`)
      await this.advance(due.at - this.time)
    }
  }

  private next(until: number): PlannedTimer | undefined {
    let first: PlannedTimer | undefined
    for (const timer of this.timers) {
      if (timer.at > until) continue
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer
    }
    return first
  }
}
