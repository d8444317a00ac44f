// A small negotiation model for tests: the one slot of the small text and one issue beside it, two
// parties, a preference of each on both, in the analysts' circle. Facts are made as a client makes
// them.
import { randomUUID } from 'node:crypto'
import type { InputOf } from '@sulh/contract/endpoint'
import { dealEndpoints, type DealKind } from '@sulh/contract/deal'
import type { NewFact } from '@sulh/contract/process'
import { parse } from 'zod/v4/core'
import type { Database } from '../src/platform/database.ts'
import { type DealDone, recordDeal } from '../src/deal/commands.ts'
import { createRecord } from '../src/process/commands.ts'
import { both, fact, type SeatName } from './factories.ts'
import { makeText, type Place, type TextWorld } from './text_factories.ts'

export type Created = InputOf<typeof dealEndpoints.recordDeal>['create'][number]
export type DealWorld = TextWorld & {
  readonly model: string
  readonly slotIssue: string
  readonly roadIssue: string
  /** Preferences: of A on the slot, of A on the road, of B on each. */
  readonly preferences: readonly string[]
  readonly person: Place
}

export const certain = (likely: number) => ({ low: likely, likely, high: likely })
export const here = (w: TextWorld, path: string, id: string) => ({
  path,
  compartment_id: w.compartment.cellA,
  id,
})

export function describe(
  kind: Created['kind'],
  value: Record<string, unknown>,
  references: NewFact['references'],
  id: string = randomUUID(),
): Created {
  return { id, kind, facts: [fact({ facet: 'description', value, references })] }
}

export function preferenceOf(
  w: Pick<DealWorld, 'compartment' | 'model'>,
  of: {
    readonly party: Place
    readonly issue: string
    readonly scores: Readonly<Record<string, number>>
    readonly weight?: number
    readonly release?: string
    readonly evidence?: readonly Place[]
  },
): Created {
  const mine = (path: string, id: string) => ({ path, compartment_id: w.compartment.cellA, id })
  return describe(
    'preference',
    {
      weight: certain(of.weight ?? 50),
      scores: Object.entries(of.scores).map(([option, s]) => ({ option, score: certain(s) })),
      method: 'weights',
      release: of.release ?? 'open',
    },
    [
      mine('model', w.model),
      { path: 'party', ...of.party },
      mine('issue', of.issue),
      ...(of.evidence ?? []).map((e) => ({ path: 'evidence', ...e })),
    ],
  )
}

export async function record(
  db: Database,
  w: TextWorld,
  given: {
    readonly create?: readonly Created[]
    readonly change?: readonly { readonly id: string; readonly facts: readonly NewFact[] }[]
    readonly seat?: SeatName
    readonly compartment_id?: string
  },
): Promise<DealDone> {
  const { seat = 'analyst', compartment_id = w.compartment.cellA, create, change } = given
  const input = parse(dealEndpoints.recordDeal.input, { compartment_id, create, change })
  return recordDeal(db, w.context(seat), input)
}

export async function makeDeal(db: Database): Promise<DealWorld> {
  const w = await makeText(db)
  const person = {
    id: randomUUID(),
    compartment_id: w.compartment.process,
    kind: 'person' as const,
    facts: [fact({ facet: 'description', value: { name: both('Head of mission') } })],
  }
  await createRecord(db, w.context('mission'), person)
  const [model, slotIssue, roadIssue] = [randomUUID(), randomUUID(), randomUUID()] as string[]
  if (!model || !slotIssue || !roadIssue) throw new Error('Three ids were made.')
  const plenary = w.compartment.plenary
  const world = { ...w, model, slotIssue, roadIssue }
  const preferences = [
    { party: w.partyA, issue: slotIssue, scores: { months: 100, days: 20, none: 0 } },
    { party: w.partyA, issue: roadIssue, scores: { open: 0, shut: 100 } },
    { party: w.partyB, issue: slotIssue, scores: { months: 10, days: 100, none: 0 } },
    { party: w.partyB, issue: roadIssue, scores: { open: 100, shut: 0 } },
  ].map((of) => preferenceOf(world, of))
  await record(db, w, {
    create: [
      describe(
        'deal_model',
        { title: both('The round') },
        [w.partyA, w.partyB].map((party) => ({ path: 'parties', ...party })),
        model,
      ),
      describe(
        'deal_issue',
        {
          title: both('The term'),
          order: 0,
          options: [
            { key: 'months', title: both('three months'), alternative: w.a },
            { key: 'days', title: both('90 days'), alternative: w.b },
            { key: 'none', title: both('no term'), alternative: w.none },
          ],
          on_the_table: 'none',
        },
        [
          here(w, 'model', model),
          { path: 'instrument', compartment_id: plenary, id: w.instrument_id },
          { path: 'slot', compartment_id: plenary, id: w.slot },
        ],
        slotIssue,
      ),
      describe(
        'deal_issue',
        {
          title: both('The road'),
          order: 1,
          options: [
            { key: 'open', title: both('opened') },
            { key: 'shut', title: both('shut') },
          ],
        },
        [here(w, 'model', model)],
        roadIssue,
      ),
      ...preferences,
    ],
  })
  return {
    ...world,
    preferences: preferences.map(({ id }) => id),
    person: { compartment_id: person.compartment_id, id: person.id },
  }
}

/** A package of the small model, recorded. */
export async function makePackage(
  db: Database,
  w: DealWorld,
  options: { readonly term: string; readonly road: string } = { term: 'days', road: 'open' },
): Promise<string> {
  const made = describe(
    'deal_package',
    {
      title: both('A bridge'),
      choices: [
        { issue: w.slotIssue, option: options.term },
        { issue: w.roadIssue, option: options.road },
      ],
      reasons: both('Both gain.'),
    },
    [here(w, 'model', w.model)],
  )
  await record(db, w, { create: [made] })
  return made.id
}

export async function makeClearance(
  db: Database,
  w: DealWorld,
  of: { readonly package_id: string; readonly shown: readonly string[] },
): Promise<string> {
  const made = describe(
    'clearance',
    { reason: both('The round needs it.'), shown: of.shown, may_reveal: [] },
    [here(w, 'package', of.package_id), { path: 'cleared_by', ...w.person }],
  )
  await record(db, w, { create: [made] })
  return made.id
}

export const kindsOf = (done: DealDone): DealKind[] =>
  done.record.records.map((r) => r.kind as DealKind)
