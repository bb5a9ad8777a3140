-- The row of a call, made by whoever hears of the call first, and locked by everybody who writes about it: what is
-- written about one call is written one after the other, so that each sees what the others wrote.
create procedure call_seen(
  p_call_sid varchar(64) character set ascii collate ascii_bin,
  p_direction varchar(16) character set ascii collate ascii_bin,
  p_number varchar(16) character set ascii collate ascii_bin,
  p_withheld tinyint,
  p_began_at datetime(3),
  p_now datetime(3)) sql security invoker
begin
  insert into call_data (CallSid, direction, number, withheld, began_at, created_at, updated_at)
  values (p_call_sid, p_direction, p_number, coalesce(p_withheld, 0), p_began_at, p_now, p_now)
  on duplicate key update
    number = coalesce(number, values(number)),
    withheld = if(number is null, greatest(withheld, values(withheld)), 0),
    began_at = least(began_at, values(began_at)),
    updated_at = values(updated_at);
end
