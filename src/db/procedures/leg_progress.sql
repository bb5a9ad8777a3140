-- News of a leg that an operator's leg dialled, perhaps before that one told of itself.
create procedure leg_progress(
  p_call_sid varchar(64) character set ascii collate ascii_bin,
  p_parent_call_sid varchar(64) character set ascii collate ascii_bin,
  p_call_status varchar(32) character set utf8mb4 collate utf8mb4_bin,
  p_leg varchar(16) character set ascii collate ascii_bin,
  p_client_name varchar(64) character set ascii collate ascii_bin,
  p_parent_client_name varchar(64) character set ascii collate ascii_bin,
  p_answered_at datetime(3),
  p_now datetime(3)) sql security invoker
begin
  declare exit handler for sqlexception begin rollback; resignal; end;
  set transaction isolation level read committed;
  start transaction;
  if p_parent_call_sid is not null then
    call call_seen(p_parent_call_sid, p_leg, null, 0, p_now, p_now);
  end if;
  call dialled_leg(p_call_sid, p_parent_call_sid, p_call_status, p_leg, p_client_name, p_parent_client_name,
    p_answered_at, null, p_now);
  call call_settle(p_parent_call_sid);
  commit;
end
