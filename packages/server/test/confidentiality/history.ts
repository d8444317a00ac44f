// Random histories for the two-run test. A history is a list of acts; an act does what it does by
// its own name alone, so that leaving out or adding others changes nothing in it. Acts in
// compartments that the watching seat reads are the same in both runs; all others may differ.
import fc from 'fast-check'
import type { Database } from '../../src/platform/database.ts'
import type { Written } from '../../src/platform/append.ts'
import { stateStanding, unlessRefused } from './standing_history.ts'
import { estimate, openDeal, proposeDeal } from './deal_history.ts'
import { openPlenaryRoom, typeInRoom, typeLast, type TellRoom } from './room_history.ts'
import { openDecision, voteInSecret } from './decision_history.ts'
import { actOnText, openText, tableText } from './text_history.ts'
import { createRecord, discloseRecord, recordFacts } from '../../src/process/commands.ts'
import {
  compartmentId,
  contextOf,
  idOf,
  mayRead,
  places,
  writersOf,
  type Place,
  type SeatName,
} from './world.ts'

export type Act = {
  readonly name: string
  readonly place: Place
  readonly by: number
  readonly minute: number
  /** Facts beside the first: corrections, other accounts, withdrawals. */
  readonly more: readonly ('correct' | 'differ' | 'withdraw' | 'confirm')[]
  /** Refers to the record of the source that stands in every run. */
  readonly refers: boolean
  readonly text: string
}

/** Acts that the watcher sees, acts hidden from it in each run, and the orders to mix them in. */
export type TwoHistories = {
  readonly seen: readonly Act[]
  readonly hidden: readonly [readonly Act[], readonly Act[]]
  readonly mix: readonly [readonly boolean[], readonly boolean[]]
}

const more = fc.array(fc.constantFrom('correct', 'differ', 'withdraw', 'confirm'), { maxLength: 3 })

function acts(prefix: string, where: readonly Place[], maxLength: number) {
  const one = fc.record({
    place: fc.constantFrom(...where),
    by: fc.nat(9),
    minute: fc.integer({ min: 1, max: 5000 }),
    more,
    refers: fc.boolean(),
    text: fc.string({
      unit: fc.constantFrom('a', 'ب', 'c', ' ', 'ت'),
      minLength: 1,
      maxLength: 12,
    }),
  })
  return fc
    .array(one, { maxLength })
    .map((list) => list.map((a, i): Act => ({ ...a, text: `x${a.text}`, name: `${prefix} ${i}` })))
}

export function twoHistories(watcher: SeatName): fc.Arbitrary<TwoHistories> {
  const open = places.filter((p) => mayRead(watcher, p))
  const closed = places.filter((p) => !mayRead(watcher, p))
  const order = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 })
  return fc.record({
    seen: acts('seen', open, 4),
    hidden: fc.tuple(acts('hidden one', closed, 4), acts('hidden two', closed, 4)),
    mix: fc.tuple(order, order),
  })
}

/** A source in the process's reference data, which stands in every run. */
const cited = idOf('record cited')

/** What the mission was told in each caucus before either run began, and discloses in both. */
const sources = ['caucus_a', 'caucus_b'] as const

export type Tell = (wrote: readonly Written[]) => void

/**
 * Plays one of the two histories; `tell` hears what each command committed, as the streams do. Ends
 * with an act in public, which every seat hears last, and answers its entry.
 */
export async function play(
  db: Database,
  histories: TwoHistories,
  run: 0 | 1,
  tell: Tell,
  room: { readonly tell: TellRoom; readonly opened: () => Promise<void> },
): Promise<Written> {
  const cite = await createRecord(db, contextOf('mission', 'cited', 0), {
    id: cited,
    compartment_id: compartmentId('process'),
    kind: 'source',
    facts: [
      {
        ...eventFact(idOf('fact cited'), 'cited'),
        facet: 'description',
        value: { code: 'C1', title: 'A source that both sides know' },
      },
    ],
  })
  tell(cite.wrote)
  await openText(db, tell)
  await openDecision(db, tell)
  await openPlenaryRoom(db)
  await room.opened()
  const perform = (act: Act) => performed(db, { tell, room: room.tell }, act)
  for (const place of sources) {
    await perform({
      name: `source ${place}`,
      place,
      by: 0,
      minute: 0,
      more: [],
      refers: false,
      text: 'told',
    })
  }
  await openDeal(db, tell)
  const seen = [...histories.seen]
  const hidden = [...histories.hidden[run]]
  for (const first of histories.mix[run]) {
    const act = first ? (seen.shift() ?? hidden.shift()) : (hidden.shift() ?? seen.shift())
    if (act) await unlessRefused(() => perform(act))
  }
  for (const act of [...seen, ...hidden]) await unlessRefused(() => perform(act))
  await unlessRefused(() => voteInSecret(db, histories.hidden[run].length))
  await unlessRefused(() => tableText(db, tell, histories.hidden[run].length))
  await proposeDeal(db, tell)
  for (const place of sources) {
    const { wrote } = await discloseRecord(db, contextOf('mission', `disclose ${place}`, 6000), {
      id: idOf(`record source ${place}`),
      copy_id: idOf(`copy of ${place}`),
      compartment_id: compartmentId('plenary'),
      attribution: 'mediator',
      known_from: '2020-10-23T00:00:00.000Z',
    })
    tell(wrote)
  }
  await typeLast(db, room.tell)
  const { wrote } = await createRecord(db, contextOf('mission', 'last', 6500), {
    id: idOf('record last'),
    compartment_id: compartmentId('public'),
    kind: 'event',
    facts: [eventFact(idOf('fact last'), 'last')],
  })
  tell(wrote)
  const [last] = wrote
  if (!last) throw new Error('The last act was not written.')
  return last
}

/** To the process's source, from wherever it may be cited. */
function referencesOf(act: Act) {
  if (!act.refers || act.place === 'public') return []
  return [{ path: 'source', compartment_id: compartmentId('process'), id: cited }]
}

type Tells = { readonly tell: Tell; readonly room: TellRoom }

async function performed(db: Database, tells: Tells, act: Act): Promise<void> {
  const { tell } = tells
  const writers = writersOf(act.place)
  const seat = writers[act.by % writers.length] as SeatName
  const context = contextOf(seat, act.name, act.minute)
  const id = idOf(`record ${act.name}`)
  const first = idOf(`fact ${act.name}`)
  const made = await createRecord(db, context, {
    id,
    compartment_id: compartmentId(act.place),
    kind: 'event',
    facts: [{ ...eventFact(first, act.text), references: referencesOf(act) }],
  })
  tell(made.wrote)
  for (const [i, kind] of act.more.entries()) {
    const step = contextOf(seat, `${act.name} more ${i}`, act.minute)
    const shared = eventFact(idOf(`fact ${act.name} ${i}`), `${act.text} ${i}`)
    const { wrote } = await recordFacts(db, step, {
      id,
      facts: [
        {
          ...shared,
          act: kind,
          of_fact_id: first,
          value: kind === 'withdraw' || kind === 'confirm' ? {} : shared.value,
          confirmation: kind === 'confirm' ? 'read_back' : 'unconfirmed',
        },
      ],
    })
    tell(wrote)
    if (kind === 'withdraw') break
  }
  await stateStanding(db, tell, act)
  await actOnText(db, tell, { act, seat })
  await estimate(db, tell, act)
  await typeInRoom(db, tells.room, { act, seat })
}

export function eventFact(id: string, text: string) {
  return {
    id,
    facet: 'account',
    act: 'state' as const,
    value: {
      title: { en: text, ar: text },
      text: { en: text, ar: text },
      when: { from: '2020-10-19' },
      precision: 'day',
    },
    references: [],
    known_from: '2020-10-19T00:00:00.000Z',
    certainty: 'confirmed' as const,
    mark: 'none' as const,
    channel: 'in_room' as const,
    confirmation: 'unconfirmed' as const,
  }
}
