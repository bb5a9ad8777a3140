import { sql, type Kysely } from 'kysely'

/** Queues, operators and who may take which; sessions; what was done by whom. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table if not exists queue (
      queue_id varchar(20) not null primary key,
      queue_name varchar(64) not null,
      max_size int unsigned not null default 100,
      action_url varchar(255) null,
      wait_url varchar(255) null,
      guidance_url varchar(255) null,
      twilio_queue_id varchar(64) character set ascii collate ascii_bin null,
      wrap_up_seconds int unsigned not null default 10,
      service_level_seconds int unsigned not null default 20,
      short_abandon_seconds int unsigned not null default 5,
      waiting_caution int unsigned not null default 5,
      waiting_critical int unsigned not null default 10,
      longest_wait_caution_seconds int unsigned not null default 60,
      longest_wait_critical_seconds int unsigned not null default 180,
      service_level_caution_percent int unsigned not null default 80,
      service_level_critical_percent int unsigned not null default 70,
      version int unsigned not null default 1,
      created_at datetime(3) not null,
      updated_at datetime(3) not null,
      unique index queue_twilio (twilio_queue_id)
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)

  // operator_level_id: 1 SystemAdmin, 2 Supervisor, 3 Operator. A deleted operator stays: history keeps the name.
  await sql`
    create table if not exists operator (
      operator_id varchar(20) not null primary key,
      password char(60) character set ascii collate ascii_bin not null,
      last_name varchar(32) not null,
      first_name varchar(32) not null,
      client_name varchar(64) character set ascii collate ascii_bin not null,
      telnum varchar(16) character set ascii collate ascii_bin null,
      operator_level_id tinyint unsigned not null,
      must_change_password tinyint(1) not null default 0,
      disabled_at datetime(3) null,
      deleted_at datetime(3) null,
      failed_sign_ins int unsigned not null default 0,
      sign_in_after datetime(3) null,
      known_failed_sign_ins int unsigned not null default 0,
      known_sign_in_after datetime(3) null,
      version int unsigned not null default 1,
      created_at datetime(3) not null,
      updated_at datetime(3) not null,
      unique index operator_client (client_name)
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)

  await sql`
    create table if not exists operator_queue (
      operator_id varchar(20) not null,
      queue_id varchar(20) not null,
      primary key (operator_id, queue_id),
      index operator_queue_queue (queue_id),
      constraint operator_queue_operator foreign key (operator_id) references operator (operator_id),
      constraint operator_queue_queue foreign key (queue_id) references queue (queue_id)
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)

  await sql`
    create table if not exists session (
      session_id char(64) character set ascii collate ascii_bin not null primary key,
      operator_id varchar(20) not null,
      expires_at datetime(3) not null,
      ended_at datetime(3) null,
      created_at datetime(3) not null,
      index session_operator (operator_id, expires_at),
      constraint session_operator foreign key (operator_id) references operator (operator_id)
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)

  await sql`
    create table if not exists sign_in_attempt (
      id bigint unsigned not null auto_increment primary key,
      attempted_at datetime(3) not null,
      index sign_in_attempt_at (attempted_at)
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)

  await sql`
    create table if not exists audit_log (
      id bigint unsigned not null auto_increment primary key,
      at datetime(3) not null,
      operator_id varchar(20) null,
      action varchar(48) character set ascii collate ascii_bin not null,
      subject varchar(128) null,
      before_value json null,
      after_value json null,
      index audit_log_at (at),
      index audit_log_operator (operator_id, at),
      index audit_log_action (action, at),
      index audit_log_subject (subject, at)
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)
}
