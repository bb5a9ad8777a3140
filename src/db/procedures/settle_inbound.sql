-- A caller's call: answered if any of its visits was, else what became of the last; without a visit, where the menu ended.
create procedure settle_inbound(p_call_sid varchar(64) character set ascii collate ascii_bin) sql security invoker
begin
  declare v_visits int;
  declare v_is_joined tinyint;
  declare v_result, v_stage, v_left_for, v_ended_by varchar(16) character set ascii collate ascii_bin;
  declare v_queue_id, v_operator_id varchar(20) character set utf8mb4 collate utf8mb4_bin;
  declare v_status varchar(32) character set utf8mb4 collate utf8mb4_bin;
  declare v_last_step varchar(16) character set ascii collate ascii_bin;
  declare v_began_at, v_ended_at, v_left_at datetime(3);
  declare v_waited_ms, v_talked_ms, v_duration int unsigned;
  declare continue handler for not found begin end;

  select ended_at, CallStatus, CallDuration into v_ended_at, v_status, v_duration
  from statuscallback_data where CallSid = p_call_sid;
  select last_step, began_at into v_last_step, v_began_at from call_data where CallSid = p_call_sid;
  set v_began_at = least(v_began_at, coalesce(v_ended_at - interval coalesce(v_duration, 0) second, v_began_at));

  select count(*), least(v_began_at, coalesce(min(entered_at), v_began_at)),
    max(if(CallStatus in ('completed', 'busy', 'failed', 'no-answer', 'canceled'), left_at, null))
  into v_visits, v_began_at, v_left_at
  from enqueue_data where CallSid = p_call_sid;

  select exists (select 1 from queue_data where CallSid = p_call_sid and bridged = 1) into v_is_joined;
  if v_visits > 0 then
    -- The visit that speaks for the call.
    select visit.result, visit.stage, visit.left_for, visit.queue_id, visit.operator_id, visit.waited_ms, answer.ended_by
    into v_result, v_stage, v_left_for, v_queue_id, v_operator_id, v_waited_ms, v_ended_by
    from enqueue_data visit left join queue_data answer on answer.visit_id = visit.visit_id
    where visit.CallSid = p_call_sid
    order by visit.result = 'answered' desc, visit.result = 'returned', visit.entered_at desc, visit.visit_id desc
    limit 1;
    select (
      select sum(greatest(0, coalesce(answer.DialCallDuration * 1000, timestampdiff(microsecond,
        coalesce(answer.joined_at, answer.answered_at, visit.entered_at + interval visit.QueueTime second),
        coalesce(answer.ended_at, visit.left_at)) div 1000)))
      from enqueue_data visit left join queue_data answer on answer.visit_id = visit.visit_id
      where visit.CallSid = p_call_sid and visit.result = 'answered'
        -- Of a talk of which only the end is known nobody can tell how long it was.
        and not (visit.entered_late and answer.id is null)) into v_talked_ms;
  elseif v_is_joined then
    -- Joined, though nobody has told of the visit.
    select 'answered', queue_id, operator_id,
      greatest(0, coalesce(DialCallDuration * 1000,
        timestampdiff(microsecond, coalesce(joined_at, answered_at), ended_at) div 1000))
    into v_result, v_queue_id, v_operator_id, v_talked_ms
    from queue_data where CallSid = p_call_sid and bridged = 1 order by answered_at desc, id desc limit 1;
  elseif v_last_step is not null then
    set v_result = v_last_step;
  elseif v_ended_at is null then
    set v_result = 'open', v_stage = 'menu';
  elseif v_status = 'failed' then
    set v_result = 'error';
  elseif coalesce(v_duration, timestampdiff(second, v_began_at, v_ended_at)) > 120 then
    -- Nobody stays in the menu for so long: what happened was not written.
    set v_result = 'unknown';
  else
    set v_result = 'abandoned', v_stage = 'menu';
  end if;

  update call_data
  set began_at = v_began_at, ended_at = coalesce(v_ended_at, v_left_at),
    queue_id = v_queue_id, operator_id = v_operator_id, result = v_result, stage = v_stage, left_for = v_left_for,
    waited_ms = v_waited_ms, talked_ms = v_talked_ms, held_ms = if(v_talked_ms is null, null, 0), visits = v_visits,
    ended_by = case
      when v_result = 'answered' then v_ended_by
      when v_result = 'abandoned' then 'caller'
      when v_result in ('refused', 'left', 'information', 'error') then 'system' end
  where CallSid = p_call_sid;
end
