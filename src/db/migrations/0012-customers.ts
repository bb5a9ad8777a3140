import { sql, type Kysely } from 'kysely'
import { addColumns, addIndexes } from './add-once.ts'

/**
 * Which customers an operator was shown in an hour of the clock, found by a search or opened; by which folding the search
 * keys were made; and the id that a page gave to what it registers, so that two presses of a button make one customer.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table if not exists customer_seen (
      operator_id varchar(20) not null,
      hour datetime not null,
      customer_id bigint unsigned not null,
      found tinyint(1) not null default 0,
      opened tinyint(1) not null default 0,
      primary key (operator_id, hour, customer_id),
      constraint customer_seen_operator foreign key (operator_id) references operator (operator_id)
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)
  await sql`
    create table if not exists schema_folding (
      version int unsigned not null primary key
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)
  await addColumns(db, 'customer', {
    registration_id: 'char(26) character set ascii collate ascii_bin null',
  })
  await addIndexes(db, 'customer', { customer_registration: 'unique (registration_id)' })
}
