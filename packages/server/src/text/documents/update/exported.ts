// The text as it was exported, worked out again from what the seat reads now: what the file claims of
// itself only says where to look (D22). A pure function of the scene.
import type { AsOf } from '@sulh/analysis/history/asof'
import { leadOf, statesOf, treeOf, type TextRecord } from '@sulh/analysis/text/instrument'
import {
  languages,
  walk,
  type Language,
  type PartyName,
  type TextTree,
} from '@sulh/analysis/text/tree'
import { Problem } from '@sulh/contract/problem'
import type { Scene } from '../../scene.ts'
import { draftOf, type DraftNode, type TextDraft } from '../draft.ts'
import { refusedUpdate } from '../refusals.ts'
import { flat } from './counterparts.ts'
import type { Exported } from './edits.ts'
import type { Origin } from './origin.ts'

export type Base = Exported & {
  /** Absent where the file does not say of when it is: it is compared with what is tabled now. */
  readonly as_of: string | undefined
  readonly now: TextTree
  /** Clauses as a document shows them, by id: as exported, and now. */
  readonly clauses: Readonly<Record<'exported' | 'now', ReadonlyMap<string, DraftNode>>>
  /** Slots of the exported text. */
  readonly slots: ReadonlySet<string>
  readonly fact: (id: string, facet: string) => string | null
}
/** Known at any time: what was entered with a wrong clock still counts. */
const ever: AsOf = { at: '9999-12-31T23:59:59.999Z', basis: 'known' }

export function baseOfFile(
  scene: Scene,
  file: {
    readonly draft: TextDraft
    readonly origin: Origin | undefined
    readonly parties: readonly PartyName[]
  },
): Base {
  const { origin, draft, parties } = file
  const { records } = scene
  const instrument_id = scene.instrument.id
  if (origin !== undefined && origin.instrument_id !== instrument_id)
    throw new Problem('wrong-state', refusedUpdate.other_text)
  const plenary = origin?.reach !== 'seat'
  const party = (id: string) => parties.find((one) => one.id === id)
  const now = treeOf(records, { instrument_id, asOf: ever, plenary, party })
  if (now === undefined) throw new Error('A text whose scene was read has no tree.')
  const then = origin === undefined ? records : upTo(records, origin.entries)
  const asOf: AsOf = origin === undefined ? ever : { at: origin.as_of, basis: 'known' }
  const tree = treeOf(then, { instrument_id, asOf, plenary, party })
  // Entries that this seat does not read, or none that ever were: the file says nothing of when it is.
  const known = tree === undefined ? { from: records, asOf: ever } : { from: then, asOf }
  const states = statesOf(known.from, { instrument_id, asOf: known.asOf, plenary })
  const said = origin?.languages ?? spoken(draft)
  const clauses = (of: TextTree): ReadonlyMap<string, DraftNode> =>
    new Map(flat(draftOf(of, said).nodes).map((node) => [node.id ?? '', node]))
  return {
    tree: tree ?? now,
    now,
    clauses: { exported: clauses(tree ?? now), now: clauses(now) },
    slots: new Set(walk((tree ?? now).nodes).flatMap(({ node }) => node.slots.map(({ id }) => id))),
    as_of: tree === undefined ? undefined : origin?.as_of,
    languages: said,
    own_numbers: new Map(
      [...states.values()].flatMap((state) => {
        const number = leadOf(state, 'placement')?.value['number']
        return typeof number === 'string' && number !== '' ? [[state.id, number] as const] : []
      }),
    ),
    fact: (id, facet) => leadOf(states.get(id), facet)?.id ?? null,
  }
}

function upTo(records: readonly TextRecord[], entries: Origin['entries']): readonly TextRecord[] {
  return records.flatMap((record) => {
    const last = entries[record.compartment_id] ?? 0
    const facts = record.facts.filter(({ n }) => n <= last)
    return facts.length === 0 ? [] : [{ ...record, facts }]
  })
}

/** Languages in which the file says anything. */
function spoken(draft: TextDraft): readonly Language[] {
  const nodes = flat(draft.nodes)
  const said = languages.filter((language) =>
    nodes.some(
      ({ heading, wording, slots }) =>
        heading[language] !== undefined ||
        (wording[language] ?? []).some((one) => 'text' in one) ||
        slots.some((slot) => slot.alternatives.some((one) => one.wording[language] !== undefined)),
    ),
  )
  return said.length === 0 ? languages : said
}
