-- Twilio says that an operator's leg is over: it has lost its end.
create procedure leg_over(
  p_call_sid varchar(64) character set ascii collate ascii_bin,
  p_now datetime(3)) sql security invoker
begin
  declare exit handler for sqlexception begin rollback; resignal; end;
  set transaction isolation level read committed;
  start transaction;
  call leg_presumed_over(p_call_sid, p_now);
  commit;
end
