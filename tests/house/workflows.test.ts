import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../scripts/project-root.ts'

test('a workflow names each action by its commit, which nobody can move, and says its version', () => {
  const files = globSync('.github/workflows/*.yml', { cwd: projectRoot })
  const used = files.flatMap((file) => readFileSync(join(projectRoot, file), 'utf8').match(/uses:.*/g) ?? [])
  expect(used).not.toEqual([])
  expect(used.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual(
    [],
  )
})
