import type { Pool, RowDataPacket } from 'mysql2'
import { migrations } from '../../../src/db/migrator.ts'
import { outdatedRoutines } from '../../../src/db/routines.ts'
import { PlainError } from '../../plain-error.ts'
import { databaseTrouble } from '../database-trouble.ts'
import { doubt, examine, unknown, well, wrong, type Check } from './check.ts'

/** Twilio runs 30 Functions at once, each container with one connection; during a deploy both builds have some. */
const CONTAINERS = 30
const FOR_FUNCTIONS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'EXECUTE']
const FOR_MIGRATIONS = [
  ...['CREATE', 'ALTER', 'DROP', 'INDEX', 'REFERENCES', 'CREATE VIEW', 'CREATE ROUTINE', 'ALTER ROUTINE'],
]

type Row = RowDataPacket & Record<string, string | number | null>

const inside = ['privileges', 'schema', 'connections'] as const

/** Nothing of it can be looked at. */
export const noDatabase = (because: string): Check[] => unknown(['MySQL', ...inside], because)

/** The database as the functions will meet it. `local` is a server on this machine, which needs no TLS. */
export async function checkDatabase(pool: Pool, local: boolean): Promise<Check[]> {
  const query = async (sql: string) => (await pool.promise().query<Row[]>(sql))[0]
  try {
    await query('select 1')
  } catch (error) {
    return [
      wrong('MySQL', `cannot be used. ${databaseTrouble(error)}`),
      ...unknown(inside, 'MySQL cannot be used'),
    ]
  }
  return (
    await Promise.all([
      examine('MySQL', () => server(query, local)),
      examine('privileges', () => privileges(query)),
      examine('schema', () => schema(query, pool)),
      examine('connections', () => connections(query)),
    ])
  ).flat()
}

type Query = (sql: string) => Promise<Row[]>

async function server(query: Query, local: boolean): Promise<Check> {
  const [row] = await query('select version() as version')
  const version = String(row?.version)
  const isMaria = /mariadb/i.test(version)
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isNew = isMaria ? major > 10 || (major === 10 && minor >= 6) : major >= 8
  const name = `${isMaria ? 'MariaDB' : 'MySQL'} ${/^[\d.]+/.exec(version)?.[0]}`
  if (!isNew)
    return wrong('MySQL', `${name} is too old`, 'MySQL 8.0 or MariaDB 10.6 are the oldest that work')
  const [tls] = await query("show session status like 'Ssl_version'")
  const cipher = String(tls?.Value ?? '')
  if (cipher) return well('MySQL', `${name}, ${cipher}`)
  if (local) return well('MySQL', `${name}, on this machine`)
  throw new PlainError(`${name} is reached without TLS: switch it on there.`)
}

async function privileges(query: Query): Promise<Check> {
  const [here] = await query('select database() as name')
  const grants = (await query('show grants')).map((row) => String(Object.values(row)[0]))
  const held = privilegesOn(String(here?.name), grants)
  const without = (names: string[]) =>
    held.has('ALL PRIVILEGES') ? [] : names.filter((name) => !held.has(name))
  const missing = [...without(FOR_FUNCTIONS), ...without(FOR_MIGRATIONS)]
  const remedy = `grant ${missing.join(', ').toLowerCase()} on \`${here?.name}\`.* to the user`
  if (missing.length === 0) return well('privileges', 'enough for the functions and for migrations')
  const says = `the user lacks ${missing.join(', ')}`
  if (grants.some((grant) => !grant.includes(' ON ')))
    return doubt('privileges', `${says}, unless a role gives it`, remedy)
  if (without(FOR_FUNCTIONS).length === 0)
    return doubt('privileges', `${says}: the functions work, a deploy with a new migration will not`, remedy)
  return wrong('privileges', says, remedy)
}

/** What the grants allow on a whole database. */
export function privilegesOn(database: string, grants: string[]): Set<string> {
  const held = new Set<string>()
  for (const grant of grants) {
    const [, names = '', on = ''] = /^GRANT (.+?) ON (\S+) TO /.exec(grant) ?? []
    if (!covers(on, database)) continue
    for (const name of names.split(/,\s*/)) held.add(name.trim().toUpperCase())
  }
  return held
}

/** `*.*`, or a database's name in which `_` may be escaped and `%` stands for anything. */
function covers(on: string, database: string): boolean {
  const [, scope] = /^`?(.+?)`?\.\*$/.exec(on.replaceAll('\\', '')) ?? []
  if (scope === undefined) return false
  if (scope === '*') return true
  const pattern = scope.replace(/[.+?^${}()|[\]]/g, '\\$&').replaceAll('%', '.*')
  return new RegExp(`^${pattern}$`).test(database)
}

async function schema(query: Query, pool: Pool): Promise<Check> {
  const applied = await query('select name from kysely_migration order by name').catch(
    (error: { code?: string }) => {
      if (error.code === 'ER_NO_SUCH_TABLE') return []
      throw error
    },
  )
  const names = applied.map(({ name }) => String(name))
  const known = Object.keys(migrations)
  const pending = known.filter((name) => !names.includes(name))
  const strange = names.filter((name) => !known.includes(name))
  if (pending.length > 0)
    return wrong(
      'schema',
      `${pending.join(', ')} not applied`,
      'npm run deploy applies it, or npm run migrate',
    )
  const outdated = await outdatedRoutines(pool)
  if (outdated.length > 0)
    return wrong(
      'schema',
      `${outdated.map(({ kind, name }) => `${kind} ${name}`).join(', ')} missing or of another version`,
      'npm run deploy makes it, or npm run migrate',
    )
  if (strange.length > 0)
    return doubt('schema', `newer than this tree (${strange.join(', ')})`, 'check out what is deployed')
  return well('schema', `${names.length} migrations, the last is ${names.at(-1)}`)
}

async function connections(query: Query): Promise<Check> {
  const [row] = await query('select @@max_connections as everybody, @@max_user_connections as own')
  const limit = Math.min(Number(row?.everybody), Number(row?.own) || Infinity)
  const says = `${limit} allowed`
  const remedy = `raise max_connections (or max_user_connections) to ${CONTAINERS * 3}`
  if (limit < CONTAINERS) return wrong('connections', `${says}, ${CONTAINERS} Functions run at once`, remedy)
  if (limit < CONTAINERS * 2)
    return doubt('connections', `${says}, a deploy may need ${CONTAINERS * 2}`, remedy)
  return well('connections', `${says}, ${CONTAINERS} Functions at once need one each`)
}
