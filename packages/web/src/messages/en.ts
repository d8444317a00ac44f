// All areas of the catalogue in one place; each area is its own file.
import { actors } from './en/actors.ts'
import { chronology } from './en/chronology.ts'
import { citizen } from './en/citizen.ts'
import { dialogue } from './en/dialogue.ts'
import { deal } from './en/deal.ts'
import { documents } from './en/documents.ts'
import { decision } from './en/decision.ts'
import { forms } from './en/forms.ts'
import { frame } from './en/frame.ts'
import { issue } from './en/issue.ts'
import { ledger } from './en/ledger.ts'
import { newtext } from './en/newtext.ts'
import { overview } from './en/overview.ts'
import { people } from './en/people.ts'
import { records } from './en/records.ts'
import { rights } from './en/rights.ts'
import { room } from './en/room.ts'
import { round } from './en/round.ts'
import { text } from './en/text.ts'
import { track } from './en/track.ts'
import { update } from './en/update.ts'
import { versions } from './en/versions.ts'
import { words } from './en/words.ts'

export const en = {
  frame,
  words,
  overview,
  track,
  room,
  round,
  issue,
  actors,
  chronology,
  people,
  records,
  forms,
  ledger,
  text,
  newtext,
  rights,
  documents,
  update,
  versions,
  dialogue,
  citizen,
  deal,
  decision,
} as const
