-- Callers who wait in a queue, and whom no operator has taken yet.
create or replace sql security invoker view waiting_visit as
select * from enqueue_data where left_at is null and connecting_at is null
