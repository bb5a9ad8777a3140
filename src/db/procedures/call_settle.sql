-- Computes a call, its visits and its answers from the facts that were written about them: the same facts give the same
-- rows, in whatever order they came. Every procedure that wrote a fact ends with it, under the lock that `call_seen` took.
-- Nothing else in the product judges how a call went.
create procedure call_settle(p_call_sid varchar(64) character set ascii collate ascii_bin) sql security invoker
begin
  declare v_direction varchar(16) character set ascii collate ascii_bin;
  declare v_now datetime(3);
  declare v_has_answers tinyint;
  select direction, updated_at into v_direction, v_now from call_data where CallSid = p_call_sid;
  if v_direction = 'inbound' then
    select exists (select 1 from queue_data where CallSid = p_call_sid) into v_has_answers;
    if v_has_answers then call settle_answers(p_call_sid, v_now); end if;
    call settle_visits(p_call_sid);
    if v_has_answers then call settle_legs(p_call_sid); end if;
    call settle_inbound(p_call_sid);
  elseif v_direction is not null then
    call settle_dialled(p_call_sid);
  end if;
end
