-- The row of a visit, made by whoever hears of it first. `p_late`: told when a talk was over, so that the visit began at
-- p_entered_at or earlier. It keeps its queue's targets as they were.
create procedure visit_seen(
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
  p_late tinyint,
  p_now datetime(3)) sql security invoker
begin
  declare v_service_level, v_short_abandon int unsigned;
  declare continue handler for not found begin end;
  -- Read without a lock: whoever changes the queue holds its row until Twilio has answered.
  select service_level_seconds, short_abandon_seconds into v_service_level, v_short_abandon
  from queue where queue_id = p_queue;
  insert into enqueue_data (
    CallSid, `From`, `To`, CallStatus, ApiVersion, Direction, ForwardedFrom, CallerName, number,
    visit_id, previous_visit_id, cause, queue_id, QueueSid, entered_at, entered_told_at, entered_late,
    service_level_seconds, short_abandon_seconds, created_at, updated_at)
  values (
    p_call_sid, p_from, p_to, p_call_status, p_api_version, p_direction, p_forwarded_from, p_caller_name, p_number,
    p_visit, p_previous, if(p_previous is null, 'entry', 'return'), p_queue, p_queue_sid, p_entered_at, p_entered_at, p_late,
    v_service_level, v_short_abandon, p_now, p_now)
  on duplicate key update
    `From` = coalesce(`From`, values(`From`)),
    `To` = coalesce(`To`, values(`To`)),
    ForwardedFrom = coalesce(ForwardedFrom, values(ForwardedFrom)),
    CallerName = coalesce(CallerName, values(CallerName)),
    number = coalesce(number, values(number)),
    cause = if(previous_visit_id is null, values(cause), cause),
    previous_visit_id = coalesce(previous_visit_id, values(previous_visit_id)),
    queue_id = coalesce(queue_id, values(queue_id)),
    QueueSid = coalesce(QueueSid, values(QueueSid)),
    entered_told_at = case
      when entered_late = values(entered_late)
        then least(coalesce(entered_told_at, entered_at), values(entered_told_at))
      when entered_late then values(entered_told_at) else coalesce(entered_told_at, entered_at) end,
    entered_late = least(entered_late, values(entered_late)),
    service_level_seconds = coalesce(service_level_seconds, values(service_level_seconds)),
    short_abandon_seconds = coalesce(short_abandon_seconds, values(short_abandon_seconds)),
    updated_at = values(updated_at);
end
