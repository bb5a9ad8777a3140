-- A softphone asks for a queue, a colleague or a number. Answers one row: who asks (null: nobody we know), why not
-- (null: allowed), what the step needs for its words, and all of the operator's legs that wait but the newest.
-- Judged is what is asked now: what has a refusal already, or was put through while MySQL was away, is only written.
-- An operator has one telephone: whoever waits for callers is on no older leg, whatever became of the news of its end.
create procedure softphone_dials(
  p_call_sid varchar(64) character set ascii collate ascii_bin,
  p_client_name varchar(64) character set ascii collate ascii_bin,
  p_claimed varchar(64) character set ascii collate ascii_bin,
  p_session_id varchar(64) character set ascii collate ascii_bin,
  p_destination varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_queue varchar(20) character set utf8mb4 collate utf8mb4_bin,
  p_colleague varchar(20) character set utf8mb4 collate utf8mb4_bin,
  p_number varchar(128) character set utf8mb4 collate utf8mb4_bin,
  p_refusal varchar(32) character set utf8mb4 collate utf8mb4_bin,
  p_put_through tinyint,
  p_now datetime(3)) sql security invoker
begin
  declare v_operator_id, v_member varchar(20) character set utf8mb4 collate utf8mb4_bin;
  declare v_queue_name, v_colleague varchar(64) character set utf8mb4 collate utf8mb4_bin;
  declare v_guidance_url varchar(255) character set utf8mb4 collate utf8mb4_bin;
  declare v_refusal varchar(32) character set utf8mb4 collate utf8mb4_bin default p_refusal;
  declare v_waiting text character set ascii collate ascii_bin;
  declare v_newest, v_leg varchar(64) character set ascii collate ascii_bin;
  declare v_is_signed_in, v_is_in_log, v_is_judged tinyint;
  declare v_live_calls int;
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

  set v_is_judged = v_operator_id is not null and p_refusal is null and coalesce(p_put_through, 0) = 0;
  if v_operator_id is null then
    set v_refusal = 'unknown-operator';
  elseif v_is_judged then
    -- A softphone that says in which session it was opened goes with that one.
    select exists (
      select 1 from session
      where operator_id = v_operator_id and (p_session_id is null or session_id = p_session_id)
        and (ended_at is null or ended_at > p_now) and expires_at > p_now) into v_is_signed_in;
    if not v_is_signed_in then set v_refusal = 'signed-out'; end if;
  end if;

  if v_is_judged and v_refusal is null and p_queue is not null then
    select queue.queue_name, queue.guidance_url, queue.queue_id into v_queue_name, v_guidance_url, v_member
    from queue join operator_queue own on own.queue_id = queue.queue_id
    where own.operator_id = v_operator_id and queue.queue_id = p_queue;
    if v_member is null then set v_refusal = 'not-your-queue'; end if;
  elseif v_is_judged and v_refusal is null then
    if p_colleague is not null then
      select (
        select client_name from operator
        where operator_id = p_colleague and operator_id <> v_operator_id and deleted_at is null and disabled_at is null) into v_colleague;
      if v_colleague is null then set v_refusal = 'unknown-colleague'; end if;
    elseif exists (
      -- The centre was called on it.
      select 1 from statuscallback_data where leg = 'caller' and `To` = p_number and Direction = 'inbound') then
      set v_refusal = 'own-number';
    end if;
    -- No call lasts longer than 4 h, and none rings for two minutes: one that does has lost its end.
    select count(*) into v_live_calls from live_leg
    where operator_id = v_operator_id and parent_call_sid is null and not is_wait and CallSid <> p_call_sid
      and doubtful_at is null and started_at > p_now - interval if(answered_at is null, 2, 245) minute;
    if v_refusal is null and v_live_calls >= 2 then set v_refusal = 'too-many-calls'; end if;
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
    values (p_now, v_operator_id, 'call.refused', p_destination, json_merge_preserve(
      json_object('reason', v_refusal, 'CallSid', p_call_sid),
      if(v_operator_id is null, json_object('clientName', p_client_name), '{}'),
      if(p_claimed is null, '{}', json_object('claimed', p_claimed))));
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
