import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../scripts/project-root.ts'
import { runNode, writeEnv, type Outcome } from '../deploy/rehearsal.ts'
import type { Centre } from './centre.ts'

/** `npm run repair -- --env <this centre's, with some values of one's own> --file <these lines> …`, as a person types it. */
export async function repair(
  { environment, emulator, databaseUrl }: Centre,
  lines: string,
  args: string[],
  own: Record<string, string> = {},
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'runa-repair-'))
  const [env, file] = [join(folder, 'env'), join(folder, 'lines')]
  const EMULATOR_REST_PORT = String(emulator.restPort)
  try {
    await writeEnv(env, { ...environment, DATABASE_URL: databaseUrl, EMULATOR_REST_PORT, ...own })
    writeFileSync(file, lines)
    return await runNode(join(projectRoot, 'scripts/repair.ts'), ['--env', env, '--file', file, ...args])
  } finally {
    rmSync(folder, { recursive: true })
  }
}
