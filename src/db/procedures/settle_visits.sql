-- How each of a caller's visits went, when it began and ended, and what its answer came to.
create procedure settle_visits(p_call_sid varchar(64) character set ascii collate ascii_bin) sql security invoker
begin
  declare v_visit_id, v_previous_visit_id char(26) character set ascii collate ascii_bin;
  declare v_word varchar(64) character set utf8mb4 collate utf8mb4_bin;
  declare v_call_status varchar(32) character set utf8mb4 collate utf8mb4_bin;
  declare v_closed_by varchar(32) character set ascii collate ascii_bin;
  declare v_cause, v_result, v_stage, v_left_for, v_ended_by varchar(16) character set ascii collate ascii_bin;
  declare v_queue_time, v_dial_call_duration int;
  declare v_entered_at, v_left_at, v_answered_at, v_dial_ended_at, v_leg_ended_at datetime(3);
  declare v_call_ended_at, v_next_entered_at, v_joined_at, v_ended_at, v_waiting_since, v_waited_until datetime(3);
  declare v_answer_id bigint unsigned;
  declare v_operator_id varchar(20) character set utf8mb4 collate utf8mb4_bin;
  declare v_entered_late, v_dial_bridged, v_is_joined, v_is_answered, v_done tinyint default 0;
  declare visits cursor for
    select visit.visit_id, visit.previous_visit_id, visit.QueueResult, visit.CallStatus, visit.closed_by, visit.QueueTime,
      coalesce(visit.cause, if(visit.previous_visit_id is null, 'entry', 'return')),
      -- Both sides tell when the stay began, and either may have come late. More than Twilio's own patience apart, they
      -- speak of two stays, of which one has not been told of yet.
      if(answer.id is not null and (visit.entered_late
          or answer.answered_at - interval coalesce(answer.QueueTime, 0) second
            between coalesce(visit.entered_told_at, visit.entered_at) - interval 16 second
              and coalesce(visit.entered_told_at, visit.entered_at)),
        answer.answered_at - interval coalesce(answer.QueueTime, 0) second,
        coalesce(visit.entered_told_at, visit.entered_at)),
      visit.entered_late, visit.left_at,
      (select min(later.entered_at) from enqueue_data later
        where later.CallSid = p_call_sid and later.previous_visit_id = visit.visit_id
          and coalesce(later.cause, 'return') = 'return'),
      answer.id, answer.operator_id, answer.answered_at, answer.dial_bridged, answer.dial_ended_at, answer.DialCallDuration, leg.ended_at
    from enqueue_data visit
    left join queue_data answer on answer.visit_id = visit.visit_id
    left join operator_call leg on leg.CallSid = answer.DequeingCallSid
    where visit.CallSid = p_call_sid
    order by coalesce(visit.entered_told_at, visit.entered_at), visit.visit_id;
  declare continue handler for not found set v_done = 1;

  select (select ended_at from statuscallback_data where CallSid = p_call_sid) into v_call_ended_at;
  open visits;
  each_visit: loop
    fetch visits into v_visit_id, v_previous_visit_id, v_word, v_call_status, v_closed_by, v_queue_time, v_cause,
      v_entered_at, v_entered_late, v_left_at, v_next_entered_at, v_answer_id, v_operator_id, v_answered_at,
      v_dial_bridged, v_dial_ended_at, v_dial_call_duration, v_leg_ended_at;
    if v_done then leave each_visit; end if;

    -- Its end. Without a word of Twilio's, it ended with the call, or when the caller was put in line again.
    if v_closed_by is null or v_closed_by in ('call-status', 'return') then
      set v_left_at = greatest(v_entered_at, coalesce(v_next_entered_at, v_call_ended_at, v_left_at));
      set v_closed_by = if(v_left_at is null, null, if(v_next_entered_at is null, 'call-status', 'return'));
    elseif v_left_at > v_call_ended_at + interval 1 second then
      -- Told late. Twilio's own time of the call's end is one of whole seconds.
      set v_left_at = greatest(v_entered_at, v_call_ended_at);
    end if;

    -- Joined: by Twilio's word about the caller, or by what the operator's dial was told, where no word denies it.
    set v_is_joined = coalesce(v_word in ('bridged', 'redirected-from-bridged'), 0)
      or (coalesce(v_dial_bridged, 0) = 1 and coalesce(v_word, '') not in
        ('hangup', 'leave', 'redirected', 'bridging-in-process', 'queue-full', 'error', 'system-error'));
    -- An answer that the call outlived by more than any guidance takes, and of which nobody said that it failed.
    set v_is_answered = v_is_joined
      or (v_answer_id is not null and v_word is null and v_closed_by = 'call-status' and coalesce(v_dial_bridged, 1) = 1
        and v_left_at >= v_answered_at + interval 6 second);
    set v_joined_at = if(v_is_joined and v_answer_id is not null,
      greatest(v_answered_at, v_dial_ended_at - interval v_dial_call_duration second), null);
    set v_ended_at = nullif(least(
      coalesce(v_leg_ended_at, '9999-12-31'), coalesce(v_dial_ended_at, '9999-12-31'), coalesce(v_left_at, '9999-12-31')),
      '9999-12-31');
    set v_ended_by = if(not v_is_joined or v_word is null, null,
      case v_call_status when 'completed' then 'caller' when 'in-progress' then 'operator' end);

    -- The verdict: the first that fits.
    set v_stage = null, v_left_for = null;
    if v_is_answered then
      set v_result = 'answered';
    elseif v_left_at is null then
      set v_result = 'open', v_stage = if(v_answer_id is not null and coalesce(v_dial_bridged, 1) = 1, 'connecting', 'waiting');
    elseif v_word = 'queue-full' or v_closed_by = 'rule' then
      set v_result = 'refused';
    elseif v_next_entered_at is not null then
      set v_result = 'returned';
    elseif v_word in ('leave', 'redirected') then
      set v_result = 'left', v_left_for = 'other';
    elseif v_answer_id is not null and v_word is not null then
      set v_result = 'abandoned', v_stage = 'connecting';
    elseif v_word = 'hangup'
      or (v_word in ('error', 'system-error', 'bridging-in-process') and v_call_status = 'completed') then
      set v_result = 'abandoned', v_stage = 'waiting';
    elseif v_word is not null then
      set v_result = 'error';
    else
      set v_result = 'unknown';
    end if;

    -- Whoever was put back unanswered goes on waiting from where they began.
    select coalesce(if(v_cause = 'return', (
      select waiting_since from enqueue_data where visit_id = v_previous_visit_id and result <> 'answered'), null), v_entered_at)
    into v_waiting_since;
    set v_waited_until = case
      when v_result = 'answered' then coalesce(v_joined_at, v_answered_at, v_entered_at + interval v_queue_time second)
      when v_result = 'open' then if(v_stage = 'connecting', v_answered_at, null)
      else v_left_at end;

    update enqueue_data
    set entered_at = v_entered_at, left_at = v_left_at, closed_by = v_closed_by, cause = v_cause,
      connecting_at = v_answered_at,
      operator_id = v_operator_id,
      result = v_result, stage = v_stage, left_for = v_left_for, waiting_since = v_waiting_since,
      waited_ms = greatest(0, timestampdiff(microsecond, v_waiting_since, v_waited_until) div 1000)
    where visit_id = v_visit_id;
    update queue_data
    set bridged = v_is_joined, joined_at = v_joined_at, ended_at = greatest(answered_at, v_ended_at), ended_by = v_ended_by
    where id = v_answer_id;
  end loop;
  close visits;
end
