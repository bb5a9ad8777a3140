import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../scripts/project-root.ts'
import { runNode, writeEnv, type Outcome } from '../deploy/rehearsal.ts'
import type { Centre } from './centre.ts'

/**
 * `npm run repair -- --env <this centre's, with some values of one's own> --file <these lines> …`, as a person types it;
 * without lines, Twilio's logs are read.
 */
export async function repair(
  { environment, emulator, databaseUrl }: Centre,
  lines: string | undefined,
  args: string[],
  own: Record<string, string> = {},
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'runa-repair-'))
  const [env, file] = [join(folder, 'env'), join(folder, 'lines')]
  const EMULATOR_REST_PORT = String(emulator.restPort)
  try {
    await writeEnv(env, { ...environment, DATABASE_URL: databaseUrl, EMULATOR_REST_PORT, ...own })
    if (lines !== undefined) writeFileSync(file, lines)
    const from = lines === undefined ? [] : ['--file', file]
    return await runNode(join(projectRoot, 'scripts/repair.ts'), ['--env', env, ...from, ...args])
  } finally {
    rmSync(folder, { recursive: true })
  }
}
