-- Settles calls that were written before there were verdicts: a list of { callSid, direction, number, withheld, at }. Their
-- answers know only `bridged`, which is a fact here and an outcome from now on.
create procedure settle_calls(p_calls json) sql security invoker
begin
  declare v_index int default 0;
  declare v_call json;
  declare v_call_sid varchar(64) character set ascii collate ascii_bin;
  declare v_number varchar(16) character set ascii collate ascii_bin;
  declare v_at datetime(3);
  declare exit handler for sqlexception begin rollback; resignal; end;
  set transaction isolation level read committed;
  start transaction;
  while v_index < json_length(p_calls) do
    set v_call = json_extract(p_calls, concat('$[', v_index, ']'));
    set v_call_sid = json_unquote(json_extract(v_call, '$.callSid'));
    set v_number = nullif(json_unquote(json_extract(v_call, '$.number')), 'null');
    set v_at = cast(json_unquote(json_extract(v_call, '$.at')) as datetime(3));
    call call_seen(v_call_sid, json_unquote(json_extract(v_call, '$.direction')), v_number,
      json_extract(v_call, '$.withheld'), v_at, v_at);
    -- The targets of that time are not known any more: today's stand for them.
    update enqueue_data visit left join queue on queue.queue_id = visit.queue_id
    set visit.number = coalesce(visit.number, v_number),
      visit.service_level_seconds = coalesce(visit.service_level_seconds, queue.service_level_seconds),
      visit.short_abandon_seconds = coalesce(visit.short_abandon_seconds, queue.short_abandon_seconds)
    where visit.CallSid = v_call_sid;
    update queue_data set dial_bridged = 1 where CallSid = v_call_sid and bridged = 1 and dial_bridged is null;
    call call_settle(v_call_sid);
    set v_index = v_index + 1;
  end while;
  commit;
end
