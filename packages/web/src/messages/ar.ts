// All areas of the catalogue in one place; each area is its own file.
import { actors } from './ar/actors.ts'
import { chronology } from './ar/chronology.ts'
import { citizen } from './ar/citizen.ts'
import { dialogue } from './ar/dialogue.ts'
import { deal } from './ar/deal.ts'
import { documents } from './ar/documents.ts'
import { decision } from './ar/decision.ts'
import { forms } from './ar/forms.ts'
import { frame } from './ar/frame.ts'
import { issue } from './ar/issue.ts'
import { ledger } from './ar/ledger.ts'
import { newtext } from './ar/newtext.ts'
import { overview } from './ar/overview.ts'
import { people } from './ar/people.ts'
import { records } from './ar/records.ts'
import { rights } from './ar/rights.ts'
import { room } from './ar/room.ts'
import { round } from './ar/round.ts'
import { text } from './ar/text.ts'
import { track } from './ar/track.ts'
import { update } from './ar/update.ts'
import { versions } from './ar/versions.ts'
import { words } from './ar/words.ts'
import type { en } from './en.ts'
import type { Catalogue } from './same.ts'

export const ar = {
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
} as const satisfies Catalogue<typeof en>
