import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../scripts/project-root.ts'

const functions = globSync('functions/**/*', { cwd: projectRoot, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1))
  .sort()

const voice = [
  'call-status',
  'greeting',
  'information',
  'menu-choice',
  'operator-dial',
  'operator-dial-ended',
  'queue-connecting',
  'queue-left',
  'queue-wait',
]

test('Twilio calls nine functions, every one of them protected', () => {
  const found = functions.filter((file) => file.startsWith('functions/voice/'))
  expect(found).toEqual(voice.map((name) => `functions/voice/${name}.protected.ts`).sort())
})

test('nothing but webhooks is protected, and nothing is private', () => {
  const others = functions.filter((file) => !file.startsWith('functions/voice/'))
  expect(
    others.filter((file) => !file.startsWith('functions/api/') || /\.(protected|private)\./.test(file)),
  ).toEqual([])
})

test('there are fewer than fifty functions', () => {
  expect(functions.length).toBeLessThan(50)
})

test('a function file holds its handler and little else', () => {
  const long = functions.filter(
    (file) => readFileSync(join(projectRoot, file), 'utf8').split('\n').length > 60,
  )
  expect(long).toEqual([])
  for (const file of functions)
    expect(readFileSync(join(projectRoot, file), 'utf8'), file).toContain('export const handler')
})
