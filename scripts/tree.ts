import { Disposal } from './start/disposal.ts'

/** What this process has to undo before it ends, whatever ends it. */
export const tree = new Disposal()

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
const { promise: interruption, resolve, reject } = Promise.withResolvers<number>()
interruption.catch(() => undefined)

/** Something without which all is pointless has ended. */
export const giveUp = (reason: Error): void => reject(reason)

/** Resolves with the exit code of the first signal that asks this process to end; rejects when it has to give up. */
export function untilInterrupted(): Promise<number> {
  // Not once: the second signal, from whoever passes the first one on, must not cut the tidying short.
  for (const [signal, code] of Object.entries(signals)) process.on(signal, () => resolve(code))
  return interruption
}
