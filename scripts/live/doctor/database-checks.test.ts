import { expect, test } from 'vitest'
import { privilegesOn } from './database-checks.ts'

test.each([
  ['GRANT ALL PRIVILEGES ON *.* TO `root`@`%` WITH GRANT OPTION', ['ALL PRIVILEGES']],
  ['GRANT SELECT, INSERT ON `runa`.* TO `app`@`%`', ['SELECT', 'INSERT']],
  ['GRANT CREATE ROUTINE, ALTER ROUTINE ON `ru%`.* TO `app`@`%`', ['CREATE ROUTINE', 'ALTER ROUTINE']],
  ['GRANT SELECT ON `other`.* TO `app`@`%`', []],
  ['GRANT SELECT ON `runa`.`operator` TO `app`@`%`', []],
  ['GRANT `a_role`@`%` TO `app`@`%`', []],
])('%s', (grant, held) => {
  expect([...privilegesOn('runa', [grant])]).toEqual(held)
})

test('an escaped underscore is one', () => {
  expect([...privilegesOn('runa_live', ['GRANT SELECT ON `runa\\_live`.* TO `app`@`%`'])]).toEqual(['SELECT'])
})
