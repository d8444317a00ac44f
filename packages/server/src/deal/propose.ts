// A package becomes the mission's bridging proposal (SPEC DR9-DR11): an alternative of the mediator
// in every slot of it that is open, and a record of it among the analysts. Here is the one gate
// through which something computed from estimates leaves their circle.
import type { dealEndpoints } from '@sulh/contract/deal'
import type { InputOf } from '@sulh/contract/endpoint'
import { Problem } from '@sulh/contract/problem'
import { textActs } from '@sulh/contract/text'
import { parse } from 'zod/v4/core'
import type { CommandContext, Written } from '../platform/append.ts'
import type { Database, Tx } from '../platform/database.ts'
import { createRecordIn, derivedUuid, retried } from '../process/commands.ts'
import { recordsById } from '../process/queries.ts'
import { actOnIn } from '../text/commands.ts'
import { chosenWords, type SlotWords } from './chosen_words.ts'
import { type DealDone, missionAlone, recordDealIn } from './commands.ts'
import { dealRecord, mediatorOnly, modelRecords, refOf, type InForce } from './queries.ts'
import { refusals, remedies } from './refusals.ts'

type Input = InputOf<typeof dealEndpoints.proposePackage>

export async function proposePackage(
  db: Database,
  context: CommandContext,
  input: Input,
): Promise<DealDone> {
  return retried(db, context, (tx) => proposeIn(tx, context, input))
}

async function proposeIn(tx: Tx, context: CommandContext, input: Input): Promise<DealDone> {
  const recorded = input.recorded
    ? await recordDealIn(tx, context, { ...input.recorded, change: [] })
    : undefined
  const found = (await recordsById(tx, input.package_id)).find((r) => r.kind === 'deal_package')
  const home = found?.compartment_id ?? ''
  const proposed = await dealRecord(tx, 'deal_package', {
    compartment_id: home,
    id: input.package_id,
  })
  if (!proposed) throw new Problem('not-found', refusals.package)
  await requireMission(tx, input.compartment_id, home)
  const model_id = refOf(proposed.lead, 'model')?.id ?? ''
  const model = await modelRecords(tx, { compartment_id: home, id: model_id })
  const confidences = mediatorOnly(model)
  const before = (await recordsById(tx, input.proposal_id)).length > 0
  const clearance = await clearanceOf(tx, home, input.clearance_id)
  // A repetition is answered as the first time, whatever has changed since (DR11).
  if (!before && confidences.length > 0) requireCleared({ clearance, proposed, confidences })
  const { known_from } = input
  const slots = await chosenWords(tx, { proposed, model, known_from })
  if (slots.length === 0) throw new Problem('wrong-state', refusals.nothing_open)
  const note = await noteOf(tx, { proposed, clearance, confidential: confidences.length > 0 })
  const records = [...(recorded?.record.records ?? [])]
  const wrote: Written[] = [...(recorded?.wrote ?? [])]
  for (const slot of slots) {
    const done = await proposeSlot(tx, context, { input, slot, note, known_from })
    records.push(...done.record.records)
    wrote.push(...done.wrote)
  }
  const fact = proposalFact({
    input,
    home,
    slots,
    confidential: confidences.length > 0,
    known_from,
  })
  const kept = await createRecordIn(
    tx,
    context,
    { id: input.proposal_id, compartment_id: home, kind: 'bridging_proposal', facts: [fact] },
    { kinds: ['bridging_proposal'] },
  )
  return {
    record: { records: [...records, kept.record] },
    wrote: [...wrote, ...kept.wrote],
  }
}

async function requireMission(tx: Tx, compartment_id: string, home: string): Promise<void> {
  const found = await tx
    .selectFrom('sulh.compartment')
    .select('kind')
    .where('id', '=', compartment_id)
    .executeTakeFirst()
  if (!found) throw new Problem('not-found', refusals.compartment)
  const ours = found.kind === 'cell' || found.kind === 'mission'
  if (ours && compartment_id !== home && (await missionAlone(tx, compartment_id))) return
  throw new Problem('not-permitted', refusals.within_mission, [
    { field: 'compartment_id', ...remedies.mission_cell },
  ])
}

async function clearanceOf(
  tx: Tx,
  compartment_id: string,
  id: string | undefined,
): Promise<InForce | undefined> {
  if (id === undefined) return undefined
  const found = await dealRecord(tx, 'clearance', { compartment_id, id })
  if (!found) throw new Problem('not-found', refusals.clearance)
  return found
}

/** The clearance is of this package as it stands, and shows every such estimate as it stands. */
function requireCleared(of: {
  readonly clearance: InForce | undefined
  readonly proposed: InForce
  readonly confidences: readonly InForce[]
}): void {
  const refuse = (name: 'clear_it' | 'clear_this' | 'clear_as_it_is' | 'clear_what_is_shown') =>
    new Problem('not-released', refusals.not_cleared, [
      { field: 'clearance_id', ...remedies[name] },
    ])
  const { clearance, proposed } = of
  if (!clearance) throw refuse('clear_it')
  if (refOf(clearance.lead, 'package')?.id !== proposed.record.id) throw refuse('clear_this')
  if (clearance.lead.n < proposed.lead.n) throw refuse('clear_as_it_is')
  const shown = (clearance.lead.value['shown'] as string[]).toSorted().join(' ')
  const wanted = of.confidences
    .map(({ lead }) => lead.id)
    .toSorted()
    .join(' ')
  if (shown !== wanted) throw refuse('clear_what_is_shown')
}

type Note = { readonly en: string; readonly ar: string }

async function noteOf(
  tx: Tx,
  of: {
    readonly proposed: InForce
    readonly clearance: InForce | undefined
    readonly confidential: boolean
  },
): Promise<Note> {
  const title = of.proposed.lead.value['title'] as Note
  const plain = {
    en: `Part of the bridging package “${title.en}”.`,
    ar: `جزء من الحزمة التوفيقية «${title.ar}».`,
  }
  if (!of.confidential || !of.clearance) return plain
  const person = refOf(of.clearance.lead, 'cleared_by')?.id ?? ''
  const [found] = await recordsById(tx, person)
  const name = found?.facts.findLast((f) => f.facet === 'description')?.value['name'] as
    | Note
    | undefined
  const day = of.clearance.lead.known_from.slice(0, 10)
  return {
    en: `${plain.en} It rests on estimates from what was told to the mediator only; cleared by ${name?.en ?? ''} on ${day}.`,
    ar: `${plain.ar} وهي تستند إلى تقديرات مما قيل للوسيط وحده؛ أجاز تقديمها ${name?.ar ?? ''} في ${day}.`,
  }
}

function proposeSlot(
  tx: Tx,
  context: CommandContext,
  of: {
    readonly input: Input
    readonly slot: SlotWords
    readonly note: Note
    readonly known_from: string
  },
) {
  const { input, slot, note, known_from } = of
  const act = parse(textActs.proposeAlternative.input, {
    instrument_id: slot.instrument_id,
    act_id: derivedUuid(input.act_id, slot.slot_id),
    channel: 'system',
    known_from,
    slot_id: slot.slot_id,
    compartment_id: input.compartment_id,
    alternative: {
      id: alternativeId(input, slot),
      origin: 'mediator',
      no_text: slot.no_text,
      wording: slot.wording,
      proponents: [],
    },
    note,
  })
  return actOnIn(tx, context, { name: 'proposeAlternative', input: act })
}

function alternativeId({ proposal_id }: Input, { slot_id }: SlotWords): string {
  return derivedUuid(proposal_id, slot_id)
}

function proposalFact(of: {
  readonly input: Input
  readonly home: string
  readonly slots: readonly SlotWords[]
  readonly confidential: boolean
  readonly known_from: string
}) {
  const { input, home, slots, confidential, known_from } = of
  return {
    id: input.act_id,
    facet: 'description',
    act: 'state' as const,
    value: { rests_on_mediator_only: confidential, to: input.compartment_id },
    references: [
      { path: 'package', compartment_id: home, id: input.package_id },
      ...(input.clearance_id === undefined
        ? []
        : [{ path: 'clearance', compartment_id: home, id: input.clearance_id }]),
      ...slots.map((slot) => ({
        path: 'alternatives',
        compartment_id: input.compartment_id,
        id: alternativeId(input, slot),
      })),
    ],
    known_from,
    certainty: 'confirmed' as const,
    mark: 'none' as const,
    channel: 'system' as const,
    confirmation: 'unconfirmed' as const,
  }
}
