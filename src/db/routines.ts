import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool, RowDataPacket } from 'mysql2'

/** A procedure or a view as its file defines it. */
export interface Routine {
  kind: 'procedure' | 'view'
  name: string
  definition: string
  hash: string
}

/** The files of `views/` and `procedures/`, one each; a view may stand on an earlier one. */
export function routinesInTree(): Routine[] {
  return [...filesOf('view'), ...filesOf('procedure')]
}

function filesOf(kind: Routine['kind']): Routine[] {
  const folder = join(import.meta.dirname, `${kind}s`)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const definition = readFileSync(join(folder, file), 'utf8').trim()
      const hash = createHash('sha256').update(definition).digest('hex')
      return { kind, name: file.replace('.sql', ''), definition, hash }
    })
}

/** Those of the tree that the database lacks, or has in another definition. */
export async function outdatedRoutines(pool: Pool): Promise<Routine[]> {
  const made = await madeRoutines(pool)
  return routinesInTree().filter(({ kind, name, hash }) => made.get(`${kind} ${name}`) !== hash)
}

/**
 * Makes what is outdated again and tells the names. MySQL replaces no procedure: for a moment it is not there, and a
 * function that calls it then tries again. Views keep the columns that their tables had: `afresh` makes all of them.
 */
export async function makeRoutines(pool: Pool, { afresh }: { afresh: boolean }): Promise<string[]> {
  await pool.promise().query(`
    create table if not exists schema_routine (
      routine varchar(80) character set ascii collate ascii_bin not null primary key,
      hash char(64) character set ascii collate ascii_bin not null
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`)
  const outdated = new Set((await outdatedRoutines(pool)).map(({ name }) => name))
  const due = routinesInTree().filter(({ kind, name }) => outdated.has(name) || (afresh && kind === 'view'))
  for (const routine of due) await make(pool, routine)
  return [...outdated]
}

async function make(pool: Pool, { kind, name, definition, hash }: Routine): Promise<void> {
  const connection = pool.promise()
  if (kind === 'procedure') await connection.query(`drop procedure if exists ${name}`)
  await connection.query(definition)
  await connection.query('replace into schema_routine (routine, hash) values (?, ?)', [
    `${kind} ${name}`,
    hash,
  ])
}

/** By their files' hashes; what somebody removed, or a copy of the database left behind, is not there any more. */
async function madeRoutines(pool: Pool): Promise<Map<string, string>> {
  const [rows] = await pool.promise().query<RowDataPacket[]>(`
    select routine, hash from schema_routine where routine in (
      select concat('procedure ', routine_name) from information_schema.routines where routine_schema = database()
      union all
      select concat('view ', table_name) from information_schema.views where table_schema = database())`)
  return new Map(rows.map(({ routine, hash }) => [String(routine), String(hash)]))
}
