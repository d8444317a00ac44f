// Every limit of the system in one place, with its unit in its name. A limit that a person can
// meet has a problem code in problem.ts; a limit that only a program can meet refuses the request.

export const limits = {
  request_body_bytes: 1_048_576,
  json_depth_levels: 32,
  short_text_characters: 300,
  long_text_characters: 20_000,
  list_page_records: 500,
  references_per_fact_count: 64,
  facts_per_command_count: 64,
  inline_parts_per_node_count: 200,
  alternatives_per_slot_count: 24,
  instrument_page_records: 2_000,
  live_streams_per_process_count: 10_000,
  live_heartbeat_ms: 20_000,
  dispatcher_poll_ms: 100,
  checkpoint_interval_minutes: 60,
  seat_pool_connections_count: 3,
  seat_pools_open_count: 24,
  seat_pool_idle_ms: 30_000,
  statement_timeout_ms: 15_000,
} as const
