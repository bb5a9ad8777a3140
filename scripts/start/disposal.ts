type Step = () => Promise<void> | void

/** What was started, to be stopped in the reverse order, whatever happened in between. */
export class Disposal {
  private readonly steps = new Set<Step>()

  private over = false

  /** What is started while all is being stopped is stopped at once. Answers how to forget it. */
  add(step: Step): () => void {
    this.steps.add(step)
    if (this.over) void this.run()
    return () => void this.steps.delete(step)
  }

  async run(): Promise<void> {
    this.over = true
    for (const step of [...this.steps].reverse()) {
      this.steps.delete(step)
      await Promise.resolve()
        .then(step)
        .catch((error: unknown) => console.error('While stopping:', error))
    }
  }
}
