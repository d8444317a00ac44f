// Words of versions, redlines and convergence.
// ICU message format; the other language has the very same keys.
export const versions = {
  disclosed_help:
    'The mission has disclosed this edition. It is made of what was declared before all, and of nothing else.',
  unknown_pair: 'A version of this address is not known as of this day. The latest are shown.',
  title: 'Versions',
  list: 'Frozen versions',
  one: 'Version',
  none: 'No version is frozen as of this day',
  none_help:
    'A version is frozen at the end of a round, so that everyone can see what changed in the next.',
  frozen_at: 'Frozen at',
  revisions: 'Revisions',
  root: 'Root',
  check: 'Check it',
  same_root: 'The same: {count} revisions give this root.',
  other_root: 'Not the same: what this seat reads gives another root over {count} revisions.',
  redline: 'Redline',
  from: 'From',
  to: 'To',
  swap: 'Swap',
  now: 'As of {day}',
  show_all: 'Unchanged clauses too',
  previous: 'Previous change',
  next: 'Next change',
  keys: 'Keys: j and k',
  moved_from: '{name} stood here; it has moved.',
  nothing_changed: 'Nothing changed between these two.',
  sum_added: '{count, plural, one {One clause was added.} other {# clauses were added.}}',
  sum_removed: '{count, plural, one {One clause was removed.} other {# clauses were removed.}}',
  sum_moved: '{count, plural, one {One clause moved.} other {# clauses moved.}}',
  sum_changed: '{count, plural, one {One clause changed.} other {# clauses changed.}}',
  sum_brackets_opened:
    '{count, plural, one {One pair of brackets was opened.} other {# pairs of brackets were opened.}}',
  sum_brackets_closed:
    '{count, plural, one {One pair of brackets was settled.} other {# pairs of brackets were settled.}}',
  sum_alternatives_added:
    '{count, plural, one {One alternative was tabled.} other {# alternatives were tabled.}}',
  sum_alternatives_removed:
    '{count, plural, one {One alternative went.} other {# alternatives went.}}',
  sum_alternatives_changed:
    '{count, plural, one {One alternative changed.} other {# alternatives changed.}}',
  sum_stages:
    '{count, plural, one {One clause has another stage.} other {# clauses have another stage.}}',
  sum_proponents:
    '{count, plural, one {One alternative has other proponents.} other {# alternatives have other proponents.}}',
  sum_positions:
    '{count, plural, one {One declared position changed.} other {# declared positions changed.}}',
  sum_reservations:
    '{count, plural, one {One reservation was entered, lifted or changed.} other {# reservations were entered, lifted or changed.}}',

  convergence: 'Convergence',
  for_mission: 'This reckoning is the mission’s own',
  for_mission_help:
    'It is shown to the mission’s seats. A figure that leaves the room is quoted outside.',
  edition_plenary: 'As declared in plenary',
  edition_mission: 'With what was told and estimated',
  scale: 'From 0, nothing opened, to 1, all agreed',
  method: 'How it is reckoned',
  method_text:
    'A clause counts 1 when agreed, 0.9 agreed ad referendum, 0 when not opened, 0.8 when clean. An open clause counts 0.8 times the mean nearness of its brackets: for each, the share of the parties concerned that accept the alternative most of them accept. Clauses are weighted as the text says. The first edition rests on positions declared in plenary alone; the second adds what was told in caucus and the mission’s estimates.',
  weakest: 'Weakest clause',
  open_slots: 'Open brackets',
  reopened: 'Reopened',
  oldest: 'Oldest open brackets',
  days: '{count, plural, one {# day} other {# days}}',
  times: '{count, plural, one {once} other {# times}}',
  over_time: 'Over the versions',
  chart_label: 'Convergence at each version in two editions',
  table_behind: 'The table behind it',
  bridging: 'Where a bridging text is worth tabling',
  bridging_none:
    'On no open brackets is what the mission knows nearer to agreement than what was declared.',
  bridging_all:
    'On “{title}” all concerned are taken to accept {labels}; in plenary they have not said so.',
  bridging_nearer: 'On “{title}” {labels} lacks only {missing}; as declared, more is missing.',
  bridging_draft: 'That is a draft: it lies outside the plenary and would have to be tabled.',
  slot: 'Brackets',
  distance_plenary: 'Distance as declared',
  distance_mission: 'Distance with told and estimated',
  nearest: 'Nearest alternative',
  missing: 'Lacks the agreement of',
  age: 'Open for',
  closed_reasons: 'Why brackets were settled',
  unstated: 'no reason on record',
  parity: 'Languages',
  parity_complete:
    '{complete, number} of {texts, number} texts stand in both languages, up to date.',
  parity_missing_en: '{count, plural, one {# has no English.} other {# have no English.}}',
  parity_missing_ar: '{count, plural, one {# has no Arabic.} other {# have no Arabic.}}',
  parity_stale_en:
    '{count, plural, one {# English text is behind.} other {# English texts are behind.}}',
  parity_stale_ar:
    '{count, plural, one {# Arabic text is behind.} other {# Arabic texts are behind.}}',
  counts: 'Raw counts, as they are quoted',
  counts_help:
    'They mislead, and nothing here rests on them: a text can close from hundreds of brackets in days, or grow them and fail.',
  count_inline_slots: 'Brackets within sentences',
  count_inline_alternatives: 'Alternatives in them',
  count_option_slots: 'Clauses with options',
  count_options: 'Options',
  count_placeholders: 'Placeholders',
  version: 'Version',
  score: 'Score',
} as const
