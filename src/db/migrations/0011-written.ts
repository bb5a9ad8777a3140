import { sql, type Kysely } from 'kysely'

const number = (length: number) => `varchar(${length}) character set utf8mb4 collate utf8mb4_bin`

/**
 * Numbers as people write them are compared with whatever somebody typed or a network sent, so that their columns hold any
 * letter; and one of fifteen digits has room for the 00 that it is dialled with. The numbers of calls' rows are ours alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const changes = {
    customer_number: `
      modify number ${number(20)} not null,
      modify search_number ${number(20)} not null,
      modify last_four ${number(4)} not null`,
    contact: `modify number ${number(20)} null`,
    operator: `modify telnum ${number(20)} null`,
  }
  for (const [table, change] of Object.entries(changes))
    if (!(await isDone(db, table))) await sql.raw(`alter table ${table} ${change}`).execute(db)
}

/** The last of a table's columns tells of all: they are changed in one statement. */
async function isDone(db: Kysely<unknown>, table: string): Promise<boolean> {
  const column = { customer_number: 'last_four', contact: 'number', operator: 'telnum' }[table]
  const { rows } = await sql<{ charset: string }>`
    select character_set_name as charset from information_schema.columns
    where table_schema = database() and table_name = ${table} and column_name = ${column}`.execute(db)
  return rows[0]?.charset === 'utf8mb4'
}
