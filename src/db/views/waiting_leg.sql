-- Softphones' legs that wait in a queue: nobody is on them but the operator.
create or replace sql security invoker view waiting_leg as
select * from live_leg where answered_at is null and destination like 'queue:%'
