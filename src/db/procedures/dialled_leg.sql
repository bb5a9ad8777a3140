-- What a dialled leg tells of the two rows of `operator_call`. A colleague's leg is a call of the colleague's too; how the
-- dialled leg fares is how the dialling one did. Called under the lock of the dialling leg's call.
create procedure dialled_leg(
  p_call_sid varchar(64) character set ascii collate ascii_bin,
  p_parent_call_sid varchar(64) character set ascii collate ascii_bin,
  p_call_status varchar(32) character set utf8mb4 collate utf8mb4_bin,
  p_leg varchar(16) character set ascii collate ascii_bin,
  p_client_name varchar(64) character set ascii collate ascii_bin,
  p_parent_client_name varchar(64) character set ascii collate ascii_bin,
  p_answered_at datetime(3),
  p_ended_at datetime(3),
  p_now datetime(3)) sql security invoker
begin
  insert into operator_call (CallSid, operator_id, destination, parent_call_sid, started_at, created_at, updated_at)
  select p_call_sid, operator_id, concat('operator:', operator_id), p_parent_call_sid, p_now, p_now, p_now
  from operator where p_leg = 'colleague' and client_name = p_client_name
  on duplicate key update started_at = least(started_at, values(started_at)),
    parent_call_sid = coalesce(parent_call_sid, values(parent_call_sid));
  insert into operator_call (CallSid, operator_id, started_at, created_at, updated_at)
  select p_parent_call_sid, operator_id, p_now, p_now, p_now
  from operator where p_parent_call_sid is not null and client_name = p_parent_client_name
  on duplicate key update started_at = least(started_at, values(started_at));

  update operator_call
  set
    answered_at = least(coalesce(answered_at, p_answered_at), coalesce(p_answered_at, answered_at)),
    ended_at = if(CallSid = p_call_sid,
      least(coalesce(ended_at, p_ended_at), coalesce(p_ended_at, ended_at)), ended_at),
    status = if(p_ended_at is null, status, p_call_status),
    updated_at = p_now
  where CallSid in (p_call_sid, p_parent_call_sid);
end
