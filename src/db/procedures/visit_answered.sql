-- A caller is given to an operator. Whose visit it is, `settle_answers` finds out. The same webhook twice is one answer;
-- the same operator's answer to a later stay of the same caller is another.
create procedure visit_answered(
  p_call_sid varchar(64) character set ascii collate ascii_bin,
  p_from varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_to varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_call_status varchar(32) character set utf8mb4 collate utf8mb4_bin,
  p_api_version varchar(16) character set utf8mb4 collate utf8mb4_bin,
  p_direction varchar(32) character set utf8mb4 collate utf8mb4_bin,
  p_forwarded_from varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_caller_name varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_number varchar(16) character set ascii collate ascii_bin,
  p_withheld tinyint,
  p_queue varchar(20) character set utf8mb4 collate utf8mb4_bin,
  p_queue_sid varchar(64) character set ascii collate ascii_bin,
  p_queue_time int unsigned,
  p_entered_at datetime(3),
  p_dequeing_call_sid varchar(64) character set ascii collate ascii_bin,
  p_client_name varchar(64) character set ascii collate ascii_bin,
  p_now datetime(3)) sql security invoker
begin
  declare v_operator_id varchar(20) character set utf8mb4 collate utf8mb4_bin;
  declare v_id bigint unsigned;
  declare exit handler for sqlexception begin rollback; resignal; end;
  set transaction isolation level read committed;
  start transaction;
  select (select operator_id from operator where client_name = p_client_name) into v_operator_id;
  call call_seen(p_call_sid, 'inbound', p_number, p_withheld, p_entered_at, p_now);

  if v_operator_id is not null and p_dequeing_call_sid <> '' then
    insert into operator_call (CallSid, operator_id, destination, number, started_at, created_at, updated_at)
    values (p_dequeing_call_sid, v_operator_id, concat('queue:', p_queue), p_from, p_now, p_now, p_now)
    on duplicate key update
      destination = coalesce(destination, values(destination)),
      number = coalesce(number, values(number)),
      started_at = least(started_at, values(started_at)),
      -- Somebody took this leg for over, and was wrong: it has just been given a caller.
      ended_at = if(presumed_over, null, ended_at),
      presumed_over = 0,
      doubtful_at = null,
      updated_at = values(updated_at);
  end if;

  select (
    select id from queue_data
    where CallSid = p_call_sid and DequeingCallSid = p_dequeing_call_sid
      and (abs(timestampdiff(second, answered_at - interval coalesce(QueueTime, 0) second, p_entered_at))
          <= if(QueueTime <=> p_queue_time, 60, 5)
        -- Told by the end of the operator's dial alone, which cannot be before this.
        or (inferred and dial_ended_at >= p_now - interval 5 second))
    order by abs(timestampdiff(microsecond, answered_at - interval coalesce(QueueTime, 0) second, p_entered_at)), id
    limit 1) into v_id;
  if v_id is null then
    insert into queue_data (
      CallSid, `From`, `To`, CallStatus, ApiVersion, Direction, ForwardedFrom, CallerName, QueueSid, QueueTime,
      DequeingCallSid, operator_id, queue_id, answered_at, created_at, updated_at)
    values (
      p_call_sid, p_from, p_to, p_call_status, p_api_version, p_direction, p_forwarded_from, p_caller_name, p_queue_sid,
      p_queue_time, p_dequeing_call_sid, v_operator_id, p_queue, p_now, p_now, p_now);
  else
    update queue_data
    set
      `From` = coalesce(`From`, p_from),
      `To` = coalesce(`To`, p_to),
      CallStatus = coalesce(CallStatus, p_call_status),
      ApiVersion = coalesce(ApiVersion, p_api_version),
      Direction = coalesce(Direction, p_direction),
      ForwardedFrom = coalesce(ForwardedFrom, p_forwarded_from),
      CallerName = coalesce(CallerName, p_caller_name),
      QueueSid = coalesce(QueueSid, p_queue_sid),
      QueueTime = coalesce(if(inferred, p_queue_time, QueueTime), QueueTime, p_queue_time),
      operator_id = coalesce(operator_id, v_operator_id),
      queue_id = coalesce(queue_id, p_queue),
      answered_at = if(inferred, p_now, least(answered_at, p_now)),
      inferred = 0,
      updated_at = p_now
    where id = v_id;
  end if;
  call call_settle(p_call_sid);
  commit;
end
