-- Locks the calls that an operator's leg has part in, in the order of their ids: the one it dialled, and those that were
-- given to it.
create procedure calls_of_leg_lock(
  p_call_sid varchar(64) character set ascii collate ascii_bin,
  p_now datetime(3)) sql security invoker
begin
  declare v_call_sid varchar(64) character set ascii collate ascii_bin;
  declare v_done tinyint default 0;
  declare calls cursor for
    select CallSid from queue_data where DequeingCallSid = p_call_sid
    union
    select CallSid from call_data where CallSid = p_call_sid
    order by CallSid;
  declare continue handler for not found set v_done = 1;
  open calls;
  each_call: loop
    fetch calls into v_call_sid;
    if v_done then leave each_call; end if;
    update call_data set updated_at = p_now where CallSid = v_call_sid;
  end loop;
  close calls;
end
