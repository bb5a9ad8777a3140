-- A leg that must be over is over from now on, until its own end tells since when, or a caller who is given to it proves
-- that it lives.
create procedure leg_presumed_over(
  p_call_sid varchar(64) character set ascii collate ascii_bin,
  p_now datetime(3)) sql security invoker
begin
  call calls_of_leg_lock(p_call_sid, p_now);
  update operator_call set ended_at = p_now, presumed_over = 1, doubtful_at = null, updated_at = p_now
  where CallSid = p_call_sid and ended_at is null;
  call calls_of_leg_settle(p_call_sid);
end
