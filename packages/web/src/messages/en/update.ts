// Words of the screen that takes an edited DOCX back into its text.
import type { UpdateAct } from '@sulh/contract/text_documents'

const acts: Readonly<Record<`act_${UpdateAct}`, string>> = {
  act_clause_inserted: 'New clause',
  act_clause_moved: 'Clause moved',
  act_clause_numbered: 'Clause numbered',
  act_clause_withdrawn: 'Clause withdrawn',
  act_heading_changed: 'Heading changed',
  act_clause_changed: 'Words of a clause changed',
  act_slot_opened: 'Brackets opened',
  act_alternative_proposed: 'Alternative proposed',
  act_alternative_changed: 'Alternative changed',
  act_alternative_withdrawn: 'Alternative withdrawn',
  act_party_joined: 'Party joined a proposal',
  act_party_left: 'Party left a proposal',
}

export const update = {
  ...acts,
  button: 'Give back an edited DOCX',
  title: 'Give back an edited DOCX',
  lead: 'Download the text as DOCX, edit it in a word processor, and give it back here. You see what it amounts to, and nothing is written before you choose.',
  no_file_help:
    'Up to 50 MB. Change words, add a bracket such as [Party: words], add, move or delete a clause. Tracked changes are read as accepted.',
  of_instant: 'The file is of {at}.',
  of_unknown:
    'The file does not say of when it is: it is compared with what is tabled today, and clauses are found by number and likeness.',
  no_acts: 'The file changes nothing in the text.',
  found:
    '{acts, plural, one {The file amounts to # act} other {The file amounts to # acts}}; {mine, plural, =0 {none of them is this seat’s to do} one {# is this seat’s to do} other {# are this seat’s to do}}.',
  already:
    '{acts, plural, one {# more edit stands in the text already.} other {# more edits stand in the text already.}}',
  since:
    '{clauses, plural, one {# clause has changed in the text since the file was exported:} other {# clauses have changed in the text since the file was exported:}}',
  since_changed: 'changed',
  since_inserted: 'new',
  since_withdrawn: 'withdrawn',
  acts: 'What the file amounts to',
  cannot: 'Not from this seat, or not now:',
  in_force: 'The wording in force:',
  needs: 'Stands on another change of the file: choose that one first.',
  behind: 'To the place after: {clause}',
  below: 'To the place below: {clause}',
  first: 'To the beginning of the text',
  new_number: 'New number: {number}',
  with_below: '{clauses, plural, one {with # clause below it} other {with # clauses below it}}',
  apply:
    '{acts, plural, =0 {Choose an act} one {Do the chosen act} other {Do the # chosen acts as one}}',
  doing: 'The acts are being done …',
  done: '{acts, plural, one {# act was done.} other {# acts were done, as one entry.}}',
} as const
