import { sql, type Kysely } from 'kysely'
import { atomically, remake } from './0005-visits.ts'

const clientName = 'p_client_name varchar(64) character set ascii collate ascii_bin'
const queueId = 'p_queue_id varchar(20) character set utf8mb4 collate utf8mb4_bin'
const sid = (name: string) => `${name} varchar(64) character set ascii collate ascii_bin`

/**
 * Nobody waits for callers who has signed out, every refusal is in the log, and no two ids differ only in case.
 * The procedures take what they took before: the build that is being replaced calls them meanwhile.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await remake(db, 'operator_dials', operatorDials)
  await remake(db, 'operator_dial_ended', operatorDialEnded)
  await neverTwice(db, 'queue', 'queue_id')
  await neverTwice(db, 'operator', 'operator_id')
  await neverTwice(db, 'operator', 'client_name')
}

/** MySQL has no "add column if not exists", and a migration that broke half way is run again. */
async function neverTwice(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  const folded = `${column}_folded`
  const { rows } = await sql`
    select 1 from information_schema.columns
    where table_schema = database() and table_name = ${table} and column_name = ${folded}`.execute(db)
  if (rows.length > 0) return
  await sql`
    alter table ${sql.table(table)}
      add column ${sql.ref(folded)} varchar(64) generated always as (lower(${sql.ref(column)})) stored,
      add unique index ${sql.ref(`${table}_${folded}`)} (${sql.ref(folded)})`.execute(db)
}

/** 1 where a session of this operator runs, 0 where none does any more; null for one who never signed in, and so out. */
function running(operatorId: string): string {
  return `(select max(session.ended_at is null and session.expires_at > p_now) from session where session.operator_id = ${operatorId})`
}

/**
 * A softphone asks for a queue, a colleague or a number. Answers one row: who asks (null: nobody we know), why not
 * (null: allowed), what the step needs for its words, and all of the operator's legs that wait but the newest.
 */
const operatorDials = `
create procedure operator_dials(
  ${sid('p_call_sid')}, ${clientName},
  p_destination varchar(128) character set utf8mb4 collate utf8mb4_bin,
  ${queueId},
  p_colleague_id varchar(20) character set utf8mb4 collate utf8mb4_bin,
  p_number varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_refusal varchar(32) character set utf8mb4 collate utf8mb4_bin,
  p_now datetime(3)) sql security invoker
begin
  declare v_operator_id, v_member varchar(20) character set utf8mb4 collate utf8mb4_bin;
  declare v_queue_name, v_colleague varchar(64) character set utf8mb4 collate utf8mb4_bin;
  declare v_guidance_url varchar(255) character set utf8mb4 collate utf8mb4_bin;
  declare v_refusal varchar(32) character set utf8mb4 collate utf8mb4_bin default p_refusal;
  declare v_older text character set ascii;
  ${atomically}
  -- Locked: of two legs that begin at the same moment, the second must see the first.
  select operator_id into v_operator_id from operator
  where client_name = p_client_name and deleted_at is null and disabled_at is null for update;

  if v_operator_id is null then
    set v_refusal = 'unknown-operator';
  elseif p_queue_id is not null then
    select queue.queue_name, queue.guidance_url, queue.queue_id into v_queue_name, v_guidance_url, v_member
    from queue join operator_queue own on own.queue_id = queue.queue_id
    where own.operator_id = v_operator_id and queue.queue_id = p_queue_id;
    if v_member is null then
      set v_refusal = 'not-your-queue';
    elseif ${running('v_operator_id')} = 0 then
      set v_refusal = 'signed-out';
    end if;
  elseif p_colleague_id is not null then
    set v_colleague = (
      select client_name from operator
      where operator_id = p_colleague_id and operator_id <> v_operator_id and deleted_at is null and disabled_at is null);
    if v_colleague is null then set v_refusal = 'unknown-colleague'; end if;
  end if;

  if v_operator_id is not null then
    insert ignore into operator_call (CallSid, operator_id, destination, number, started_at, created_at, updated_at)
    values (p_call_sid, v_operator_id, p_destination, p_number, p_now, p_now, p_now);
    update operator_call
    set
      destination = coalesce(destination, p_destination),
      number = coalesce(number, p_number),
      started_at = least(started_at, p_now),
      updated_at = p_now
    where CallSid = p_call_sid;
  end if;
  -- Whether it is new, only the log can tell: news of the leg may have come before this question.
  if v_refusal is not null and not exists (
    select 1 from audit_log
    where operator_id <=> v_operator_id and action = 'call.refused' and at > p_now - interval 1 hour
      and json_unquote(json_extract(after_value, '$.CallSid')) = p_call_sid) then
    insert into audit_log (at, operator_id, action, subject, after_value)
    values (p_now, v_operator_id, 'call.refused', p_destination, if(v_operator_id is null,
      json_object('reason', v_refusal, 'CallSid', p_call_sid, 'clientName', p_client_name),
      json_object('reason', v_refusal, 'CallSid', p_call_sid)));
  end if;
  if v_refusal is null and p_queue_id is not null then
    -- The leg that asks may itself be the older one, where the newer one asked first.
    select group_concat(distinct older.CallSid) into v_older
    from operator_call older join operator_call newer on newer.operator_id = older.operator_id
    where older.operator_id = v_operator_id and older.ended_at is null and older.answered_at is null
      and older.destination like 'queue:%'
      -- Twilio ends every leg after 4 h: what is open for longer has lost its end.
      and older.started_at > p_now - interval 5 hour
      and (newer.CallSid = p_call_sid
        or (newer.ended_at is null and newer.answered_at is null and newer.destination like 'queue:%'))
      and (newer.started_at > older.started_at
        or (newer.started_at = older.started_at and newer.CallSid > older.CallSid));
  end if;
  commit;
  select v_operator_id as operatorId, v_refusal as refusal, v_queue_name as queueName,
    v_guidance_url as guidanceUrl, v_colleague as colleagueClientName, v_older as olderLegs;
end`

/**
 * An operator's dial into a queue is over. Marks the caller it served; answers whether the operator may wait again:
 * still an operator of this queue, not signed out, on the line, and not waiting on a newer leg.
 */
const operatorDialEnded = `
create procedure operator_dial_ended(
  ${sid('p_call_sid')}, ${clientName}, ${queueId}, p_bridged tinyint, ${sid('p_dialled_call_sid')},
  p_now datetime(3)) sql security invoker
begin
  declare v_member varchar(20) character set utf8mb4 collate utf8mb4_bin;
  declare v_guidance_url varchar(255) character set utf8mb4 collate utf8mb4_bin;
  ${atomically}
  if p_bridged then
    update queue_data set bridged = 1, updated_at = p_now
    where DequeingCallSid = p_call_sid and not exists (
      -- Lost while the operator came, before the caller who was served.
      select 1 from enqueue_data visit
      where visit.visit_id = queue_data.visit_id and visit.left_at is not null
        and visit.QueueResult not in ('bridged', 'redirected-from-bridged'))
    order by coalesce(CallSid = p_dialled_call_sid, 0) desc, answered_at desc
    limit 1;
  elseif not p_bridged then
    -- Its caller was lost before the two were joined: nobody was answered. (Null: Twilio did not say.)
    update operator_call set answered_at = null, updated_at = p_now
    where CallSid = p_call_sid and not exists (
      select 1 from queue_data where DequeingCallSid = p_call_sid and bridged = 1);
  end if;

  select own.queue_id, queue.guidance_url into v_member, v_guidance_url
  from operator
  join operator_queue own on own.operator_id = operator.operator_id
  join queue on queue.queue_id = own.queue_id
  left join operator_call leg on leg.CallSid = p_call_sid
  where operator.client_name = p_client_name and operator.deleted_at is null and operator.disabled_at is null
    and own.queue_id = p_queue_id and leg.ended_at is null
    and coalesce(${running('operator.operator_id')}, 1) = 1
    and not exists (
      select 1 from operator_call newer
      where newer.operator_id = operator.operator_id and newer.ended_at is null and newer.answered_at is null
        and newer.destination like 'queue:%'
        and (newer.started_at > leg.started_at
          or (newer.started_at = leg.started_at and newer.CallSid > leg.CallSid)));
  commit;
  select v_member is not null as mayWait, v_guidance_url as guidanceUrl;
end`
