// The commands of decisions, by the names of the contract. Most are one act with its plan; opening,
// closing and counting a stage also move the ballot box, in transactions of its own roles.
import type { CommandContext } from '../platform/append.ts'
import { writtenIn } from '../platform/append.ts'
import type { Database } from '../platform/database.ts'
import { Problem } from '@sulh/contract/problem'
import { retried, taken } from '../process/commands.ts'
import { recordsById } from '../process/queries.ts'
import {
  doneBefore,
  readDecisionIn,
  runAct,
  sceneIn,
  writeFacts,
  type Act,
  type Done,
} from './decision_act.ts'
import { countStage } from './decision_count.ts'
import { boxStands, makeKeys, putBox } from './decision_box.ts'
import {
  requireNext,
  requireStage,
  requireStanding,
  requireSteward,
} from './decision_conditions.ts'
import * as plans from './decision_plans.ts'
import type { ActInput } from './decision_plans.ts'
import { readDecision } from './decision_reader.ts'

export { castOpenBallot, castSecretBallot, takeVoucher } from './decision_box.ts'
export { readStage } from './decision_reader.ts'
export { countStage } from './decision_count.ts'

const simple = {
  amendTerms: plans.amendTerms,
  acceptTerms: plans.acceptTerms,
  freezeTerms: plans.freezeTerms,
  nominateCandidate: plans.nominateCandidate,
  endorseCandidate: plans.endorseCandidate,
  withdrawEndorsement: plans.withdrawEndorsement,
  enterTally: plans.enterTally,
  certifyDecision: plans.certifyDecision,
  recordAdoption: plans.recordAdoption,
} as const
export type SimpleAct = keyof typeof simple
export const simpleActs = Object.keys(simple) as SimpleAct[]

/** Any act that is facts alone. */
export async function decisionAct<N extends SimpleAct>(
  db: Database,
  context: CommandContext,
  of: { readonly name: N; readonly input: ActInput<N> },
): Promise<Done> {
  const plan = simple[of.name] as unknown as Act<ActInput<N>>['plan']
  return runAct(db, context, { act: { name: of.name, plan }, input: of.input })
}

export async function proposeDecision(
  db: Database,
  context: CommandContext,
  input: ActInput<'proposeDecision'>,
): Promise<Done> {
  const name = 'proposeDecision'
  return retried(db, context, async (tx) => {
    const earlier = await doneBefore(tx, context, { name, input })
    if (earlier) return earlier
    const planned = plans.proposal(input)
    if ((await recordsById(tx, input.decision_id)).length > 0) throw taken()
    const { decision_id: id, compartment_id } = input
    const record = { id, compartment_id, facts: [] }
    const heads = await writeFacts(tx, context, { name, input, record, planned, made: true })
    return { record: { record: await readDecisionIn(tx, id) }, wrote: writtenIn(heads) }
  })
}

/** D6: the opening with its public keys goes into the ledger, then the box is put up. */
export async function openStage(
  db: Database,
  context: CommandContext,
  input: ActInput<'openStage'>,
  /** A test gives its own, so that two runs are comparable. */
  newKeys: typeof makeKeys = makeKeys,
): Promise<Done> {
  const before = await retried(db, context, (tx) => sceneIn(tx, context, input.decision_id))
  const own = before.course.stages.find((s) => s.stage.id === input.stage)
  if (own?.form === 'paper')
    throw new Problem('wrong-state', {
      en: 'This stage is voted on paper: enter what the count came to.',
      ar: 'يُصوَّت في هذه المرحلة على الورق: أدخل نتيجة الفرز.',
    })
  const { compartment_id, id: decision_id } = before.record
  const boxed = await boxStands(db, { compartment_id, decision_id, stage: input.stage })
  const keys = own ? await newKeys(before.course, own) : []
  const seed = Buffer.from(context.salt()).toString('hex')
  const act: Act<ActInput<'openStage'>> = {
    name: 'openStage',
    plan(scene, { stage }) {
      requireSteward(scene)
      // Where the box was lost between the two steps, the stage is opened again.
      const status = scene.course.next?.status === 'open' && !boxed ? 'open' : 'waiting'
      const { stage: rules } = requireStage(scene, stage, status)
      requireNext(scene, stage)
      requireStanding(scene, rules)
      if (rules.opens !== undefined && Date.parse(context.now) < Date.parse(rules.opens))
        throw new Problem('wrong-state', {
          en: `Stage ${stage} opens at ${rules.opens}.`,
          ar: `تُفتح المرحلة ${stage} في ${rules.opens}.`,
        })
      const value = {
        stage,
        at: context.now,
        keys: keys.map(({ college, n }) => ({ college, n })),
        seed,
      }
      return [{ facet: 'opening', value }]
    },
  }
  const done = await runAct(db, context, { act, input })
  if (done.wrote.length > 0)
    await putBox(db, { record: done.record.record, stage: input.stage, keys })
  return done
}

/** D10: the close is in the ledger before a ballot is read; asked again it counts what is left. */
export async function closeStage(
  db: Database,
  context: CommandContext,
  input: ActInput<'closeStage'>,
): Promise<Done> {
  const before = await retried(db, context, (tx) => sceneIn(tx, context, input.decision_id))
  requireSteward(before)
  const own = before.course.stages.find((s) => s.stage.id === input.stage)
  const act: Act<ActInput<'closeStage'>> = {
    name: 'closeStage',
    plan(scene, { stage }) {
      requireSteward(scene)
      requireStage(scene, stage, 'open')
      return [{ facet: 'closing', value: { stage, at: context.now } }]
    },
  }
  const closed =
    own?.status === 'closed'
      ? { record: { record: before.record }, wrote: [] }
      : await runAct(db, context, { act, input })
  const { record } = closed.record
  const { wrote } = await countStage(db, context, { record, stage: input.stage })
  const counted = await readDecision(db, context, input.decision_id)
  return { record: { record: counted }, wrote: [...closed.wrote, ...wrote] }
}
