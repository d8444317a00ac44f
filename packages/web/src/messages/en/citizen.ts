// Words of citizens: their page, and the secretariat's links for them.

export const citizen = {
  title: 'A dialogue of citizens',
  kicker: 'A dialogue of citizens',
  of_bloc: 'A dialogue of citizens · {bloc}',
  closed: 'This dialogue is closed. What was published stays here.',
  promise:
    'Nobody at the mission or among the parties can read how you vote, and nobody knows your name. Your votes are kept in this browser; only figures of five people and more are published.',
  submit_help:
    'The secretariat reads it, without knowing who wrote it, before anybody votes on it. One idea, in one language or both.',

  tab: 'Citizens',
  place_help:
    'Everybody reads the statements and what is published. Citizens can be given links to vote here.',
  make: 'Make links',
  make_help:
    'Each link lets one citizen vote and submit statements, and opens nothing else. The links are made in this browser and are shown once: the server keeps only a hash of each, and cannot give them out again.',
  label: 'Name of the batch',
  label_help: 'For you: to whom these links go.',
  label_missing: 'Write a name, so that you find the batch again.',
  count: 'Links',
  count_wrong: 'Write a number from 1 to {most}.',
  bloc: 'Bloc',
  no_bloc: 'none',
  place: 'Where the batch lies',
  place_of_links: 'What these citizens submit waits there too.',
  make_act: 'Make the links',
  batches: 'Batches of links',
  no_batches: 'No link has been made yet.',
  revoked: 'Revoked',
  made_at: 'Made',
  revoke: 'Revoke',
  revoke_open: 'Revoke links',
  revoke_title: 'Revoke links of “{label}”',
  revoke_help:
    'A revoked link opens nothing from now on. Votes that were cast with it stay, because taking away one person’s votes would tell them.',
  numbers: 'Numbers of the links',
  numbers_help: 'Like 3, 7-12. This batch has links 1 to {count}.',
  numbers_wrong: 'Write numbers from 1 to {count}, like 3, 7-12.',
  revoke_these: 'Revoke these',
  revoke_all: 'Revoke all {count} that are left',
  new_links: 'New links: {label}',
  shown_once:
    'These links are shown this once. Save or print them now; whoever holds a link can vote with it, so hand each to one person and delete the file afterwards.',
  save: 'Save as a file',
  print: 'Print slips',
  done: 'I have them',
} as const
