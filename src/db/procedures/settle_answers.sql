-- Which answer belongs to which visit. The operator's guidance is asked for before the caller is known, so that an answer
-- does not name its visit: it is the one, of those that no earlier answer has, which began nearest to when the answered
-- stay began. A stay that was over by then is none, unless the whole call is over and nothing nearer can come any more.
create procedure settle_answers(
  p_call_sid varchar(64) character set ascii collate ascii_bin, p_now datetime(3)) sql security invoker
begin
  declare v_id bigint unsigned;
  declare v_had, v_visit_id char(26) character set ascii collate ascii_bin;
  declare v_entered_at, v_call_ended_at datetime(3);
  declare v_taken text character set ascii collate ascii_bin default '';
  declare v_done tinyint default 0;
  declare answers cursor for
    select id, visit_id, answered_at - interval coalesce(QueueTime, 0) second
    from queue_data where CallSid = p_call_sid order by answered_at, id;
  declare continue handler for not found set v_done = 1;

  select (select ended_at from statuscallback_data where CallSid = p_call_sid) into v_call_ended_at;
  open answers;
  each_answer: loop
    fetch answers into v_id, v_had, v_entered_at;
    if v_done then leave each_answer; end if;
    select (
      select visit_id from enqueue_data
      where CallSid = p_call_sid and find_in_set(visit_id, v_taken) = 0
        and (v_call_ended_at is not null or left_at is null or left_at >= v_entered_at)
      order by
        coalesce(left_at < v_entered_at, 0),
        -- Of a visit of which only its end is known after a talk, the beginning is no more than a latest moment.
        abs(timestampdiff(microsecond, if(entered_late, least(entered_at, v_entered_at), entered_at), v_entered_at)),
        visit_id
      limit 1) into v_visit_id;
    if not (v_visit_id <=> v_had) then
      update queue_data set visit_id = null where visit_id = v_visit_id;
      update queue_data set visit_id = v_visit_id, updated_at = p_now where id = v_id;
    end if;
    if v_visit_id is not null then
      set v_taken = concat_ws(',', v_taken, v_visit_id);
    else
      -- Its visit nobody has told of yet: only the operator's side speaks for it.
      update queue_data
      set bridged = coalesce(dial_bridged, 0),
        joined_at = if(dial_bridged = 1, greatest(answered_at, dial_ended_at - interval DialCallDuration second), null),
        ended_at = greatest(answered_at,
          nullif(least(coalesce(dial_ended_at, '9999-12-31'), coalesce(v_call_ended_at, '9999-12-31')), '9999-12-31')),
        ended_by = null
      where id = v_id;
    end if;
  end loop;
  close answers;
end
