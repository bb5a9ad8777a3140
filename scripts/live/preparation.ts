import { existsSync, globSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { PlainError } from '../plain-error.ts'
import { projectRoot } from '../project-root.ts'
import { buildFindings } from './build-checks.ts'
import { parseEnv, type EnvFile } from './env-file.ts'
import { environmentFindings } from './environment-checks.ts'
import { describeFinding, type Finding } from './finding.ts'
import type { Stage } from './stage.ts'

/** Stops before anything is sent, naming all that is wrong with the env file at once. */
export function requireGoodEnvironment(file: EnvFile, stage: Stage): void {
  refuse(environmentFindings(file, { stage, demos: demos() }))
}

/** The same for what lies in `dist`. */
export function requireGoodBuild(): void {
  refuse(buildFindings(join(projectRoot, 'dist'), join(projectRoot, 'package.json'), ofThisMachine()))
}

function refuse(findings: Finding[]): void {
  if (findings.length === 0) return
  const list = findings.map((finding) => `- ${describeFinding(finding)}`).join('\n')
  throw new PlainError(`Nothing was sent. To be mended first:\n${list}`)
}

export function demos(): Record<string, string>[] {
  return ['.env.example', '.data/start.env']
    .map((name) => join(projectRoot, name))
    .filter((path) => existsSync(path))
    .map((path) => parseEnv(readFileSync(path, 'utf8')))
}

/** What must not stand in any uploaded file: secrets of all env files here, and the names of this machine's folders. */
function ofThisMachine(): string[] {
  const secrets = globSync(['.env', '.env.*', '.data/*.env'], { cwd: projectRoot })
    .map((name) => parseEnv(readFileSync(join(projectRoot, name), 'utf8')))
    .flatMap((values) => Object.entries(values))
    .filter(([name]) => /SECRET|TOKEN|PASSWORD|DATABASE_URL/.test(name))
    .map(([, value]) => value)
  return [...secrets, projectRoot, homedir()].filter((text) => text.length >= 8)
}
