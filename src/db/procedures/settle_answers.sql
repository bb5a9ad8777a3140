-- Which answer belongs to which visit. The operator's guidance is asked for before the caller is known, so that an answer
-- does not name its visit: of all pairs, those that began nearest to each other come first. A stay that was over by then is
-- none, unless the whole call is over and nothing nearer can come any more.
create procedure settle_answers(
  p_call_sid varchar(64) character set ascii collate ascii_bin, p_now datetime(3)) sql security invoker
begin
  declare v_id bigint unsigned;
  declare v_had, v_visit_id char(26) character set ascii collate ascii_bin;
  declare v_call_ended_at datetime(3);
  declare v_settled, v_taken text character set ascii collate ascii_bin default '';
  declare v_done tinyint default 0;
  declare continue handler for not found set v_done = 1;

  select (select ended_at from statuscallback_data where CallSid = p_call_sid) into v_call_ended_at;
  each_pair: loop
    select answer_id, had, visit_id into v_id, v_had, v_visit_id from (
      select answer.id as answer_id, answer.visit_id as had, visit.visit_id, answer.answered_at, visit.left_at,
        answer.answered_at - interval coalesce(answer.QueueTime, 0) second as answered_entered_at,
        coalesce(visit.entered_told_at, visit.entered_at) as entered_at, visit.entered_late
      from queue_data answer join enqueue_data visit on visit.CallSid = answer.CallSid
      where answer.CallSid = p_call_sid
        and find_in_set(answer.id, v_settled) = 0 and find_in_set(visit.visit_id, v_taken) = 0) pair
    where v_call_ended_at is not null or left_at is null or left_at >= answered_entered_at
    order by
      coalesce(left_at < answered_entered_at, 0),
      -- Of a visit of which only its end is known after a talk, the beginning is no more than a latest moment.
      abs(timestampdiff(microsecond,
        if(entered_late, least(entered_at, answered_entered_at), entered_at), answered_entered_at)),
      answered_at, answer_id, visit_id
    limit 1;
    if v_done then leave each_pair; end if;
    if not (v_visit_id <=> v_had) then
      update queue_data set visit_id = null where visit_id = v_visit_id;
      update queue_data set visit_id = v_visit_id, updated_at = p_now where id = v_id;
    end if;
    set v_settled = concat_ws(',', v_settled, v_id), v_taken = concat_ws(',', v_taken, v_visit_id);
  end loop;

  -- The visit of the others nobody has told of yet: only the operator's side speaks for them.
  update queue_data
  set visit_id = null,
    bridged = coalesce(dial_bridged, 0),
    joined_at = if(dial_bridged = 1, greatest(answered_at, dial_ended_at - interval DialCallDuration second), null),
    ended_at = greatest(answered_at,
      nullif(least(coalesce(dial_ended_at, '9999-12-31'), coalesce(v_call_ended_at, '9999-12-31')), '9999-12-31')),
    ended_by = null
  where CallSid = p_call_sid and find_in_set(id, v_settled) = 0;
end
