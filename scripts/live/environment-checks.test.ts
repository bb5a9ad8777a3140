import { expect, test } from 'vitest'
import type { EnvFile } from './env-file.ts'
import { environmentFindings, requireVariables } from './environment-checks.ts'
import { stageNamed } from './stage.ts'

const good = {
  DATABASE_URL: 'mysql://runa:a-password@db.example.com:3306/runa',
  SESSION_SECRET: 's'.repeat(64),
  STAGE: '',
  ACCOUNT_SID: 'AC' + '1'.repeat(32),
  AUTH_TOKEN: '2'.repeat(32),
  TWILIO_API_KEY_SID: 'SK' + '3'.repeat(32),
  TWILIO_API_KEY_SECRET: 'k'.repeat(32),
  TWIML_APP_SID: '',
  CALLER_ID: '+815031234567',
  MAIN_QUEUE: 'support',
}

function findings(changed: Record<string, string>, stage = 'production'): string[] {
  const values = { ...good, ...changed }
  const file: EnvFile = { name: '.env.production', path: '', values, emulated: undefined }
  const demos = [{ SESSION_SECRET: 'everybody-knows-this-secret-of-the-demo' }]
  return environmentFindings(file, { stage: stageNamed(stage), demos }).map(({ what }) => what)
}

test('a complete env file passes, with or without the application that setup makes', () => {
  expect(findings({})).toEqual([])
  expect(findings({ TWIML_APP_SID: 'AP' + '4'.repeat(32) })).toEqual([])
})

test.each([
  ['a missing value', { AUTH_TOKEN: '' }, 'AUTH_TOKEN is missing in .env.production'],
  ['a SID that is none', { ACCOUNT_SID: 'AC123' }, 'ACCOUNT_SID in .env.production does not look right'],
  [
    'a number that is not E.164',
    { CALLER_ID: '050-3123-4567' },
    'CALLER_ID in .env.production does not look right',
  ],
  ['a value of 451 bytes', { A_NOTE: 'あ'.repeat(150) + 'x' }, 'A_NOTE in .env.production has 451 bytes'],
  [
    "the demo's secret",
    { SESSION_SECRET: 'everybody-knows-this-secret-of-the-demo' },
    "SESSION_SECRET in .env.production is the demo's",
  ],
  ['a short secret', { SESSION_SECRET: 'short' }, 'SESSION_SECRET in .env.production has 5 characters'],
  [
    'a database on this machine',
    { DATABASE_URL: 'mysql://runa:a-password@localhost/runa' },
    'DATABASE_URL in .env.production points to this machine',
  ],
  [
    'a database without a password',
    { DATABASE_URL: 'mysql://runa@db.example.com/runa' },
    'DATABASE_URL in .env.production has no password',
  ],
])('%s is named before anything is sent', (_what, changed, says) => {
  expect(findings(changed as Record<string, string>)).toEqual([says])
})

test.each([
  ['TIME_ZONE', ['Asia/Tokyo', 'UTC', ''], ['Asia/Tokio', 'JST+9']],
  ['DIAL_ALLOWED_PREFIXES', ['+81', '+81, +1808', ''], ['81', '+81;+1', '+81,', '+']],
  ['VOICE_LANGUAGE', ['ja-JP', 'en-US', ''], ['ja', 'fr-FR', 'en-us']],
  ['SOFTPHONE_TICKET', ['required', ''], ['yes', 'Required', 'true']],
  [
    'HOLD_MUSIC_URL',
    ['https://example.com/a.mp3', '/assets/a.wav', ''],
    ['http://example.com/a.mp3', '//x/a', 'a.wav'],
  ],
  [
    'VOICE_NAME',
    ['Polly.Takumi-Neural', 'Google.ja-JP-Neural2-B', 'alice', ''],
    ['Takumi Neural', '高見', '.'],
  ],
  [
    'VOICE_EDGE',
    ['tokyo,roaming', 'tokyo, sao-paulo', 'tokyo-ix', ''],
    ['Tokyo', 'tokyo;roaming', 'tokyo,', '東京'],
  ],
  ['ACCOUNT_SID', [], ['AC123', 'SK' + '1'.repeat(32), `AC${'1'.repeat(32)}0`]],
  ['AUTH_TOKEN', [], ['2'.repeat(31), '2'.repeat(33), 'z'.repeat(32)]],
  ['TWILIO_API_KEY_SID', [], ['AC' + '3'.repeat(32)]],
  ['TWILIO_API_KEY_SECRET', ['a#b/c?d%e'], ['two words', '秘密']],
  ['TWIML_APP_SID', [''], ['AC' + '3'.repeat(32)]],
  ['CALLER_ID', ['+14155550100'], ['+0815031234567', '05031234567', '+81 50 3123 4567']],
  ['EMULATOR_REST_PORT', ['1', '65535', ''], ['0', '65536', 'rest']],
  ['EMULATOR_EDGE_PORT', ['3000', ''], ['-1', '3000/']],
  ['EMULATOR_URL', ['http://localhost:3000', ''], ['http://example.com:3000', 'localhost']],
  ['MAIN_QUEUE', ['support', 'a#1_-'], ['a b', 'サポート', 'x'.repeat(21)]],
])('a %s that would not work is named', (variable, good, bad) => {
  for (const value of good) expect([value, findings({ [variable]: value })]).toEqual([value, []])
  for (const value of bad)
    expect([value, findings({ [variable]: value })]).toEqual([
      value,
      [`${variable} in .env.production does not look right`],
    ])
})

test.each(['#', '/', '?', '%'])(
  'a password with a bare %s is named, with what to write, and not shown',
  (sign) => {
    const values = { ...good, DATABASE_URL: `mysql://runa:top${sign}secret@db.example.com/runa` }
    const file: EnvFile = { name: '.env.production', path: '', values, emulated: undefined }
    const [finding, ...others] = environmentFindings(file, { stage: stageNamed('production'), demos: [] })
    expect(finding?.what).toBe(`DATABASE_URL in .env.production has a bare ${sign} in its user or password`)
    expect(finding?.remedy).toContain('%23 for #, %2F for /, %3F for ? and %25 for %')
    expect(others).toEqual([])
    expect(() => requireVariables(file, ['DATABASE_URL'])).toThrow(`has a bare ${sign}`)
  },
)

test('a command asks for what it needs, and for no more', () => {
  const file: EnvFile = {
    name: '.env.production',
    path: '',
    values: { AUTH_TOKEN: 'x' },
    emulated: undefined,
  }
  expect(() => requireVariables(file, [])).not.toThrow()
  expect(() => requireVariables(file, ['CALLER_ID'])).toThrow(
    'CALLER_ID is missing in .env.production: .env.example says what it is.',
  )
  expect(() => requireVariables(file, ['AUTH_TOKEN'])).toThrow(
    'AUTH_TOKEN in .env.production does not look right: it is 32 hexadecimal digits.',
  )
})

test('450 bytes still pass', () => {
  expect(findings({ A_NOTE: 'あ'.repeat(150) })).toEqual([])
})

test('all variables together must stay within 3 kB', () => {
  const many = Object.fromEntries(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => [name, 'x'.repeat(400)]))
  expect(findings(many)).toEqual([expect.stringMatching(/make a context of \d+ bytes/)])
})

test('the values of one stage are not taken for another', () => {
  expect(findings({}, 'dev')).toEqual(['STAGE in .env.production is ""'])
  expect(findings({ STAGE: 'dev_' }, 'dev')).toEqual([])
  expect(findings({ STAGE: 'dev_' })).toEqual(['STAGE in .env.production is "dev_"'])
})

test('a value is never shown', () => {
  const secret = 'x'.repeat(500)
  expect(findings({ SESSION_SECRET: secret, DATABASE_URL: secret }).join()).not.toContain('xxx')
})
