// A small negotiating text for tests: two parties, a holder, one article with two slots. Acts are
// given as a client gives them and parsed by the contract, so defaults are the contract's.
import { randomUUID } from 'node:crypto'
import { treeOf, type TextRecord } from '@sulh/analysis/text/instrument'
import { walk, type TextTree } from '@sulh/analysis/text/tree'
import type { InputOf } from '@sulh/contract/endpoint'
import { Problem } from '@sulh/contract/problem'
import { textActs, type TextActName } from '@sulh/contract/text'
import { parse } from 'zod/v4/core'
import type { Done } from '../src/text/act.ts'
import { actOn, createInstrument } from '../src/text/commands.ts'
import { instrumentRecords } from '../src/text/scene.ts'
import type { Database } from '../src/platform/database.ts'
import { createRecord } from '../src/process/commands.ts'
import { actor, both, makeWorld, track, type SeatName, type World } from './factories.ts'

export type Place = { readonly compartment_id: string; readonly id: string }
export type TextWorld = World & {
  readonly instrument_id: string
  readonly partyA: Place
  readonly partyB: Place
  readonly node: string
  readonly slot: string
  /** Alternatives of the slot: of A, of B, and no text. */
  readonly a: string
  readonly b: string
  readonly none: string
}
export const everyAct = {
  draft: ['holder'],
  propose: ['holder', 'party'],
  table: ['holder', 'party'],
  merge: ['holder'],
  close: ['holder'],
  reopen: ['holder'],
  freeze: ['holder'],
}
export const words = (en: string, ar = 'نص') => ({ en: [{ text: en }], ar: [{ text: ar }] })
export const noBase = { en: null, ar: null }

type Given = Readonly<Record<string, unknown>>

/** Any act as a seat gives it; `known_from` and ids are filled in where they are left out. */
export function actor_of(db: Database, world: World) {
  return async (seat: SeatName, name: TextActName, given: Given): Promise<Done> => {
    const whole = { act_id: randomUUID(), ...given }
    const input = parse(textActs[name].input, whole)
    const context = world.context(seat)
    if (name === 'createInstrument')
      return createInstrument(db, context, input as InputOf<(typeof textActs)['createInstrument']>)
    return actOn(db, context, { name, input: input as never })
  }
}

/** The problem that an act ends in. */
export async function problemOf(act: Promise<unknown>): Promise<Problem> {
  try {
    await act
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('The act was not refused.')
}

export async function makeText(db: Database): Promise<TextWorld> {
  const world = await makeWorld(db)
  const { process, plenary } = world.compartment
  const made = [actor(process, 'A'), actor(process, 'B'), track(process)] as const
  for (const input of made) await createRecord(db, world.context('mission'), input)
  const [partyA, partyB, aTrack] = made.map(({ compartment_id, id }) => ({ compartment_id, id }))
  if (!partyA || !partyB || !aTrack) throw new Error('Three records were made.')
  const act = actor_of(db, world)
  const ids = {
    instrument_id: randomUUID() as string,
    node: randomUUID() as string,
    slot: randomUUID() as string,
    a: randomUUID() as string,
    b: randomUUID() as string,
    none: randomUUID() as string,
  }
  const { instrument_id } = ids
  await act('mission', 'createInstrument', {
    instrument_id,
    compartment_id: plenary,
    description: {
      title: both('A text'),
      summary: both('A text.'),
      mode: 'bracketed_text',
      authentic: ['en', 'ar'],
      show_proponents: true,
    },
    table: {
      holders: [world.seat.mission],
      speakers: [
        { seat: world.seat.sideA, party: partyA.id },
        { seat: world.seat.sideB, party: partyB.id },
      ],
      may: everyAct,
    },
    track: aTrack,
    holder: partyA,
    parties: [partyA, partyB],
  })
  const node_id = ids.node
  await act('mission', 'insertNode', {
    instrument_id,
    node_id,
    kind: 'article',
    rank: 'a1',
    wording: words('All forces leave within three months.', 'تغادر جميع القوات خلال ثلاثة أشهر.'),
  })
  const base = await baseOf(db, world, { instrument_id, node_id })
  await act('mission', 'openSlot', {
    instrument_id,
    slot_id: ids.slot,
    node_id,
    class: 'alternatives',
    scope: 'inline',
    title: both('The term'),
    concerned: [partyA, partyB],
    base,
    wording: {
      en: [{ text: 'All forces leave within ' }, { slot: ids.slot }, { text: '.' }],
      ar: [{ text: 'تغادر جميع القوات خلال ' }, { slot: ids.slot }, { text: '.' }],
    },
    alternatives: [
      {
        id: ids.a,
        origin: 'party',
        wording: words('three months', 'ثلاثة أشهر'),
        proponents: [partyA],
      },
      { id: ids.b, origin: 'party', wording: words('90 days', '90 يوماً'), proponents: [partyB] },
      { id: ids.none, origin: 'mediator', no_text: true },
    ],
  })
  return { ...world, ...ids, partyA, partyB }
}

/** The revisions in force of a node or an alternative, as an edit must name them. */
export async function baseOf(
  db: Database,
  world: World,
  of: { readonly instrument_id: string; readonly node_id: string },
): Promise<{ en: string | null; ar: string | null }> {
  const records = await readAll(db, world, { seat: 'mission', instrument_id: of.instrument_id })
  const record = records.find((r) => r.id === of.node_id)
  const last = (facet: string) => record?.facts.findLast((f) => f.facet === facet)?.id ?? null
  return { en: last('english'), ar: last('arabic') }
}

export async function readAll(
  db: Database,
  world: World,
  of: { readonly seat: SeatName; readonly instrument_id: string },
): Promise<readonly TextRecord[]> {
  return db.asSeat(world.role(of.seat), (tx) => instrumentRecords(tx, of.instrument_id))
}

export async function treeAs(
  db: Database,
  world: TextWorld,
  seat: SeatName,
  more: { readonly plenary?: boolean; readonly at?: string; readonly upto_n?: number } = {},
): Promise<TextTree> {
  const { instrument_id } = world
  const records = await readAll(db, world, { seat, instrument_id })
  const { at = '9999-12-31T00:00:00.000Z', ...rest } = more
  const name = (id: string) => ({ id, name: both(id), short: both(id) })
  const tree = treeOf(records, {
    instrument_id,
    asOf: { at, basis: 'known' },
    party: name,
    ...rest,
  })
  if (!tree) throw new Error('This seat sees no such text.')
  return tree
}

export function nodeOf(tree: TextTree, id: string) {
  for (const { node } of walk(tree.nodes)) if (node.id === id) return node
  throw new Error('There is no such node in the tree.')
}
export function slotOf(tree: TextTree, id: string) {
  for (const { node } of walk(tree.nodes)) {
    const slot = node.slots.find((s) => s.id === id)
    if (slot) return slot
  }
  throw new Error('There is no such slot in the tree.')
}
