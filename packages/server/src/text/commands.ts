// The commands of the text capability, by the names of the contract. Each is one act of its own
// plan; making an instrument is the only one that has nothing to look at yet.
import { freezeCaseVersionsIn } from './case_versions.ts'
import { textActs, type TextActName } from '@sulh/contract/text'
import type { CommandContext } from '../platform/append.ts'
import { writtenIn } from '../platform/append.ts'
import type { Database, Tx } from '../platform/database.ts'
import { retried } from '../process/commands.ts'
import { recordsById } from '../process/queries.ts'
import { type Act, actIn, type ActInput, doneBefore, type Done, runAct, write } from './act.ts'
import * as alternatives from './plan_alternatives.ts'
import * as instrument from './plan_instrument.ts'
import * as nodes from './plan_nodes.ts'
import * as slots from './plan_slots.ts'

export { freezeCaseVersionsIn }

type Acts = { readonly [N in Exclude<TextActName, 'createInstrument'>]: Act<ActInput<N>> }
export const acts: Acts = {
  changeTable: instrument.changeTable,
  changeHead: instrument.changeHead,
  freezeVersion: instrument.freezeVersion,
  insertNode: nodes.insertNode,
  moveNode: nodes.moveNode,
  reviseNode: nodes.reviseNode,
  splitNode: nodes.splitNode,
  mergeNodes: nodes.mergeNodes,
  withdrawNode: nodes.withdrawNode,
  restoreNode: nodes.restoreNode,
  setStage: nodes.setStage,
  openSlot: slots.openSlot,
  closeSlot: slots.closeSlot,
  reopenSlot: slots.reopenSlot,
  recordPosition: slots.recordPosition,
  makeReservation: slots.makeReservation,
  liftReservation: slots.liftReservation,
  proposeAlternative: alternatives.proposeAlternative,
  reviseAlternative: alternatives.reviseAlternative,
  joinProposal: alternatives.joinProposal,
  withdrawAlternative: alternatives.withdrawAlternative,
  tableAlternative: alternatives.tableAlternative,
  mergeAlternatives: alternatives.mergeAlternatives,
  undoMerge: alternatives.undoMerge,
}
export const actNames = Object.keys(textActs) as TextActName[]

export async function createInstrument(
  db: Database,
  context: CommandContext,
  input: ActInput<'createInstrument'>,
): Promise<Done> {
  const name = 'createInstrument'
  return retried(db, context, async (tx) => {
    const earlier = await doneBefore(tx, context, { name, input })
    if (earlier) return earlier
    const plan = instrument.instrumentPlan(input)
    const heads = await write(tx, context, { name, input, plan })
    const records = await recordsById(tx, input.instrument_id)
    return { record: { records }, wrote: writtenIn(heads) }
  })
}

/** Any act but the making of an instrument. */
export async function actOn<N extends keyof Acts>(
  db: Database,
  context: CommandContext,
  of: { readonly name: N; readonly input: ActInput<N> },
): Promise<Done> {
  return runAct(db, context, { act: acts[of.name] as Act<ActInput<N>>, input: of.input })
}

/** The same in a transaction of the caller, who makes several acts one. */
export async function actOnIn<N extends keyof Acts>(
  tx: Tx,
  context: CommandContext,
  of: { readonly name: N; readonly input: ActInput<N> },
): Promise<Done> {
  return actIn(tx, context, { act: acts[of.name] as Act<ActInput<N>>, input: of.input })
}
