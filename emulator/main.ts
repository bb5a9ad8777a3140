import { readFileSync } from 'node:fs'
import type { EmulatorOptions } from './options.ts'
import { startEmulator } from './server.ts'

/** node emulator/main.ts [config.json]: EmulatorOptions as JSON, from a file or from EMULATOR_CONFIG. */
async function main() {
  const options = readConfig(process.argv[2])
  const emulator = await startEmulator(options).catch((error) => fail(explain(error, options)))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)))
  }
  // Only now: whoever reads this may ask it to end at once.
  console.log(
    `Emulator at ${emulator.url}, telephone at ${emulator.url}/_emulator, REST on port ${emulator.restPort}`,
  )
}

function readConfig(file: string | undefined): EmulatorOptions {
  try {
    const text = file ? readFileSync(file, 'utf8') : process.env.EMULATOR_CONFIG
    if (!text) fail('Name a JSON file with the emulator’s options, or put them into EMULATOR_CONFIG.')
    return JSON.parse(text) as EmulatorOptions
  } catch (error) {
    fail(`The emulator’s options cannot be read: ${(error as Error).message}`)
  }
}

function explain(error: NodeJS.ErrnoException, { port }: EmulatorOptions): string {
  if (error.code !== 'EADDRINUSE') return `The emulator cannot start: ${error.message}`
  return `Port ${port} is in use by another program; choose another for the emulator.`
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

await main()
