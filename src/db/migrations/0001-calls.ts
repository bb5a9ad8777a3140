import { sql, type Kysely } from 'kysely'

/**
 * What Twilio tells of every call, under Twilio's own column names. No foreign keys here: a row must never be
 * refused because the row it belongs to comes later, or never.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // enqueue_data_call without entered_at, which moves: a locking search would miss a row that moves behind it.
  await sql`
    create table if not exists enqueue_data (
      visit_id char(26) character set ascii collate ascii_bin not null primary key,
      CallSid varchar(64) character set ascii collate ascii_bin not null,
      \`From\` varchar(128) null,
      \`To\` varchar(128) null,
      CallStatus varchar(32) null,
      ApiVersion varchar(16) null,
      Direction varchar(32) null,
      ForwardedFrom varchar(128) null,
      CallerName varchar(128) null,
      QueueResult varchar(64) null,
      QueueSid varchar(64) character set ascii collate ascii_bin null,
      QueueTime int unsigned null,
      queue_id varchar(20) null,
      entered_at datetime(3) not null,
      connecting_at datetime(3) null,
      left_at datetime(3) null,
      operator_id varchar(20) null,
      previous_visit_id char(26) character set ascii collate ascii_bin null,
      closed_by varchar(32) character set ascii collate ascii_bin null,
      created_at datetime(3) not null,
      updated_at datetime(3) not null,
      index enqueue_data_call (CallSid),
      index enqueue_data_queue (queue_id, entered_at),
      index enqueue_data_open (left_at, queue_id),
      index enqueue_data_from (\`From\`, entered_at)
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)

  // unclaimed: the CallSid while visit_id is null, so that a webhook sent twice leaves one row then, too.
  await sql`
    create table if not exists queue_data (
      id bigint unsigned not null auto_increment primary key,
      CallSid varchar(64) character set ascii collate ascii_bin not null,
      \`From\` varchar(128) null,
      \`To\` varchar(128) null,
      CallStatus varchar(32) null,
      ApiVersion varchar(16) null,
      Direction varchar(32) null,
      ForwardedFrom varchar(128) null,
      CallerName varchar(128) null,
      QueueSid varchar(64) character set ascii collate ascii_bin null,
      QueueTime int unsigned null,
      DequeingCallSid varchar(64) character set ascii collate ascii_bin not null,
      visit_id char(26) character set ascii collate ascii_bin null,
      operator_id varchar(20) null,
      queue_id varchar(20) null,
      answered_at datetime(3) not null,
      bridged tinyint(1) not null default 0,
      unclaimed varchar(64) character set ascii collate ascii_bin null,
      created_at datetime(3) not null,
      updated_at datetime(3) not null,
      unique index queue_data_visit (visit_id),
      unique index queue_data_unclaimed (unclaimed, DequeingCallSid),
      index queue_data_call (CallSid),
      index queue_data_operator_leg (DequeingCallSid),
      index queue_data_operator (operator_id, answered_at),
      index queue_data_queue (queue_id, answered_at)
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)

  await sql`
    create table if not exists statuscallback_data (
      CallSid varchar(64) character set ascii collate ascii_bin not null primary key,
      ParentCallSid varchar(64) character set ascii collate ascii_bin null,
      \`From\` varchar(128) null,
      \`To\` varchar(128) null,
      CallStatus varchar(32) null,
      ApiVersion varchar(16) null,
      Direction varchar(32) null,
      ForwardedFrom varchar(128) null,
      CallerName varchar(128) null,
      CallDuration int unsigned null,
      RecordingUrl varchar(255) null,
      RecordingSid varchar(64) null,
      RecordingDuration int unsigned null,
      leg varchar(16) character set ascii collate ascii_bin not null,
      operator_id varchar(20) null,
      ended_at datetime(3) not null,
      created_at datetime(3) not null,
      updated_at datetime(3) not null,
      index statuscallback_data_ended (leg, ended_at),
      index statuscallback_data_parent (ParentCallSid),
      index statuscallback_data_operator (operator_id, ended_at)
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)

  // operator_call_number: a customer's page asks for the calls that went to the customer's numbers.
  // operator_call_live: the wallboard counts the softphones that wait or talk right now.
  await sql`
    create table if not exists operator_call (
      CallSid varchar(64) character set ascii collate ascii_bin not null primary key,
      operator_id varchar(20) not null,
      destination varchar(128) null,
      number varchar(128) null,
      started_at datetime(3) not null,
      answered_at datetime(3) null,
      ended_at datetime(3) null,
      status varchar(32) character set ascii collate ascii_bin null,
      created_at datetime(3) not null,
      updated_at datetime(3) not null,
      index operator_call_recent (operator_id, started_at),
      index operator_call_open (operator_id, ended_at),
      index operator_call_number (number, started_at),
      index operator_call_live (ended_at, destination)
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)
}
