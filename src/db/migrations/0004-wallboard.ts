import { sql, type Kysely } from 'kysely'

/** The one snapshot that all screens share, and the links under which a screen may show it without a session. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table if not exists wallboard_snapshot (
      id tinyint unsigned not null primary key,
      refreshed_at datetime(3) not null,
      refreshing_until datetime(3) not null,
      board json null
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)
  await sql`
    insert ignore into wallboard_snapshot (id, refreshed_at, refreshing_until)
    values (1, '2000-01-01', '2000-01-01')`.execute(db)

  await sql`
    create table if not exists wallboard_link (
      link_id bigint unsigned not null auto_increment primary key,
      name varchar(64) not null,
      token_hash char(64) character set ascii collate ascii_bin not null,
      queue_ids json not null,
      expires_at datetime(3) not null,
      revoked_at datetime(3) null,
      created_by varchar(20) not null,
      created_at datetime(3) not null,
      unique index wallboard_link_token (token_hash),
      constraint wallboard_link_creator foreign key (created_by) references operator (operator_id)
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)
}
