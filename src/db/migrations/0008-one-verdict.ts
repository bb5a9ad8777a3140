import { sql, type Kysely } from 'kysely'
import { addColumns, addIndexes, dropIndex } from './add-once.ts'

const word = 'varchar(16) character set ascii collate ascii_bin'

/**
 * A row a call, and how each call and each visit went, computed in one place (`procedures/call_settle.sql`) from the
 * facts beside it: `entered_told_at`, `entered_late`, `inferred`, `dial_…`, `last_step`, `refusal` and `parent_call_sid`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table if not exists call_data (
      CallSid varchar(64) character set ascii collate ascii_bin not null primary key,
      direction ${sql.raw(word)} not null,
      number ${sql.raw(word)} null,
      withheld tinyint(1) not null default 0,
      entrance_id int unsigned null,
      began_at datetime(3) not null,
      ended_at datetime(3) null,
      queue_id varchar(20) null,
      operator_id varchar(20) null,
      result ${sql.raw(word)} null,
      stage ${sql.raw(word)} null,
      left_for ${sql.raw(word)} null,
      waited_ms int unsigned null,
      talked_ms int unsigned null,
      held_ms int unsigned null,
      ended_by ${sql.raw(word)} null,
      visits int unsigned not null default 0,
      last_step ${sql.raw(word)} null,
      created_at datetime(3) not null,
      updated_at datetime(3) not null,
      index call_data_began (began_at),
      index call_data_result (result, began_at),
      index call_data_queue (queue_id, result, began_at),
      index call_data_operator (operator_id, began_at),
      index call_data_number (number, began_at)
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)

  await addColumns(db, 'enqueue_data', {
    number: `${word} null`,
    cause: `${word} null`,
    // By what the visit's own webhooks say; `entered_at` is what all together say, and may change back.
    entered_told_at: 'datetime(3) null',
    entered_late: 'tinyint(1) not null default 0',
    result: `${word} null`,
    stage: `${word} null`,
    left_for: `${word} null`,
    waiting_since: 'datetime(3) null',
    waited_ms: 'int unsigned null',
    service_level_seconds: 'int unsigned null',
    short_abandon_seconds: 'int unsigned null',
  })
  await addColumns(db, 'queue_data', {
    inferred: 'tinyint(1) not null default 0',
    dial_bridged: 'tinyint(1) null',
    dial_ended_at: 'datetime(3) null',
    DialCallDuration: 'int unsigned null',
    joined_at: 'datetime(3) null',
    ended_at: 'datetime(3) null',
    ended_by: `${word} null`,
  })
  // The lock of the call keeps one answer from being written twice; `unclaimed` says nothing that visit_id does not.
  await dropIndex(db, 'queue_data', 'queue_data_unclaimed')
  await addColumns(db, 'operator_call', {
    refusal: 'varchar(32) character set ascii collate ascii_bin null',
    parent_call_sid: 'varchar(64) character set ascii collate ascii_bin null',
    presumed_over: 'tinyint(1) not null default 0',
    doubtful_at: 'datetime(3) null',
    // No call: a wait for callers, a leg of which nobody knows what it asked for, or a call that was refused.
    is_wait: `tinyint(1) generated always as (
      case when refusal is not null or destination is null or destination like 'queue:%' then 1 else 0 end) virtual`,
  })
  await sql`
    update operator_call leg join statuscallback_data dialled on dialled.CallSid = leg.CallSid
    set leg.parent_call_sid = dialled.ParentCallSid
    where dialled.leg = 'colleague' and leg.parent_call_sid is null`.execute(db)
  await addColumns(db, 'wallboard_snapshot', { ends_sought_at: 'datetime(3) null' })
  await addIndexes(db, 'enqueue_data', {
    enqueue_data_number: '(number, entered_at)',
    enqueue_data_entered: '(entered_at)',
  })
  await addIndexes(db, 'operator_call', {
    operator_call_started: '(started_at)',
    operator_call_dialled: '(operator_id, is_wait, started_at)',
  })
  await settlingTable(db)
  for (const name of ['visit_adopts', 'visit_joins_answer'])
    await sql.raw(`drop procedure if exists ${name}`).execute(db)
}

/** How far back old rows have been settled, newest first; `migrate` goes on from there, and takes a source out when done. */
async function settlingTable(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table if not exists schema_settling (
      source varchar(32) character set ascii collate ascii_bin not null primary key,
      settled_back_to datetime(3) not null,
      last_call_sid varchar(64) character set ascii collate ascii_bin not null
    ) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin`.execute(db)
}
