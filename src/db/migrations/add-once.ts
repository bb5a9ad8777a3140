import { sql, type Kysely } from 'kysely'

/** Adds the columns that are not there yet: MySQL has no "if not exists" here, and a migration may have to run again. */
export async function addColumns(
  db: Kysely<unknown>,
  table: string,
  columns: Record<string, string>,
): Promise<void> {
  const present = await namesOf(db, table, 'columns', 'column_name')
  const missing = Object.entries(columns).filter(([name]) => !present.has(name))
  await alter(
    db,
    table,
    missing.map(([name, definition]) => `add column ${name} ${definition}`),
  )
}

/** Adds the indexes that are not there yet; a definition is `(column, …)` or `unique (column, …)`. */
export async function addIndexes(
  db: Kysely<unknown>,
  table: string,
  indexes: Record<string, string>,
): Promise<void> {
  const present = await namesOf(db, table, 'statistics', 'index_name')
  const missing = Object.entries(indexes).filter(([name]) => !present.has(name))
  await alter(
    db,
    table,
    missing.map(([name, definition]) => {
      const [, unique = '', columns] = /^(unique )?(\(.*\))$/.exec(definition) ?? []
      return `add ${unique}index ${name} ${columns}`
    }),
  )
}

/** Removes an index that is still there. */
export async function dropIndex(db: Kysely<unknown>, table: string, index: string): Promise<void> {
  const present = await namesOf(db, table, 'statistics', 'index_name')
  if (present.has(index)) await alter(db, table, [`drop index ${index}`])
}

async function alter(db: Kysely<unknown>, table: string, changes: string[]): Promise<void> {
  if (changes.length > 0) await sql.raw(`alter table ${table} ${changes.join(', ')}`).execute(db)
}

async function namesOf(
  db: Kysely<unknown>,
  table: string,
  list: string,
  column: string,
): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`
    select distinct ${sql.ref(column)} as name from ${sql.table(`information_schema.${list}`)}
    where table_schema = database() and table_name = ${table}`.execute(db)
  return new Set(rows.map(({ name }) => name))
}
