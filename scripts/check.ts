import { launch } from './child.ts'
import { PlainError, run } from './plain-error.ts'
import { projectRoot } from './project-root.ts'

if (import.meta.main) await run(check)

/** Types, lint and formatting, side by side; throws with the names of those that found something. */
export async function check(): Promise<void> {
  const found = await Promise.all([
    finds('tsc', '--noEmit'),
    finds('eslint', '.'),
    finds('prettier', '--check', '--log-level=warn', '.'),
  ])
  const names = found.filter(Boolean)
  if (names.length > 0) throw new PlainError(`Found by ${names.join(', ')}: see above.`)
}

function finds(program: string, ...args: string[]): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = launch(program, args, {
      cwd: projectRoot,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code === 0 ? undefined : program))
  })
}
