import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { repairArguments } from './arguments.ts'

const folder = mkdtempSync(join(tmpdir(), 'runa-repair-'))
const env = join(folder, 'env')
const log = join(folder, 'log')
writeFileSync(env, 'STAGE=stage_\n')
writeFileSync(log, 'a line')
afterAll(() => rmSync(folder, { recursive: true }))

const now = new Date('2025-11-22T10:00:00.000Z')
const given = (...args: string[]) => repairArguments(['--env', env, ...args], now)

test('reads the logs of the last day and writes nothing, unless told', () => {
  expect(given()).toMatchObject({
    text: undefined,
    from: new Date('2025-11-21T10:00:00.000Z'),
    to: now,
    apply: false,
    stage: { name: 'stage' },
  })
  expect(given('--apply').apply).toBe(true)
  expect(given('--file', log).text).toBe('a line')
})

test('a period ends now or where it is told, and is a day long unless it begins elsewhere', () => {
  expect(given('--to', '2025-11-20T09:30:00Z')).toMatchObject({
    from: new Date('2025-11-19T09:30:00Z'),
    to: new Date('2025-11-20T09:30:00Z'),
  })
  expect(given('--from', '2025-11-20')).toMatchObject({ from: new Date('2025-11-20'), to: now })
  expect(given('--from', '2025-11-22T18:59:59.999+09:00').from).toEqual(new Date(now.getTime() - 1))
})

test.each([
  [['--from', '2025-11-22T10:00:00Z'], '--from 2025-11-22T10:00:00.000Z is not before --to'],
  [['--from', 'yesterday'], '--from "yesterday" is no time'],
  [['--to', '2025-13-01'], '--to "2025-13-01" is no time'],
  [['--to', '1763805600'], '--to "1763805600" is no time'],
  [['--to', ''], '--to "" is no time'],
  [['--file', log, '--from', '2025-11-20'], 'a --file is read whole'],
  [['--file', join(folder, 'nowhere')], 'cannot be read: ENOENT'],
  [['--file', folder], 'cannot be read: EISDIR'],
  [['--aply'], 'Known: --apply'],
  [['--stage', 'moon'], 'There is no stage "moon"'],
])('refuses %j', (args, says) => {
  expect(() => given(...args)).toThrow(says)
})
