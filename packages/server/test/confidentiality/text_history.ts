// The negotiating text in the two-run test: one instrument in the plenary that stands in every run,
// and acts on it in every compartment. A proposal of side A is worked on in its room, differently in
// each run, and tabled with the same words in both: what B sees must not tell how it came about.
import type { Database } from '../../src/platform/database.ts'
import { createRecord } from '../../src/process/commands.ts'
import { getRecordIn } from '../../src/process/queries.ts'
import { actOn, createInstrument } from '../../src/text/commands.ts'
import { textActs, type TextActName } from '@sulh/contract/text'
import { parse } from 'zod/v4/core'
import { actor, track } from '../factories.ts'
import type { Act, Tell } from './history.ts'
import {
  compartmentId,
  contextOf,
  idOf,
  type Place,
  roleOf,
  seatId,
  type SeatName,
} from './world.ts'

const both = (text: string) => ({ en: text, ar: text })
const words = (text: string) => ({ en: [{ text: `x${text}` }] })
const partyOf = (side: 'a' | 'b') => ({
  compartment_id: compartmentId('process'),
  id: idOf(`party ${side}`),
})
const trackPlace = { compartment_id: compartmentId('process'), id: idOf('text track') }
export const instrument_id = idOf('instrument')
export const slot_id = idOf('text slot')
const node_id = idOf('text node')

type Doing = { readonly seat: SeatName; readonly name: string; readonly minute: number }

async function perform(
  db: Database,
  tell: Tell,
  doing: Doing & { readonly act: TextActName; readonly given: object },
): Promise<void> {
  const { seat, name, minute, act } = doing
  const context = contextOf(seat, name, minute)
  const whole = { instrument_id, act_id: idOf(`act ${name}`), ...doing.given }
  const input = parse(textActs[act].input, whole)
  const { wrote } =
    act === 'createInstrument'
      ? await createInstrument(db, context, input as never)
      : await actOn(db, context, { name: act, input: input as never })
  tell(wrote)
}

/** In every run, before anything else. */
export async function openText(db: Database, tell: Tell): Promise<void> {
  const process = compartmentId('process')
  const reference = [
    { ...actor(process, 'A'), id: partyOf('a').id },
    { ...actor(process, 'B'), id: partyOf('b').id },
    { ...track(process), id: trackPlace.id },
  ]
  for (const [i, input] of reference.entries()) {
    const facts = input.facts.map((f) => ({ ...f, id: idOf(`text reference ${i}`) }))
    const context = contextOf('mission', `text reference ${i}`, 1)
    tell((await createRecord(db, context, { ...input, facts })).wrote)
  }
  const by = (name: string, act: TextActName, given: object) =>
    perform(db, tell, { seat: 'mission', minute: 2, name, act, given })
  const all = ['holder', 'party']
  await by('text instrument', 'createInstrument', {
    compartment_id: compartmentId('plenary'),
    description: {
      title: both('A text'),
      summary: both('A text.'),
      mode: 'bracketed_text',
      authentic: ['en'],
      show_proponents: true,
    },
    table: {
      holders: [seatId('mission')],
      speakers: (['a', 'b'] as const).map((s) => ({ seat: seatId(s), party: partyOf(s).id })),
      may: {
        draft: all,
        propose: all,
        table: all,
        merge: all,
        close: all,
        reopen: all,
        freeze: all,
      },
    },
    track: trackPlace,
    holder: partyOf('a'),
    parties: [partyOf('a'), partyOf('b')],
  })
  await by('text node', 'insertNode', { node_id, kind: 'article', rank: 'a1' })
  await by('text slot', 'openSlot', {
    slot_id,
    node_id,
    class: 'alternatives',
    scope: 'inline',
    title: both('A slot'),
    concerned: [partyOf('a'), partyOf('b')],
    base: { en: null, ar: null },
    wording: { en: [{ slot: slot_id }] },
    alternatives: [{ id: idOf('first alternative'), origin: 'mediator', wording: words('first') }],
  })
  await perform(db, tell, {
    seat: 'a',
    minute: 3,
    name: 'draft of a',
    act: 'proposeAlternative',
    given: {
      slot_id,
      compartment_id: compartmentId('room_a'),
      alternative: {
        id: idOf('draft of a'),
        origin: 'party',
        wording: words('draft'),
        proponents: [partyOf('a')],
      },
    },
  })
}

const basisOf: Partial<Record<Place, string>> = {
  plenary: 'declared',
  caucus_a: 'told_in_caucus',
  caucus_b: 'told_in_caucus',
  mission: 'estimated',
}

/** A proposal or, where the compartment has positions, a position, beside the act's own record. */
export async function actOnText(
  db: Database,
  tell: Tell,
  of: { readonly act: Act; readonly seat: SeatName },
): Promise<void> {
  const { act, seat } = of
  if (act.place === 'public' || act.place === 'process') return
  const compartment_id = compartmentId(act.place)
  const side = seat === 'b' || act.place === 'caucus_b' ? 'b' : 'a'
  const doing = { seat, minute: act.minute, name: `text ${act.name}` }
  const basis = basisOf[act.place]
  if (act.refers && basis !== undefined) {
    await perform(db, tell, {
      ...doing,
      act: 'recordPosition',
      given: {
        slot_id,
        position_id: idOf(`position ${act.name}`),
        compartment_id,
        party: partyOf(side),
        basis,
        accepts: [idOf('first alternative')],
        rejects: [],
      },
    })
    return
  }
  await perform(db, tell, {
    ...doing,
    act: 'proposeAlternative',
    given: {
      slot_id,
      compartment_id,
      alternative: {
        id: idOf(`alternative ${act.name}`),
        origin: seat === 'mission' ? 'mediator' : 'party',
        // English only: the text refuses Arabic letters there.
        wording: words(act.text.replaceAll(/\p{Script=Arabic}/gu, 'q')),
        proponents: seat === 'mission' ? [] : [partyOf(side)],
      },
    },
  })
}

/** In both runs at the end: as many revisions in the room as the run's hidden acts, then tabling. */
export async function tableText(db: Database, tell: Tell, revisions: number): Promise<void> {
  for (let i = 0; i <= revisions; i++) {
    const draft = await db.asSeat(roleOf(db, 'a'), (tx) => getRecordIn(tx, idOf('draft of a')))
    const base = draft.facts.findLast((f) => f.facet === 'english')?.id ?? null
    await perform(db, tell, {
      seat: 'a',
      minute: 6000 + i,
      name: `revision ${i}`,
      act: 'reviseAlternative',
      given: {
        alternative_id: idOf('draft of a'),
        base: { en: base, ar: null },
        wording: words(i === revisions ? 'the words that are tabled' : `attempt ${i}`),
      },
    })
  }
  await perform(db, tell, {
    seat: 'a',
    minute: 6100,
    name: 'tabling of a',
    act: 'tableAlternative',
    given: {
      alternative_id: idOf('draft of a'),
      copy_id: idOf('tabled copy'),
      attribution: 'party',
    },
  })
  await changeHead(db, tell)
}

async function changeHead(db: Database, tell: Tell): Promise<void> {
  const text = await db.asSeat(roleOf(db, 'mission'), (tx) => getRecordIn(tx, instrument_id))
  await perform(db, tell, {
    seat: 'mission',
    minute: 6200,
    name: 'another head',
    act: 'changeHead',
    given: {
      base: text.facts.findLast((f) => f.facet === 'description')?.id,
      description: {
        title: both('Another title'),
        summary: both('A text.'),
        mode: 'mediator_text',
        authentic: ['en'],
        show_proponents: false,
        reason: both('The mediator took over'),
      },
      holder: partyOf('b'),
    },
  })
}
