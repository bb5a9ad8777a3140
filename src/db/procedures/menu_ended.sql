-- The menu has brought a call to its end without a queue; p_step is the verdict of a call whose last step that is.
create procedure menu_ended(
  p_call_sid varchar(64) character set ascii collate ascii_bin,
  p_from varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_to varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_call_status varchar(32) character set utf8mb4 collate utf8mb4_bin,
  p_api_version varchar(16) character set utf8mb4 collate utf8mb4_bin,
  p_direction varchar(32) character set utf8mb4 collate utf8mb4_bin,
  p_forwarded_from varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_caller_name varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_number varchar(16) character set ascii collate ascii_bin,
  p_withheld tinyint,
  p_step varchar(16) character set ascii collate ascii_bin,
  p_now datetime(3)) sql security invoker
begin
  declare exit handler for sqlexception begin rollback; resignal; end;
  set transaction isolation level read committed;
  start transaction;
  call call_seen(p_call_sid, 'inbound', p_number, p_withheld, p_now, p_now);
  update call_data set last_step = p_step where CallSid = p_call_sid;
  call call_settle(p_call_sid);
  commit;
end
