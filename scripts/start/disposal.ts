/** What was started, to be stopped in the reverse order, whatever happened in between. */
export class Disposal {
  private readonly steps: (() => Promise<void> | void)[] = []

  private over = false

  /** What is started while all is being stopped is stopped at once. */
  add(step: () => Promise<void> | void): void {
    this.steps.push(step)
    if (this.over) void this.run()
  }

  async run(): Promise<void> {
    this.over = true
    for (const step of this.steps.splice(0).reverse()) {
      await Promise.resolve(step()).catch((error: unknown) => console.error('While stopping:', error))
    }
  }
}
