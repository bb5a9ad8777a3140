import { expect, test } from 'vitest'
import { parseEnv, withValue } from './env-file.ts'

test('an env file is read as twilio-run reads it', () => {
  const text = '# a comment\nA=1\n B = two words # and this too\nC="x\\ny"\nD=\'a b\'\nE=\n\nF=a=b#c\r\n'
  expect(parseEnv(text)).toEqual({
    A: '1',
    B: 'two words # and this too',
    C: 'x\ny',
    D: 'a b',
    E: '',
    F: 'a=b#c',
  })
})

test('a value is written into its own line, or behind the last', () => {
  expect(withValue('A=1\nTWIML_APP_SID=\nB=2\n', 'TWIML_APP_SID', 'AP1')).toBe(
    'A=1\nTWIML_APP_SID=AP1\nB=2\n',
  )
  expect(withValue('A=1', 'TWIML_APP_SID', 'AP1')).toBe('A=1\nTWIML_APP_SID=AP1\n')
})
