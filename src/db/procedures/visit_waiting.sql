-- A caller waits: a turn of the wait.
create procedure visit_waiting(
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
  p_visit char(26) character set ascii collate ascii_bin,
  p_previous char(26) character set ascii collate ascii_bin,
  p_queue varchar(20) character set utf8mb4 collate utf8mb4_bin,
  p_queue_sid varchar(64) character set ascii collate ascii_bin,
  p_entered_at datetime(3),
  p_now datetime(3)) sql security invoker
begin
  declare exit handler for sqlexception begin rollback; resignal; end;
  set transaction isolation level read committed;
  start transaction;
  call call_seen(p_call_sid, 'inbound', p_number, p_withheld, p_entered_at, p_now);
  call visit_seen(p_call_sid, p_from, p_to, p_call_status, p_api_version, p_direction, p_forwarded_from, p_caller_name,
    p_number, p_withheld, p_visit, p_previous, p_queue, p_queue_sid, p_entered_at, 0, p_now);
  call call_settle(p_call_sid);
  commit;
end
