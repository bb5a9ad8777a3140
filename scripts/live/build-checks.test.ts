import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildFindings } from './build-checks.ts'

let folder: string
const put = (path: string, content: string | Buffer = 'exports.handler = 1') => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}
const pins = { '@twilio/runtime-handler': '2.0.1', twilio: '6.2.0' }
const findings = (secrets: string[] = []) =>
  buildFindings(join(folder, 'dist'), join(folder, 'package.json'), secrets).map(({ what }) => what)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-'))
  put('package.json', JSON.stringify({ dependencies: pins }))
  put('dist/functions/voice/greeting.protected.js')
  put('dist/functions/voice/greeting.protected.js.map')
  put('dist/functions/api/session/login.js')
  put('dist/assets/assets/index.html', '<!doctype html>')
  put('dist/assets/assets/fallback.xml', '<Response/>')
  put('dist/assets/database-ca.private.pem', 'a certificate')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a good build passes; maps beside functions stay at home by themselves', () => {
  expect(findings()).toEqual([])
})

test.each([
  ['an open step of a call', 'functions/voice/open.js', 'is open to everybody'],
  ['a function elsewhere', 'functions/shared/db.js', 'is neither under voice/ nor under api/'],
  ['a protected action of the desk', 'functions/api/x.protected.js', 'cannot be reached by a browser'],
  ['a source map', 'assets/assets/index.js.map', 'is no kind of file that belongs to the desk'],
  [
    'a private source map, which Twilio would publish',
    'assets/x.private.js.map',
    'is called private but is none of ours',
  ],
  ['an env file', 'assets/assets/.env', 'is a hidden file'],
  ['a hidden folder', 'assets/.git/config', 'is a hidden file'],
  ['a source', 'assets/assets/app.ts', 'is no kind of file'],
  ['a readme', 'assets/README.md', 'is no kind of file'],
  ['a private file of unknown use', 'assets/key.private.pem', 'is called private but is none of ours'],
  ['a page outside of /assets/', 'assets/index.html', 'is outside of /assets/'],
  ['a name that Twilio refuses', 'assets/assets/a+b.js', 'has a name that Twilio refuses'],
])('%s is refused', (_what, path, says) => {
  put(`dist/${path}`)
  expect(findings()).toEqual([expect.stringContaining(`dist/${path} ${says}`)])
})

test('a function that requires a file beside it is refused: deployed functions lie alone', () => {
  put('dist/functions/api/x.js', 'require("../shared/db")')
  expect(findings()).toEqual(['dist/functions/api/x.js requires a file beside it'])
})

test('a function of more than 1 MB, and the fiftieth function, are refused', () => {
  put('dist/functions/api/large.js', Buffer.alloc(1_000_001, 'a'))
  expect(findings()).toEqual(['dist/functions/api/large.js has 1000001 bytes'])
  put('dist/functions/api/large.js')
  for (let index = 0; index < 46; index++) put(`dist/functions/api/f${index}.js`)
  expect(findings()).toEqual([])
  put('dist/functions/api/f46.js')
  expect(findings()).toEqual(['there are 50 functions'])
})

test('a secret of an env file in a built file is refused, and not shown', () => {
  put('dist/assets/assets/index.js', 'const token = "the-very-secret-token"')
  expect(findings(['the-very-secret-token'])).toEqual([
    'dist/assets/assets/index.js contains a secret of an env file, or a folder of this machine',
  ])
})

test('a range instead of a version, and a runtime-handler that Twilio does not have, are refused', () => {
  put('package.json', JSON.stringify({ dependencies: { ...pins, mysql2: '^3.24.0' } }))
  expect(findings()).toEqual(['package.json asks for mysql2 "^3.24.0"'])
  put('package.json', JSON.stringify({ dependencies: { ...pins, '@twilio/runtime-handler': '2.1.0' } }))
  expect(findings()).toEqual(['package.json asks for @twilio/runtime-handler "2.1.0"'])
})

test('an empty dist is named', () => {
  rmSync(join(folder, 'dist'), { recursive: true })
  expect(findings()).toEqual([
    'there is no built function',
    "the desk's page is not built",
    'the fallback document is not built',
  ])
})
