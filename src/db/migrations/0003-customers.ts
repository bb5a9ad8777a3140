import { sql, type Kysely } from 'kysely'

/** Customers, the numbers they call from, and what was said to them when. The search columns are filled by code. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table if not exists customer (
      customer_id bigint unsigned not null auto_increment primary key,
      last_name varchar(64) not null,
      first_name varchar(64) not null default '',
      last_name_kana varchar(64) not null default '',
      first_name_kana varchar(64) not null default '',
      search_name varchar(255) not null,
      search_kana varchar(255) not null,
      version int unsigned not null default 1,
      created_at datetime(3) not null,
      updated_at datetime(3) not null,
      index customer_name (search_name, search_kana),
      index customer_kana (search_kana)
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)

  await sql`
    create table if not exists customer_number (
      customer_id bigint unsigned not null,
      number varchar(16) character set ascii collate ascii_bin not null,
      search_number varchar(16) character set ascii collate ascii_bin not null,
      last_four char(4) character set ascii collate ascii_bin not null,
      position tinyint unsigned not null default 0,
      primary key (customer_id, number),
      index customer_number_number (number, customer_id),
      index customer_number_search (search_number, customer_id),
      index customer_number_last_four (last_four, customer_id),
      constraint customer_number_customer foreign key (customer_id) references customer (customer_id) on delete cascade
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)

  // contact_id is made by the desk, so that saving again and again makes no copies.
  await sql`
    create table if not exists contact (
      contact_id char(26) character set ascii collate ascii_bin not null primary key,
      customer_id bigint unsigned null,
      operator_id varchar(20) not null,
      CallSid varchar(64) character set ascii collate ascii_bin null,
      number varchar(16) character set ascii collate ascii_bin null,
      queue_id varchar(20) null,
      outcome varchar(32) character set ascii collate ascii_bin not null default 'none',
      note text not null,
      contacted_at datetime(3) not null,
      version int unsigned not null default 1,
      created_at datetime(3) not null,
      updated_at datetime(3) not null,
      index contact_customer (customer_id, contacted_at),
      index contact_operator (operator_id, contacted_at),
      index contact_call (CallSid),
      constraint contact_customer foreign key (customer_id) references customer (customer_id) on delete cascade,
      constraint contact_operator foreign key (operator_id) references operator (operator_id)
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)
}
