/** Something the person at the keyboard can mend: one clear sentence, no stack. */
export class PlainError extends Error {}

/** Runs a script's main step; a `PlainError` becomes its sentence, anything else keeps its stack. Exit code 1. */
export async function run(main: () => Promise<unknown>): Promise<void> {
  try {
    await main()
  } catch (error) {
    console.error(error instanceof PlainError ? error.message : error)
    process.exitCode = 1
  }
}
