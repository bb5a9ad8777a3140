import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { migrate } from '../../src/db/migrator.ts'
import { openPool } from '../../src/db/pool.ts'
import { parameters, statementOf, type Procedure } from '../../src/db/procedures.ts'
import { routinesInTree } from '../../src/db/routines.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()

test('the arguments of each procedure stand in the order in which the server takes them', async () => {
  const { rows } = await sql<{ name: string; parameter: string }>`
    select specific_name as name, parameter_name as parameter from information_schema.parameters
    where specific_schema = database() and routine_type = 'PROCEDURE' order by specific_name, ordinal_position`.execute(
    database.db,
  )
  for (const [name, keys] of Object.entries(parameters)) {
    const known = rows.filter((row) => row.name === name).map(({ parameter }) => parameter)
    expect(keys.map(toParameter), name).toEqual(known)
  }
})

/** `QueueTime` is `p_queue_time`. */
function toParameter(key: string): string {
  return `p_${key.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase()}`
}

test('an argument that a procedure does not have is a mistake of ours', () => {
  const wrong = { name: 'leg_over', values: { CallSid: 'CA1', moment: new Date() } } as Procedure
  expect(() => statementOf(wrong)).toThrow('leg_over has no argument moment')
  expect(statementOf({ name: 'leg_over', values: { CallSid: 'CA1' } }).values).toEqual(['CA1', null])
})

test('migrating makes again what changed, what is gone, and nothing else', async () => {
  const pool = openPool(database.url)
  expect(await migrate(pool)).toEqual([])
  await sql`drop procedure call_settle`.execute(database.db)
  await sql`update schema_routine set hash = 'another' where routine = 'view live_leg'`.execute(database.db)
  expect(await migrate(pool)).toEqual(['live_leg', 'call_settle'])
  expect(await migrate(pool)).toEqual([])
  const { rows } = await sql<{ name: string }>`
    select routine_name as name from information_schema.routines where routine_schema = database()
    union select table_name from information_schema.views where table_schema = database()`.execute(
    database.db,
  )
  expect(rows.map(({ name }) => name).sort()).toEqual(
    routinesInTree()
      .map(({ name }) => name)
      .sort(),
  )
})
