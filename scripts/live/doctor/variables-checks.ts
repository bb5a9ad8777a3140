import type { EnvFile } from '../env-file.ts'
import { environmentFindings } from '../environment-checks.ts'
import { demos } from '../preparation.ts'
import type { Stage } from '../stage.ts'
import { well, wrong, type Check } from './check.ts'

export function checkVariables(file: EnvFile, stage: Stage): Check[] {
  const findings = environmentFindings(file, { stage, demos: demos() })
  if (!file.values.TWIML_APP_SID)
    findings.push({
      what: `TWIML_APP_SID is missing in ${file.name}`,
      remedy: 'npm run setup writes it down',
    })
  if (findings.length === 0) return [well('variables', `${file.name} is complete, for ${stage.name}`)]
  return findings.map(({ what, remedy }) => wrong('variables', what, remedy))
}
