-- A leg is over. The end of the caller's leg closes what is still open; an end never goes back to an open. An operator's
-- end concerns the calls that were given to that leg: they are read, locked, and read again.
create procedure leg_ended(
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
  p_parent_call_sid varchar(64) character set ascii collate ascii_bin,
  p_call_duration int unsigned,
  p_recording_url varchar(255) character set utf8mb4 collate utf8mb4_bin,
  p_recording_sid varchar(64) character set utf8mb4 collate utf8mb4_bin,
  p_recording_duration int unsigned,
  p_leg varchar(16) character set ascii collate ascii_bin,
  p_client_name varchar(64) character set ascii collate ascii_bin,
  p_parent_client_name varchar(64) character set ascii collate ascii_bin,
  p_answered_at datetime(3),
  p_ended_at datetime(3),
  p_now datetime(3)) sql security invoker
begin
  declare v_operator_id varchar(20) character set utf8mb4 collate utf8mb4_bin;
  declare v_began_at datetime(3) default p_ended_at - interval coalesce(p_call_duration, 0) second;
  declare exit handler for sqlexception begin rollback; resignal; end;
  set transaction isolation level read committed;
  start transaction;
  select (select operator_id from operator where client_name = p_client_name) into v_operator_id;
  if p_leg = 'caller' then
    call call_seen(p_call_sid, 'inbound', p_number, p_withheld, v_began_at, p_now);
  elseif p_leg = 'operator' then
    call calls_of_leg_lock(p_call_sid, p_now);
  elseif p_parent_call_sid is not null then
    call call_seen(p_parent_call_sid, p_leg, null, 0, v_began_at, p_now);
  end if;

  insert into statuscallback_data (
    CallSid, ParentCallSid, `From`, `To`, CallStatus, ApiVersion, Direction, ForwardedFrom, CallerName,
    CallDuration, RecordingUrl, RecordingSid, RecordingDuration, leg, operator_id, ended_at, created_at, updated_at)
  values (
    p_call_sid, p_parent_call_sid, p_from, p_to, p_call_status, p_api_version, p_direction, p_forwarded_from,
    p_caller_name, p_call_duration, p_recording_url, p_recording_sid, p_recording_duration, p_leg, v_operator_id,
    p_ended_at, p_now, p_now)
  on duplicate key update
    `From` = coalesce(`From`, values(`From`)),
    `To` = coalesce(`To`, values(`To`)),
    CallStatus = coalesce(CallStatus, values(CallStatus)),
    CallDuration = coalesce(CallDuration, values(CallDuration)),
    RecordingUrl = coalesce(RecordingUrl, values(RecordingUrl)),
    RecordingSid = coalesce(RecordingSid, values(RecordingSid)),
    RecordingDuration = coalesce(RecordingDuration, values(RecordingDuration)),
    ended_at = least(ended_at, values(ended_at)),
    updated_at = values(updated_at);

  if p_leg = 'caller' then
    call call_settle(p_call_sid);
  elseif p_leg = 'operator' then
    insert into operator_call (CallSid, operator_id, started_at, ended_at, status, created_at, updated_at)
    select p_call_sid, v_operator_id, v_began_at, p_ended_at, p_call_status, p_now, p_now
    from (select 1 as one) here where v_operator_id is not null
    on duplicate key update
      started_at = least(started_at, values(started_at)),
      ended_at = if(presumed_over, values(ended_at), least(coalesce(ended_at, values(ended_at)), values(ended_at))),
      presumed_over = 0,
      doubtful_at = null,
      status = coalesce(status, values(status)),
      updated_at = values(updated_at);
    call calls_of_leg_settle(p_call_sid);
  else
    call dialled_leg(p_call_sid, p_parent_call_sid, p_call_status, p_leg, p_client_name, p_parent_client_name,
      p_answered_at, p_ended_at, p_now);
    call call_settle(p_parent_call_sid);
  end if;
  commit;
end
