import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureWindowlessBrowser } from './browser.ts'
import { build } from './build.ts'
import { check } from './check.ts'
import { launch } from './child.ts'
import { testServer } from './database/test-server.ts'
import { PlainError, run } from './plain-error.ts'
import { projectRoot } from './project-root.ts'

interface Count {
  passed: number
  failed: number
}

const data = join(projectRoot, '.data')

if (import.meta.main) await run(testAll)

/** Types, lint, formatting, then every test, with a database and a browser of its own. Ends with a plain count. */
export async function testAll(): Promise<void> {
  await check()
  ensureWindowlessBrowser()
  const server = await testServer()
  if (!process.env.RUNA_BUILT) await build()
  report([
    await vitest(
      server.url,
      '--project=unit',
      '--project=contract',
      '--project=functions',
      '--project=calls',
      '--project=deploy',
    ),
    // A test in a browser mostly waits: three side by side keep two cores busy.
    await vitest(server.url, '--project=desk', '--maxWorkers=3'),
    await vitest(server.url, '--project=browser', '--project=undisturbed', '--no-file-parallelism'),
  ])
}

async function vitest(databaseUrl: string, ...args: string[]): Promise<Count> {
  mkdirSync(data, { recursive: true })
  const outcome = join(data, `vitest-${process.pid}.json`)
  rmSync(outcome, { force: true })
  const code = await vitestExit(
    [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${outcome}`],
    {
      TEST_DATABASE_URL: databaseUrl,
      RUNA_BUILT: '1',
    },
  )
  return counted(outcome, code)
}

function vitestExit(args: string[], environment: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = launch('vitest', ['run', ...args], {
      cwd: projectRoot,
      stdio: 'inherit',
      env: environment,
      shell: process.platform === 'win32',
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      // It has a handler for some signals, and says so as shells do.
      if (signal || code! > 128)
        reject(new PlainError(`vitest was ended by a signal (${signal ?? code}); the rest is ended too.`))
      else resolve(code!)
    })
  })
}

/** A run that ended badly without a failed test (a file that did not load, an unhandled error) counts as a failure. */
function counted(outcome: string, code: number): Count {
  const { numPassedTests: passed, numFailedTests } = readOutcome(outcome)
  rmSync(outcome, { force: true })
  return { passed, failed: code === 0 ? 0 : Math.max(numFailedTests, 1) }
}

function readOutcome(file: string): { numPassedTests: number; numFailedTests: number } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number }
  } catch {
    return { numPassedTests: 0, numFailedTests: 1 }
  }
}

function report(counts: Count[]): void {
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  if (failed > 0) process.exitCode = 1
  console.log(`${passed} passed, ${failed} failed`)
}
