import { sql, type Kysely } from 'kysely'

/** Twilio's parameters of a call, as every procedure takes them first. */
export const callParameters = `
  p_call_sid varchar(64) character set ascii collate ascii_bin,
  p_from varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_to varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_call_status varchar(32) character set utf8mb4 collate utf8mb4_bin,
  p_api_version varchar(16) character set utf8mb4 collate utf8mb4_bin,
  p_direction varchar(32) character set utf8mb4 collate utf8mb4_bin,
  p_forwarded_from varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_caller_name varchar(128) character set utf8mb4 collate utf8mb4_bin`

const visitParameters = `${callParameters},
  p_visit_id char(26) character set ascii collate ascii_bin,
  p_previous_visit_id char(26) character set ascii collate ascii_bin,
  p_queue_id varchar(20) character set utf8mb4 collate utf8mb4_bin,
  p_queue_sid varchar(64) character set ascii collate ascii_bin,
  p_entered_at datetime(3)`

/**
 * All or nothing; a deadlock between two webhooks of one call goes up to the caller, who tries again. The level's gap
 * locks keep the webhooks of a call apart, whatever the server's default is.
 */
export const atomically = `
  declare exit handler for sqlexception begin rollback; resignal; end;
  set transaction isolation level repeatable read;
  start transaction;`

/**
 * What the steps of a call write about a caller's stay in a queue. A step may ask MySQL one thing only, and a step
 * concerns several tables: so each is a procedure. All of them may run twice, at once, or in another order.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await remake(db, 'visit_seen', visitSeen)
  await remake(db, 'visit_joins_answer', visitJoinsAnswer)
  await remake(db, 'visit_adopts', visitAdopts)
  await remake(db, 'visit_waiting', visitWaiting)
  await remake(db, 'visit_answered', visitAnswered)
  await remake(db, 'visit_left', visitLeft)
}

/** Makes a procedure, even one that is there already: MySQL takes nothing back when a migration breaks half way. */
export async function remake(db: Kysely<unknown>, name: string, definition: string): Promise<void> {
  await sql.raw(`drop procedure if exists ${name}`).execute(db)
  await sql.raw(definition).execute(db)
}

/** The row of a visit, made by whoever hears of it first. */
const visitSeen = `
create procedure visit_seen(${visitParameters}, p_now datetime(3)) sql security invoker
begin
  insert into enqueue_data (
    CallSid, \`From\`, \`To\`, CallStatus, ApiVersion, Direction, ForwardedFrom, CallerName,
    visit_id, previous_visit_id, queue_id, QueueSid, entered_at, created_at, updated_at)
  values (
    p_call_sid, p_from, p_to, p_call_status, p_api_version, p_direction, p_forwarded_from, p_caller_name,
    p_visit_id, p_previous_visit_id, p_queue_id, p_queue_sid, p_entered_at, p_now, p_now)
  on duplicate key update
    \`From\` = coalesce(\`From\`, values(\`From\`)),
    \`To\` = coalesce(\`To\`, values(\`To\`)),
    ForwardedFrom = coalesce(ForwardedFrom, values(ForwardedFrom)),
    CallerName = coalesce(CallerName, values(CallerName)),
    previous_visit_id = coalesce(previous_visit_id, values(previous_visit_id)),
    queue_id = coalesce(queue_id, values(queue_id)),
    QueueSid = coalesce(QueueSid, values(QueueSid)),
    entered_at = least(entered_at, values(entered_at)),
    updated_at = values(updated_at);
end`

/** A turn of the wait. When the call is known to be over, the visit is born closed: call-status looked too early. */
const visitWaiting = `
create procedure visit_waiting(${visitParameters}, p_now datetime(3)) sql security invoker
begin
  ${atomically}
  call visit_seen(p_call_sid, p_from, p_to, p_call_status, p_api_version, p_direction, p_forwarded_from,
    p_caller_name, p_visit_id, p_previous_visit_id, p_queue_id, p_queue_sid, p_entered_at, p_now);
  update enqueue_data visit join statuscallback_data leg on leg.CallSid = visit.CallSid
  set visit.left_at = leg.ended_at, visit.closed_by = 'call-status'
  where visit.visit_id = p_visit_id and visit.left_at is null;
  call visit_adopts(p_call_sid, 5, p_now);
  commit;
end`

/**
 * An answer that came before its visit is given to that visit of its call which nobody has answered and which began
 * nearest to when the answered one did, at most p_seconds away.
 */
const visitAdopts = `
create procedure visit_adopts(
  p_call_sid varchar(64) character set ascii collate ascii_bin, p_seconds int, p_now datetime(3)) sql security invoker
begin
  declare v_answer_id bigint unsigned;
  declare v_visit_id char(26) character set ascii collate ascii_bin;
  select answer.id, visit.visit_id into v_answer_id, v_visit_id
  from queue_data answer
  join enqueue_data visit on visit.CallSid = answer.CallSid
  where answer.CallSid = p_call_sid and answer.visit_id is null
    and not exists (select 1 from queue_data other where other.visit_id = visit.visit_id)
    and abs(timestampdiff(second, visit.entered_at,
      answer.answered_at - interval coalesce(answer.QueueTime, 0) second)) <= p_seconds
  order by abs(timestampdiff(microsecond, visit.entered_at,
    answer.answered_at - interval coalesce(answer.QueueTime, 0) second))
  limit 1 for update;
  if v_answer_id is not null then
    update queue_data set visit_id = v_visit_id, unclaimed = null, updated_at = p_now where id = v_answer_id;
    call visit_joins_answer(v_visit_id);
  end if;
end`

/** What a visit and its answer know of each other. */
const visitJoinsAnswer = `
create procedure visit_joins_answer(p_visit_id char(26) character set ascii collate ascii_bin) sql security invoker
begin
  update enqueue_data visit join queue_data answer on answer.visit_id = visit.visit_id
  set
    -- Twilio tells of a bridged visit when the talk is over: then only the answer knows when it began.
    visit.entered_at = least(visit.entered_at, answer.answered_at - interval coalesce(answer.QueueTime, 0) second),
    answer.bridged = greatest(answer.bridged, coalesce(visit.QueueResult in ('bridged', 'redirected-from-bridged'), 0)),
    visit.connecting_at = coalesce(visit.connecting_at, answer.answered_at),
    visit.operator_id = coalesce(visit.operator_id, answer.operator_id)
  where visit.visit_id = p_visit_id;
end`

/**
 * A caller is given to an operator. Belongs to that caller's visit which nobody else has answered and which began
 * nearest to p_entered_at; where there is none yet, the visit's own webhooks or the call's end find it later.
 */
const visitAnswered = `
create procedure visit_answered(${callParameters},
  p_queue_id varchar(20) character set utf8mb4 collate utf8mb4_bin,
  p_queue_sid varchar(64) character set ascii collate ascii_bin,
  p_queue_time int unsigned,
  p_entered_at datetime(3),
  p_dequeing_call_sid varchar(64) character set ascii collate ascii_bin,
  p_client_name varchar(64) character set ascii collate ascii_bin,
  p_now datetime(3)) sql security invoker
begin
  declare v_visit_id char(26) character set ascii collate ascii_bin;
  declare v_operator_id varchar(20) character set utf8mb4 collate utf8mb4_bin;
  declare v_bridged tinyint default 0;
  ${atomically}
  select visit.visit_id, coalesce(visit.QueueResult in ('bridged', 'redirected-from-bridged'), 0)
  into v_visit_id, v_bridged
  from enqueue_data visit
  where visit.CallSid = p_call_sid and not exists (
    select 1 from queue_data other
    where other.visit_id = visit.visit_id and (
      other.DequeingCallSid <> p_dequeing_call_sid
      -- Not the same webhook again, but the same operator's answer to a later stay.
      or abs(timestampdiff(second, visit.entered_at, p_entered_at)) > if(other.QueueTime <=> p_queue_time, 60, 5)))
  order by abs(timestampdiff(microsecond, visit.entered_at, p_entered_at)), visit.visit_id desc
  limit 1 for update;
  set v_operator_id = (select operator_id from operator where client_name = p_client_name);

  -- The same webhook may have come before there was a visit.
  if v_visit_id is not null and not exists (select 1 from queue_data where visit_id = v_visit_id) then
    update queue_data set visit_id = v_visit_id, unclaimed = null, bridged = greatest(bridged, v_bridged)
    where unclaimed = p_call_sid and DequeingCallSid = p_dequeing_call_sid;
  end if;
  insert into queue_data (
    CallSid, \`From\`, \`To\`, CallStatus, ApiVersion, Direction, ForwardedFrom, CallerName, QueueSid, QueueTime,
    DequeingCallSid, visit_id, unclaimed, operator_id, queue_id, answered_at, bridged, created_at, updated_at)
  values (
    p_call_sid, p_from, p_to, p_call_status, p_api_version, p_direction, p_forwarded_from, p_caller_name, p_queue_sid,
    p_queue_time, p_dequeing_call_sid, v_visit_id, if(v_visit_id is null, p_call_sid, null), v_operator_id, p_queue_id,
    p_now, v_bridged, p_now, p_now)
  on duplicate key update answered_at = least(answered_at, values(answered_at));

  update enqueue_data
  set connecting_at = coalesce(connecting_at, p_now), operator_id = coalesce(operator_id, v_operator_id), updated_at = p_now
  where visit_id = v_visit_id;

  insert into operator_call (CallSid, operator_id, number, started_at, answered_at, created_at, updated_at)
  select p_dequeing_call_sid, v_operator_id, p_from, p_now, p_now, p_now, p_now
  from (select 1 as one) here
  where v_operator_id is not null and p_dequeing_call_sid <> ''
  on duplicate key update
    number = coalesce(number, values(number)),
    answered_at = coalesce(answered_at, values(answered_at)),
    updated_at = values(updated_at);
  commit;
end`

/** A caller has left the queue. The first word said about a visit stays; it may come after call-status closed the visit. */
const visitLeft = `
create procedure visit_left(${visitParameters},
  p_queue_result varchar(64) character set utf8mb4 collate utf8mb4_bin,
  p_queue_time int unsigned,
  p_now datetime(3)) sql security invoker
begin
  ${atomically}
  call visit_seen(p_call_sid, p_from, p_to, p_call_status, p_api_version, p_direction, p_forwarded_from,
    p_caller_name, p_visit_id, p_previous_visit_id, p_queue_id, p_queue_sid, p_entered_at, p_now);
  update enqueue_data
  set
    CallStatus = if(QueueResult is null, coalesce(p_call_status, CallStatus), CallStatus),
    QueueTime = coalesce(QueueTime, p_queue_time),
    QueueResult = coalesce(QueueResult, p_queue_result),
    left_at = coalesce(left_at, p_now),
    closed_by = 'queue-left'
  where visit_id = p_visit_id;

  if not exists (select 1 from queue_data where visit_id = p_visit_id) then
    update queue_data set visit_id = p_visit_id, unclaimed = null, updated_at = p_now
    where CallSid = p_call_sid and visit_id is null
    order by abs(cast(coalesce(QueueTime, 0) as signed) - cast(coalesce(p_queue_time, 0) as signed)), answered_at
    limit 1;
  end if;

  call visit_joins_answer(p_visit_id);
  commit;
end`
