/** Counts the real input and output under way, so that a test's clock knows when it may move. */
export class Activity {
  private underWay = 0
  private waiting: (() => void)[] = []

  begin(): () => void {
    this.underWay++
    let ended = false
    return () => {
      if (ended) return
      ended = true
      if (--this.underWay === 0) for (const wake of this.waiting.splice(0)) wake()
    }
  }

  async track<T>(work: Promise<T>): Promise<T> {
    const end = this.begin()
    try {
      return await work
    } finally {
      end()
    }
  }

  /** Resolves when nothing was under way for two whole turns of Node's event loop. */
  async idle(): Promise<void> {
    for (let quietTurns = 0; quietTurns < 2;) {
      if (this.underWay > 0) {
        await new Promise<void>((wake) => this.waiting.push(wake))
        quietTurns = 0
      }
      await new Promise((turn) => setImmediate(turn))
      if (this.underWay === 0) quietTurns++
    }
  }
}
