-- A caller has left the queue. The first word said about a visit stays, and it may come after the call's end. Of a joined
-- caller it comes when the talk is over, so that when the visit began is only known to be p_entered_at or earlier.
create procedure visit_left(
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
  p_queue_result varchar(64) character set utf8mb4 collate utf8mb4_bin,
  p_queue_time int unsigned,
  p_now datetime(3)) sql security invoker
begin
  declare exit handler for sqlexception begin rollback; resignal; end;
  set transaction isolation level read committed;
  start transaction;
  call call_seen(p_call_sid, 'inbound', p_number, p_withheld, p_entered_at, p_now);
  call visit_seen(p_call_sid, p_from, p_to, p_call_status, p_api_version, p_direction, p_forwarded_from, p_caller_name,
    p_number, p_withheld, p_visit, p_previous, p_queue, p_queue_sid, p_entered_at,
    coalesce(p_queue_result in ('bridged', 'redirected-from-bridged'), 0), p_now);
  update enqueue_data
  set
    CallStatus = if(QueueResult is null, coalesce(p_call_status, CallStatus), CallStatus),
    QueueTime = coalesce(QueueTime, p_queue_time),
    QueueResult = coalesce(QueueResult, p_queue_result),
    left_at = if(closed_by = 'queue-left', least(left_at, p_now), p_now),
    closed_by = 'queue-left'
  where visit_id = p_visit;
  call call_settle(p_call_sid);
  commit;
end
