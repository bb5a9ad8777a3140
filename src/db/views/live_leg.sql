-- Softphones' legs that live. What Twilio ended without our hearing of it is found out by whoever looks: `src/call/lost-ends.ts`.
create or replace sql security invoker view live_leg as
select * from operator_call where ended_at is null
