-- Settles the calls that an operator's leg has part in, under the locks of `calls_of_leg_lock`.
create procedure calls_of_leg_settle(
  p_call_sid varchar(64) character set ascii collate ascii_bin) sql security invoker
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
    call call_settle(v_call_sid);
    -- A row that was not found in there is no end of this list.
    set v_done = 0;
  end loop;
  close calls;
end
