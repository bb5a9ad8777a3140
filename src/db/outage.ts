/** After MySQL was found away, one statement of this container tries it again after so long, in ms. */
const pause = 1000

/** Each bundle carries its own copy of this module: only `globalThis` is shared by all functions of a container. */
const key = Symbol.for('runa.outage')
const store = globalThis as { [key]?: { probeAfter: number | undefined; trying: number } }
const outage = (store[key] ??= { probeAfter: undefined, trying: 0 })

export const isOutage = (): boolean => outage.probeAfter !== undefined

/** While MySQL is away one statement at a time asks how it is: that costs one connection, and one caller some time. */
export function mayProbe(): boolean {
  return outage.trying === 0 && Date.now() >= (outage.probeAfter ?? 0)
}

/** Counts `work` as trying MySQL; whatever else comes meanwhile need not. */
export async function probing<Result>(work: () => Promise<Result>): Promise<Result> {
  outage.trying++
  try {
    return await work()
  } finally {
    outage.trying--
  }
}

export function outageBegan(): void {
  outage.probeAfter = Date.now() + pause
}

export function outageIsOver(): void {
  outage.probeAfter = undefined
}
