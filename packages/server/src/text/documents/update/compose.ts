// Acts as one plan: each is planned by its own command on the text as the acts before it left it, and what
// they write is put together, so that the whole is one entry or nothing (D28).
import type { Fact, ProcessRecord } from '@sulh/contract/process'
import { Problem } from '@sulh/contract/problem'
import { textActs } from '@sulh/contract/text'
import { safeParse } from 'zod/v4/core'
import type { CommandContext } from '../../../platform/append.ts'
import { type ActCommon, factIds, factsOfAct } from '../../../process/commands.ts'
import type { Act, Plan, PlannedFact, PlannedRecord } from '../../act.ts'
import { acts } from '../../commands.ts'
import type { Scene } from '../../scene.ts'
import { fitFaults, refusedUpdate } from '../refusals.ts'
import type { Maker, Step } from './standpoint.ts'

export type Common = ActCommon & { readonly instrument_id: string }

export class Composition {
  private scene: Scene
  private readonly common: Common
  private readonly context: CommandContext
  private readonly records = new Map<string, PlannedRecord>()
  private readonly ids: Iterator<string>
  private readonly ours = new Set<string>()

  constructor(scene: Scene, common: Common, context: CommandContext) {
    this.scene = scene
    this.common = common
    this.context = context
    this.ids = factIds(common.act_id)
  }

  isOurs(fact_id: string): boolean {
    return this.ours.has(fact_id)
  }

  /** Plans these acts after those before; throws the Problem with which a command refuses its own. */
  async add(makers: readonly Maker[]): Promise<void> {
    for (const maker of makers) {
      const plan = await this.planned(maker(this.scene))
      this.scene = this.scene.with(plan.map((record) => this.after(record)))
      for (const record of plan) this.records.set(record.id, merged(this.records, record))
    }
  }

  plan(): Plan {
    return [...this.records.values()]
  }

  private async planned({ name, input }: Step): Promise<Plan> {
    const { common, context } = this
    const parsed = safeParse(textActs[name].input, { ...common, ...input })
    if (!parsed.success)
      throw new Problem('invalid-input', refusedUpdate.does_not_fit, fitFaults(parsed.error.issues))
    // The act belongs to the input of its own endpoint, which has just parsed it.
    const act = acts[name] as unknown as Act<typeof parsed.data>
    return act.plan(this.scene, parsed.data, context)
  }

  /** The record as it will stand: with facts that no entry holds yet. */
  private after({ id, kind, compartment_id, facts }: PlannedRecord): ProcessRecord {
    const known = this.scene.get(id)?.record.facts ?? []
    const { common, context, ids } = this
    const made = factsOfAct(facts, { input: common, context, ids }).map((fact): Fact => {
      this.ours.add(fact.id)
      return {
        ...fact,
        of_fact_id: fact.of_fact_id ?? null,
        record_id: id,
        compartment_id,
        n: Number.MAX_SAFE_INTEGER,
        held_from: null,
        held_to: null,
        confirmation: fact.confirmation ?? 'unconfirmed',
        mark: fact.mark ?? 'none',
        recorded_by: context.seat_id,
        recorded_at: context.now,
      }
    })
    return { id, kind, compartment_id, facts: [...known, ...made] }
  }
}

/** A later wording of the same command takes the place of an earlier one: it is one revision. */
function merged(records: ReadonlyMap<string, PlannedRecord>, record: PlannedRecord): PlannedRecord {
  const earlier = records.get(record.id)
  if (earlier === undefined) return record
  const replaced = new Set(record.facts.filter(isWhole).map(({ facet }) => facet))
  const kept = earlier.facts.filter((fact) => !isWhole(fact) || !replaced.has(fact.facet))
  return { ...earlier, facts: [...kept, ...record.facts] }
}

function isWhole({ act, facet }: PlannedFact): boolean {
  return act !== 'withdraw' && facet !== 'description'
}
