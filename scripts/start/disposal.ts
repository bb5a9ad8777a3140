/** What was started, to be stopped in the reverse order, whatever happened in between. */
export class Disposal {
  private readonly steps: (() => Promise<void> | void)[] = []

  add(step: () => Promise<void> | void): void {
    this.steps.push(step)
  }

  async run(): Promise<void> {
    for (const step of this.steps.splice(0).reverse()) {
      await Promise.resolve(step()).catch((error: unknown) => console.error('While stopping:', error))
    }
  }
}
