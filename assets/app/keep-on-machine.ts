/** Remembers on this machine, where the browser lets it: storage may be full or forbidden. */
export function keepOnMachine(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Whoever reads it later finds what was there before, or nothing.
  }
}

export function forgetOnMachine(key: string): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // Nothing was remembered.
  }
}

/** What was remembered; null when nothing was, or when it may not be read. */
export function keptOnMachine(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
