/** Tells whoever listens now; remembers nothing. */
export class Signal<News extends unknown[]> {
  readonly #listeners = new Set<(...news: News) => void>()

  /** Returns how to stop listening. */
  listen = (listener: (...news: News) => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  tell = (...news: News): void => this.#listeners.forEach((listener) => listener(...news))
}
