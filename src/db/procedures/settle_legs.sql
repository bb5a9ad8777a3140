-- An operator who was given a caller talks, unless the two were never joined: then the leg waits, or is over. A leg may
-- have had several calls: it is locked, and then looked at.
create procedure settle_legs(p_call_sid varchar(64) character set ascii collate ascii_bin) sql security invoker
begin
  declare v_leg varchar(64) character set ascii collate ascii_bin;
  declare v_answered_at datetime(3);
  declare v_done tinyint default 0;
  declare legs cursor for
    select distinct DequeingCallSid from queue_data where CallSid = p_call_sid order by DequeingCallSid;
  declare continue handler for not found set v_done = 1;
  open legs;
  each_leg: loop
    fetch legs into v_leg;
    if v_done then leave each_leg; end if;
    select CallSid into v_leg from operator_call where CallSid = v_leg for update;
    set v_done = 0;
    select (
      select max(answer.answered_at)
      from queue_data answer left join enqueue_data visit on visit.visit_id = answer.visit_id
      where answer.DequeingCallSid = v_leg and (visit.result = 'answered'
        or (coalesce(visit.result, 'open') = 'open' and coalesce(answer.dial_bridged, 1) = 1))) into v_answered_at;
    update operator_call set answered_at = v_answered_at where CallSid = v_leg;
  end loop;
  close legs;
end
