-- A call to a number or a colleague, by the leg that dialled it and the one that was dialled. One that was refused is none;
-- but of two equal questions one may be refused while MySQL is away and the other put through, which the dialled leg proves.
create procedure settle_dialled(p_call_sid varchar(64) character set ascii collate ascii_bin) sql security invoker
begin
  declare v_operator_id varchar(20) character set utf8mb4 collate utf8mb4_bin;
  declare v_status varchar(32) character set utf8mb4 collate utf8mb4_bin;
  declare v_result, v_number varchar(16) character set ascii collate ascii_bin;
  declare v_refusal varchar(32) character set ascii collate ascii_bin;
  declare v_started_at, v_answered_at, v_leg_ended_at, v_ended_at datetime(3);
  declare v_duration int unsigned;
  declare v_has_child tinyint default 0;
  declare continue handler for not found begin end;

  select operator_id, number, refusal, started_at, answered_at, ended_at
  into v_operator_id, v_number, v_refusal, v_started_at, v_answered_at, v_leg_ended_at
  from operator_call where CallSid = p_call_sid;
  select 1, CallStatus, CallDuration, ended_at into v_has_child, v_status, v_duration, v_ended_at
  from statuscallback_data where ParentCallSid = p_call_sid and leg in ('outbound', 'colleague')
  order by ended_at desc, CallSid limit 1;

  if v_refusal is not null and (v_has_child or v_answered_at is not null) then
    update operator_call set refusal = null where CallSid = p_call_sid;
  elseif v_refusal is not null then
    delete from call_data where CallSid = p_call_sid;
  end if;

  set v_result = case
    when v_status in ('busy', 'no-answer', 'failed', 'canceled') then v_status
    when v_has_child or v_answered_at is not null then 'answered'
    when v_leg_ended_at is null then 'open'
    -- The operator hung up before anything was heard of the other end.
    else 'canceled' end;
  update call_data
  set operator_id = v_operator_id, number = coalesce(number, v_number), began_at = least(began_at, coalesce(v_started_at, began_at)),
    ended_at = coalesce(v_ended_at, v_leg_ended_at), result = v_result,
    talked_ms = if(v_result = 'answered', greatest(0, coalesce(v_duration * 1000,
      timestampdiff(microsecond, v_answered_at, coalesce(v_ended_at, v_leg_ended_at)) div 1000)), null),
    held_ms = if(talked_ms is null, null, 0)
  where CallSid = p_call_sid;
end
