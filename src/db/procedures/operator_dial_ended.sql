-- An operator's dial into a queue is over. Keeps what it says of the caller it was given, and makes that answer where it was
-- never written. Answers whether the operator may wait again: still an operator of this queue, signed in, on the
-- line, and not waiting on a newer leg.
create procedure operator_dial_ended(
  p_call_sid varchar(64) character set ascii collate ascii_bin,
  p_client_name varchar(64) character set ascii collate ascii_bin,
  p_queue varchar(20) character set utf8mb4 collate utf8mb4_bin,
  p_queue_sid varchar(64) character set ascii collate ascii_bin,
  p_queue_time int unsigned,
  p_bridged tinyint,
  p_dial_call_duration int unsigned,
  p_dialled_call_sid varchar(64) character set ascii collate ascii_bin,
  p_now datetime(3)) sql security invoker
begin
  declare v_operator_id, v_member varchar(20) character set utf8mb4 collate utf8mb4_bin;
  declare v_guidance_url varchar(255) character set utf8mb4 collate utf8mb4_bin;
  declare v_answer_call_sid varchar(64) character set ascii collate ascii_bin;
  declare v_id bigint unsigned;
  declare v_joined_at datetime(3) default p_now - interval coalesce(p_dial_call_duration, 0) second;
  declare exit handler for sqlexception begin rollback; resignal; end;
  set transaction isolation level read committed;
  start transaction;
  select (
    select operator_id from operator where client_name = p_client_name and deleted_at is null and disabled_at is null) into v_operator_id;
  if p_bridged is not null and p_dialled_call_sid is not null then
    call call_seen(p_dialled_call_sid, 'inbound', null, 0, v_joined_at - interval coalesce(p_queue_time, 0) second, p_now);
  else
    call calls_of_leg_lock(p_call_sid, p_now);
  end if;

  if v_operator_id is not null then
    insert into operator_call (CallSid, operator_id, destination, started_at, created_at, updated_at)
    values (p_call_sid, v_operator_id, concat('queue:', p_queue), v_joined_at, p_now, p_now)
    on duplicate key update
      destination = coalesce(destination, values(destination)),
      started_at = least(started_at, values(started_at)),
      updated_at = values(updated_at);
  end if;

  -- The answer it speaks of: the last of this leg, of that caller where Twilio says which.
  select id, CallSid into v_id, v_answer_call_sid from (
    select answer.id, answer.CallSid from queue_data answer
    where answer.DequeingCallSid = p_call_sid
      and (p_dialled_call_sid is null or answer.CallSid = p_dialled_call_sid)
      and answer.answered_at <= p_now + interval 5 second
    order by answer.answered_at desc, answer.id desc limit 1) last_answer;
  if v_id is null and p_bridged is not null and p_dialled_call_sid is not null then
    insert into queue_data (
      CallSid, QueueSid, QueueTime, DequeingCallSid, operator_id, queue_id, answered_at, inferred, created_at, updated_at)
    values (
      p_dialled_call_sid, p_queue_sid, p_queue_time, p_call_sid, v_operator_id, p_queue, v_joined_at, 1, p_now, p_now);
    set v_id = last_insert_id(), v_answer_call_sid = p_dialled_call_sid;
  end if;
  if v_id is not null and p_bridged is not null then
    update queue_data
    set
      dial_bridged = greatest(coalesce(dial_bridged, 0), p_bridged),
      DialCallDuration = coalesce(DialCallDuration, if(p_bridged, p_dial_call_duration, null)),
      dial_ended_at = least(coalesce(dial_ended_at, p_now), p_now),
      updated_at = p_now
    where id = v_id;
    call call_settle(v_answer_call_sid);
  end if;

  select own.queue_id, queue.guidance_url into v_member, v_guidance_url
  from operator_queue own
  join queue on queue.queue_id = own.queue_id
  left join operator_call leg on leg.CallSid = p_call_sid
  where own.operator_id = v_operator_id and own.queue_id = p_queue and leg.ended_at is null
    and exists (
      select 1 from session
      where session.operator_id = v_operator_id and session.ended_at is null and session.expires_at > p_now)
    and not exists (
      select 1 from waiting_leg newer
      where newer.operator_id = v_operator_id
        and (newer.started_at > leg.started_at or (newer.started_at = leg.started_at and newer.CallSid > leg.CallSid)));
  commit;
  select v_member is not null as mayWait, v_guidance_url as guidanceUrl;
end
