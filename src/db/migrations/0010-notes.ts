import { sql, type Kysely } from 'kysely'
import { addColumns, addIndexes } from './add-once.ts'

/** Notes of callers who are no customers yet are found by their number, and what a note once said is kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addIndexes(db, 'contact', { contact_number: '(number, customer_id, contacted_at)' })
  // How often its writer's page had changed it: a save that was held up on its way is older than what is there.
  await addColumns(db, 'contact', { edit: 'int unsigned not null default 0' })
  await sql`
    create table if not exists contact_revision (
      contact_id char(26) character set ascii collate ascii_bin not null,
      version int unsigned not null,
      outcome varchar(32) character set ascii collate ascii_bin not null,
      note text not null,
      replaced_at datetime(3) not null,
      primary key (contact_id, version),
      constraint contact_revision_contact foreign key (contact_id) references contact (contact_id) on delete cascade
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)
}
