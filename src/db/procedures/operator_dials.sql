-- As the build before asks: it knows no session of the softphone's own.
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
  call softphone_dials(p_call_sid, p_client_name, null, null, p_destination, p_queue, p_colleague, p_number, p_refusal, 0, p_now);
end
