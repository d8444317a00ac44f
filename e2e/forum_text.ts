// A small text for browser tests of the forum, made through the interface: one clause, one slot, two
// alternatives on the table.
import { randomUUID } from 'node:crypto'
import { ask } from './ask.ts'
import type { Site } from './browser.ts'

type Kept = {
  readonly id: string
  readonly kind: string
  readonly compartment_id: string
  readonly facts: readonly { readonly id: string; readonly facet: string }[]
}
const both = (en: string, ar: string) => ({ en, ar })
const words = (en: string, ar: string) => ({ en: [{ text: en }], ar: [{ text: ar }] })

/** A text of the forum with one clause and one slot of two alternatives, held by the mission's office. */
export async function makeForumText(
  site: Site,
  office: string,
  of: {
    readonly forum: string
    readonly instrument_id: string
    readonly slot_id: string
    readonly alternatives: readonly [string, string]
  },
): Promise<void> {
  const {
    forum,
    instrument_id,
    slot_id,
    alternatives: [short, long],
  } = of
  const { records } = await ask<{ records: readonly Kept[] }>(
    site,
    office,
    '/process/history?limit=500&kind=track',
  )
  const actors = await ask<{ records: readonly Kept[] }>(
    site,
    office,
    '/process/history?limit=500&kind=actor',
  )
  const at = ({ id, compartment_id }: Kept) => ({ id, compartment_id })
  const [track, party] = [records[0], actors.records[0]]
  if (!track || !party) throw new Error('The example has tracks and actors.')
  const act = (path: string, body: object) =>
    ask(site, office, `/text/instruments/${instrument_id}/${path}`, {
      act_id: randomUUID(),
      ...body,
    })
  const held = ['holder']
  const acts = ['draft', 'propose', 'table', 'merge', 'close', 'reopen', 'freeze']
  await act('create', {
    compartment_id: forum,
    description: {
      title: both('Rules of the forum', 'قواعد الملتقى'),
      summary: both('A text of this test.', 'نص لهذا الاختبار.'),
      mode: 'mediator_text',
      authentic: ['en', 'ar'],
      show_proponents: true,
    },
    table: {
      holders: [office],
      speakers: [],
      may: Object.fromEntries(acts.map((name) => [name, held])),
    },
    track: at(track),
    holder: at(party),
    parties: [at(party)],
  })
  const node_id = randomUUID()
  const wording = words('The forum ends after a term.', 'ينتهي الملتقى بعد مدة.')
  await act('nodes', { node_id, kind: 'article', rank: 'a1', wording })
  const text = await ask<{ records: readonly Kept[] }>(
    site,
    office,
    `/text/instruments/${instrument_id}`,
  )
  const node = text.records.find(({ id }) => id === node_id)
  const last = (facet: string) => node?.facts.findLast((f) => f.facet === facet)?.id ?? null
  await act('slots', {
    slot_id,
    node_id,
    class: 'alternatives',
    scope: 'inline',
    title: both('The term of the forum', 'مدة الملتقى'),
    concerned: [at(party)],
    base: { en: last('english'), ar: last('arabic') },
    wording: {
      en: [{ text: 'The forum ends after ' }, { slot: slot_id }, { text: '.' }],
      ar: [{ text: 'ينتهي الملتقى بعد ' }, { slot: slot_id }, { text: '.' }],
    },
    alternatives: [
      { id: short, origin: 'mediator', wording: words('one year', 'سنة واحدة') },
      { id: long, origin: 'mediator', wording: words('eighteen months', 'ثمانية عشر شهرًا') },
    ],
  })
}
