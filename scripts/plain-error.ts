import { createRequire } from 'node:module'
import { join } from 'node:path'
import { removeRemains } from './boot/remains.mjs'
import { projectRoot } from './project-root.ts'
import { tree, untilInterrupted } from './tree.ts'

/** How long what was started may take to end: a database has to write down what it holds. */
const PATIENCE_MS = 25_000

/** Something the person at the keyboard can mend: one clear sentence, no stack. */
export class PlainError extends Error {}

/**
 * Runs a script's main step; a `PlainError` becomes its sentence, anything else keeps its stack. Exit code 1. A signal
 * breaks the step off. What it has started ends with it, in every case.
 */
export async function run(main: () => Promise<unknown>): Promise<void> {
  // npm and its shell tell nobody when they are killed. Typed without npm, a command may outlive its shell.
  if (process.env.npm_lifecycle_event) createRequire(import.meta.url)('./tied.cjs')
  let isUnderWay = true
  const step = main().finally(() => (isUnderWay = false))
  try {
    process.exitCode = await Promise.race([step.then(() => process.exitCode), untilInterrupted()])
  } catch (error) {
    console.error(error instanceof PlainError ? error.message : error)
    process.exitCode = 1
  }
  setTimeout(() => process.exit(), PATIENCE_MS).unref()
  await tree.run()
  if (!isUnderWay) return
  // Perhaps of the one that started this, and was killed.
  removeRemains(join(projectRoot, '.data'))
  process.exit()
}
