-- A softphone asks for a queue, a colleague or a number. Answers one row: who asks (null: nobody we know), why not
-- (null: allowed), what the step needs for its words, and all of the operator's legs that wait but the newest.
-- An operator has one telephone: whoever waits for callers is on no older leg, whatever became of the news of its end.
create procedure operator_dials(
  p_call_sid varchar(64) character set ascii collate ascii_bin,
  p_client_name varchar(64) character set ascii collate ascii_bin,
  p_destination varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_queue varchar(20) character set utf8mb4 collate utf8mb4_bin,
  p_colleague varchar(20) character set utf8mb4 collate utf8mb4_bin,
  p_number varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_refusal varchar(32) character set utf8mb4 collate utf8mb4_bin,
  p_now datetime(3)) sql security invoker
begin
  declare v_operator_id, v_member varchar(20) character set utf8mb4 collate utf8mb4_bin;
  declare v_queue_name, v_colleague varchar(64) character set utf8mb4 collate utf8mb4_bin;
  declare v_guidance_url varchar(255) character set utf8mb4 collate utf8mb4_bin;
  declare v_refusal varchar(32) character set utf8mb4 collate utf8mb4_bin default p_refusal;
  declare v_waiting text character set ascii collate ascii_bin;
  declare v_newest, v_leg varchar(64) character set ascii collate ascii_bin;
  declare v_is_signed_in, v_is_in_log tinyint;
  declare v_done tinyint default 0;
  declare older_legs cursor for
    select CallSid from live_leg
    where operator_id = v_operator_id and destination like 'queue:%'
      and (find_in_set(CallSid, v_waiting)
        or (answered_at is not null and CallSid <> p_call_sid and started_at <= p_now));
  declare continue handler for not found set v_done = 1;
  declare exit handler for sqlexception begin rollback; resignal; end;
  set transaction isolation level read committed;
  start transaction;
  -- Locked: of two legs that begin at the same moment, the second must see the first.
  select operator_id into v_operator_id from operator
  where client_name = p_client_name and deleted_at is null and disabled_at is null for update;

  if v_operator_id is null then
    set v_refusal = 'unknown-operator';
  elseif p_queue is not null then
    select queue.queue_name, queue.guidance_url, queue.queue_id into v_queue_name, v_guidance_url, v_member
    from queue join operator_queue own on own.queue_id = queue.queue_id
    where own.operator_id = v_operator_id and queue.queue_id = p_queue;
    if v_member is null then
      set v_refusal = 'not-your-queue';
    else
      -- Null for one who never signed in, and so out.
      select max(ended_at is null and expires_at > p_now) into v_is_signed_in
      from session where operator_id = v_operator_id;
      if v_is_signed_in = 0 then set v_refusal = 'signed-out'; end if;
    end if;
  elseif p_colleague is not null then
    select (
      select client_name from operator
      where operator_id = p_colleague and operator_id <> v_operator_id and deleted_at is null and disabled_at is null) into v_colleague;
    if v_colleague is null then set v_refusal = 'unknown-colleague'; end if;
  end if;

  if v_refusal is null and p_queue is null then
    call call_seen(p_call_sid, if(p_colleague is null, 'outbound', 'colleague'), p_number, 0, p_now, p_now);
  else
    call calls_of_leg_lock(p_call_sid, p_now);
  end if;
  if v_operator_id is not null then
    insert into operator_call (
      CallSid, operator_id, destination, number, refusal, started_at, created_at, updated_at)
    values (p_call_sid, v_operator_id, p_destination, p_number, v_refusal, p_now, p_now, p_now)
    on duplicate key update
      destination = coalesce(destination, values(destination)),
      number = coalesce(number, values(number)),
      refusal = coalesce(refusal, values(refusal)),
      started_at = least(started_at, values(started_at)),
      updated_at = values(updated_at);
  end if;
  -- Whether it is new, only the log can tell: news of the leg may have come before this question.
  if v_refusal is not null then
    select exists (
      select 1 from audit_log
      where operator_id <=> v_operator_id and action = 'call.refused' and at > p_now - interval 1 hour
        and json_unquote(json_extract(after_value, '$.CallSid')) = p_call_sid) into v_is_in_log;
  end if;
  if v_refusal is not null and not v_is_in_log then
    insert into audit_log (at, operator_id, action, subject, after_value)
    values (p_now, v_operator_id, 'call.refused', p_destination, if(v_operator_id is null,
      json_object('reason', v_refusal, 'CallSid', p_call_sid, 'clientName', p_client_name),
      json_object('reason', v_refusal, 'CallSid', p_call_sid)));
  end if;

  if p_queue is null then
    call call_settle(p_call_sid);
  elseif v_refusal is null then
    -- The leg that asks may itself be the older one, where the newer one asked first.
    select CallSid into v_newest from (
      select CallSid, started_at from waiting_leg where operator_id = v_operator_id
      union
      select CallSid, started_at from operator_call where CallSid = p_call_sid) legs
    order by started_at desc, CallSid desc limit 1;
    select group_concat(CallSid) into v_waiting from (
      select CallSid from waiting_leg where operator_id = v_operator_id
      union
      select CallSid from operator_call where CallSid = p_call_sid and answered_at is null and presumed_over) legs
    where CallSid <> v_newest;
    set v_done = 0;
    open older_legs;
    each_leg: loop
      fetch older_legs into v_leg;
      if v_done then leave each_leg; end if;
      call leg_presumed_over(v_leg, p_now);
      -- A row that was not found in there is no end of this list.
      set v_done = 0;
    end loop;
    close older_legs;
  end if;
  commit;
  select v_operator_id as operatorId, v_refusal as refusal, v_queue_name as queueName,
    v_guidance_url as guidanceUrl, v_colleague as colleagueClientName, v_waiting as olderLegs;
end
