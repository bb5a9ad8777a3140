/** Chance that a seed repeats. */
export class Dice {
  private readonly name: string
  private state: number

  constructor(name: string | number) {
    this.name = String(name)
    this.state = hash(this.name)
  }

  /** Dice of somebody's own: what others throw, and when, changes nothing for them. */
  for(who: string | number): Dice {
    return new Dice(`${this.name}/${who}`)
  }

  /** From 0 up to 1 (mulberry32). */
  throw(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  chance(probability: number): boolean {
    return this.throw() < probability
  }

  /** A whole number, both ends possible. */
  between(least: number, most: number): number {
    return least + Math.floor(this.throw() * (most - least + 1))
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.between(0, items.length - 1)]!
  }

  /** One of the names, each as often as its weight says. */
  weighted<Name extends string>(weights: Record<Name, number>): Name {
    const entries = Object.entries(weights) as [Name, number][]
    let left = this.throw() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    return entries.find(([, weight]) => (left -= weight) < 0)?.[0] ?? entries[0]![0]
  }
}

/** FNV-1a. */
function hash(text: string): number {
  return [...text].reduce((state, letter) => Math.imul(state ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5)
}
