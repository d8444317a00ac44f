// The deal room in the two-run test: a negotiation model of the analysts that stands in every run,
// estimates beside it that differ with the hidden acts, and one package that is cleared and proposed
// with the same words in both. What the rest of the mission sees must not tell what it rests on.
import type { InputOf } from '@sulh/contract/endpoint'
import { dealEndpoints } from '@sulh/contract/deal'
import { parse } from 'zod/v4/core'
import { recordDeal } from '../../src/deal/commands.ts'
import { proposePackage } from '../../src/deal/propose.ts'
import { mediatorOnly, modelRecords } from '../../src/deal/queries.ts'
import type { Database } from '../../src/platform/database.ts'
import { createRecord } from '../../src/process/commands.ts'
import { fact } from '../factories.ts'
import type { Act, Tell } from './history.ts'
import { instrument_id } from './text_history.ts'
import { compartmentId, contextOf, idOf, roleOf, type Place } from './world.ts'

type Created = InputOf<typeof dealEndpoints.recordDeal>['create'][number]
const both = (text: string) => ({ en: text, ar: text })
const at = (path: string, place: Place, name: string) => ({
  path,
  compartment_id: compartmentId(place),
  id: idOf(name),
})
const model = at('model', 'analysts', 'deal model')
const known_from = '2020-10-19T00:00:00.000Z'

function describe(
  name: string,
  kind: Created['kind'],
  of: { readonly value: Record<string, unknown>; readonly references: ReturnType<typeof at>[] },
): Created {
  const described = fact({ ...of, facet: 'description', known_from })
  return { id: idOf(name), kind, facts: [{ ...described, id: idOf(`fact of ${name}`) }] }
}

async function record(
  db: Database,
  tell: Tell,
  of: { readonly name: string; readonly minute: number; readonly create: readonly Created[] },
): Promise<void> {
  const compartment_id = compartmentId('analysts')
  const input = parse(dealEndpoints.recordDeal.input, { compartment_id, create: of.create })
  tell((await recordDeal(db, contextOf('analyst', of.name, of.minute), input)).wrote)
}

/** In every run, once the text and what was told in the caucuses are there. */
export async function openDeal(db: Database, tell: Tell): Promise<void> {
  const named = fact({ facet: 'description', value: { name: both('Head of mission') } })
  const person = await createRecord(db, contextOf('mission', 'who clears', 3), {
    id: idOf('who clears'),
    compartment_id: compartmentId('process'),
    kind: 'person',
    facts: [{ ...named, id: idOf('fact of who clears') }],
  })
  tell(person.wrote)
  const option = { key: 'first', title: both('first'), alternative: idOf('first alternative') }
  await record(db, tell, {
    name: 'deal',
    minute: 4,
    create: [
      describe('deal model', 'deal_model', {
        value: { title: both('A model') },
        references: [at('parties', 'process', 'party a'), at('parties', 'process', 'party b')],
      }),
      describe('deal issue', 'deal_issue', {
        value: { title: both('A slot'), order: 0, options: [option] },
        references: [
          model,
          { ...at('instrument', 'plenary', ''), id: instrument_id },
          at('slot', 'plenary', 'text slot'),
        ],
      }),
      estimateOf('told', 50, 'mediator_only'),
      describe('deal package', 'deal_package', {
        value: {
          title: both('A bridge'),
          choices: [{ issue: idOf('deal issue'), option: 'first' }],
          reasons: both('Both gain.'),
        },
        references: [model],
      }),
    ],
  })
}

function estimateOf(name: string, likely: number, release: string): Created {
  const sure = { low: likely, likely, high: likely }
  return describe(`estimate ${name}`, 'preference', {
    value: {
      weight: sure,
      scores: [{ option: 'first', score: sure }],
      method: 'weights',
      release,
    },
    references: [
      model,
      at('party', 'process', 'party a'),
      at('issue', 'analysts', 'deal issue'),
      at('evidence', 'caucus_a', 'record source caucus_a'),
    ],
  })
}

/** Beside an act among the analysts: an estimate more. */
export async function estimate(db: Database, tell: Tell, act: Act): Promise<void> {
  if (act.place !== 'analysts') return
  const create = [estimateOf(act.name, act.minute % 101, 'mediator_only')]
  await record(db, tell, { name: `estimate ${act.name}`, minute: act.minute, create })
}

/** In both runs at the end: cleared with whatever stands there, and proposed in the cell. */
export async function proposeDeal(db: Database, tell: Tell): Promise<void> {
  const { compartment_id, id } = model
  const records = await db.asSeat(roleOf(db, 'analyst'), (tx) =>
    modelRecords(tx, { compartment_id, id }),
  )
  const shown = mediatorOnly(records).map(({ lead }) => lead.id)
  const cleared = describe('deal clearance', 'clearance', {
    value: { reason: both('The round needs it.'), shown, may_reveal: [] },
    references: [
      at('package', 'analysts', 'deal package'),
      at('cleared_by', 'process', 'who clears'),
    ],
  })
  await record(db, tell, { name: 'clear', minute: 6200, create: [cleared] })
  const input = parse(dealEndpoints.proposePackage.input, {
    package_id: idOf('deal package'),
    compartment_id: compartmentId('cell'),
    proposal_id: idOf('deal proposal'),
    act_id: idOf('act of deal proposal'),
    clearance_id: idOf('deal clearance'),
    known_from: '2020-10-23T09:00:00.000Z',
  })
  tell((await proposePackage(db, contextOf('analyst', 'propose', 6300), input)).wrote)
}
