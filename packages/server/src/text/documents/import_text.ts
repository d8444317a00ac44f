// Takes a draft over into a text that has no clauses yet: one act, one entry, all of it or nothing.
import { createHash } from 'node:crypto'
import type { InputOf, OutputOf } from '@sulh/contract/endpoint'
import { Problem } from '@sulh/contract/problem'
import type { textDocumentEndpoints } from '@sulh/contract/text_documents'
import type { PartyName } from '@sulh/analysis/text/tree'
import type { CommandContext, Written } from '../../platform/append.ts'
import { writtenIn } from '../../platform/append.ts'
import type { Database, SeatRole } from '../../platform/database.ts'
import { retried } from '../../process/commands.ts'
import { doneBefore, writeMade, type Plan } from '../act.ts'
import { readScene, requireParties, requireTable } from '../scene.ts'
import type { DraftNode, TextDraft } from './draft.ts'
import { partiesOf } from './export_text.ts'
import { importPlan } from './import_plan.ts'
import { refusedDocument } from './refusals.ts'

type Input = InputOf<typeof textDocumentEndpoints.importText>
type Output = OutputOf<typeof textDocumentEndpoints.importText>
const name = 'importText'

/** The parties whose names a reader of a draft knows. Throws not-found as every act on a text. */
export async function importParties(
  db: Database,
  role: SeatRole,
  of: { readonly instrument_id: string; readonly now: string },
): Promise<readonly PartyName[]> {
  return db.asSeat(role, (tx) => partiesOf(tx, of.instrument_id, of.now))
}

export async function importText(
  db: Database,
  context: CommandContext,
  of: { readonly input: Input; readonly draft: TextDraft; readonly bytes: Uint8Array },
): Promise<{ readonly record: Output; readonly wrote: readonly Written[] }> {
  const sha256 = createHash('sha256').update(of.bytes).digest('hex')
  const input = { ...of.input, sha256 }
  return retried(db, context, async (tx) => {
    const earlier = await doneBefore(tx, context, { name, input })
    if (earlier) {
      const kinds = earlier.record.records.map(({ kind }) => kind)
      return { record: countsOf(kinds), wrote: [] }
    }
    const scene = await readScene(tx, {
      instrument_id: input.instrument_id,
      ids: [],
      seat_id: context.seat_id,
      now: context.now,
      own: new Map(),
      whole: true,
    })
    const standing = requireTable(scene, 'draft')
    const { id } = scene.instrument
    if (scene.of('node', { facet: 'description', path: 'instrument', id }).length > 0)
      throw new Problem('wrong-state', refusedDocument.has_clauses)
    const plan = importPlan(scene, input.act_id, of.draft)
    requireParties(standing, proponentsOf(of.draft.nodes))
    const heads = await writeMade(tx, context, { name, input, plan, scene })
    return { record: countsOf(plan.map(({ kind }) => kind)), wrote: writtenIn(heads) }
  })
}

function proponentsOf(nodes: readonly DraftNode[]): readonly string[] {
  return nodes.flatMap(({ slots, children }) => [
    ...slots.flatMap((slot) => slot.alternatives.flatMap(({ proponents }) => proponents)),
    ...proponentsOf(children),
  ])
}

function countsOf(kinds: readonly Plan[number]['kind'][]): Output {
  const count = (kind: string): number => kinds.filter((one) => one === kind).length
  return { nodes: count('node'), slots: count('slot'), alternatives: count('alternative') }
}
