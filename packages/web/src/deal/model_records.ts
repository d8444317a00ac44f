// A negotiation model as it is made by hand: its head and the form of a point, what is wrong with it, and
// the records they become. Pure; the screens are model_head.tsx and points_editor.tsx.
import { standing, walk, type Content, type TextTree } from '@sulh/analysis/text/tree'
import type { Bilingual } from '@sulh/contract/wording'
import { leadOf } from '../process/view.ts'
import type { DealCase, DealLink, DealOption, OpenPoint } from './case.ts'
import type { ChangedRecord, NewDealRecord, Reference } from './send.ts'

const CLIP = 300

export type PointForm = {
  readonly id: string | undefined
  readonly title: Bilingual
  readonly options: readonly DealOption[]
  /** Key of the option that the text on the table amounts to; empty where none. */
  readonly table: string
  readonly track: string
  readonly order: number
  /** What it comes from: slot, instrument, issue, alternatives, sources. */
  readonly references: readonly Reference[]
}
const none: Bilingual = { en: '', ar: '' }
const own = new Set(['model', 'track', 'alternatives'])

/** The model itself, new or as it is changed: what else it refers to stays. */
export function recordOfHead(
  deal: DealCase | undefined,
  head: {
    readonly title: Bilingual
    readonly note: Bilingual
    readonly parties: readonly { readonly id: string; readonly compartment_id: string }[]
  },
): NewDealRecord & ChangedRecord {
  const kept = (deal ? (leadOf(deal.model)?.references ?? []) : []).filter(
    (r) => r.path !== 'parties',
  )
  return {
    id: deal?.model.id ?? crypto.randomUUID(),
    kind: 'deal_model',
    value: {
      title: { en: head.title.en.trim(), ar: head.title.ar.trim() },
      ...(head.note.en === '' ? {} : { note: head.note }),
    },
    references: [
      ...head.parties.map(({ compartment_id, id }) => ({ path: 'parties', compartment_id, id })),
      ...kept.map(({ path, compartment_id, id }) => ({ path, compartment_id, id })),
    ],
  }
}

export function emptyPoint(deal: DealCase): PointForm {
  return {
    id: undefined,
    title: none,
    options: [
      { key: 'o1', title: none },
      { key: 'o2', title: none },
    ],
    table: '',
    track: '',
    order: nextOrder(deal),
    references: [],
  }
}

export function formOfPoint(point: OpenPoint, order: number): PointForm {
  const { id, title, options, table = '', track, state } = point
  const references = (leadOf(state)?.references ?? []).filter((r) => !own.has(r.path))
  return { id, title, options, table, track: track?.id ?? '', order, references }
}

export function nextOrder({ points }: DealCase): number {
  return points.length === 0 ? 0 : Math.max(...points.map((p) => p.order)) + 1
}

/** A key that no option has, so that estimates of a removed option never meet a new one. */
export function withOption(form: PointForm): PointForm {
  const taken = new Set(form.options.map(({ key }) => key))
  let n = form.options.length + 1
  while (taken.has(`o${n}`)) n += 1
  return { ...form, options: [...form.options, { key: `o${n}`, title: none }] }
}

export type Lack = 'title' | 'options' | 'option_title' | 'same_option'
export function lacksOf({ title, options }: PointForm): readonly Lack[] {
  const empty = (text: Bilingual) => text.en.trim() === '' || text.ar.trim() === ''
  const names = options.map((o) => o.title.en.trim())
  return [
    ...(empty(title) ? (['title'] as const) : []),
    ...(options.length < 2 ? (['options'] as const) : []),
    ...(options.some((o) => empty(o.title)) ? (['option_title'] as const) : []),
    ...(new Set(names.filter((n) => n !== '')).size < names.filter((n) => n !== '').length
      ? (['same_option'] as const)
      : []),
  ]
}

/** `placeOf` gives the compartment of a record that the form names. */
export function recordOfPoint(
  deal: DealCase,
  form: PointForm,
  placeOf: (id: string) => string | undefined,
): NewDealRecord & ChangedRecord {
  const refer = (path: string, id: string | undefined): Reference[] => {
    const compartment_id = id === undefined || id === '' ? undefined : placeOf(id)
    return id && compartment_id ? [{ path, compartment_id, id }] : []
  }
  return {
    id: form.id ?? crypto.randomUUID(),
    kind: 'deal_issue',
    value: {
      title: form.title,
      order: form.order,
      options: form.options.map(({ key, title, alternative, wording }) => ({
        key,
        title,
        ...(alternative ? { alternative } : {}),
        ...(wording ? { wording } : {}),
      })),
      ...(form.options.some((o) => o.key === form.table) ? { on_the_table: form.table } : {}),
    },
    references: [
      { path: 'model', compartment_id: deal.compartment_id, id: deal.model.id },
      ...refer('track', form.track),
      ...form.references.map(({ path, compartment_id, id }) => ({ path, compartment_id, id })),
      ...form.options.flatMap((o) => refer('alternatives', o.alternative)),
    ],
  }
}

/** The open slots of a text that the model does not hold yet, as points ready to be recorded. */
export function slotsToTake(
  deal: DealCase,
  tree: TextTree,
  of: {
    readonly instrument: { readonly id: string; readonly compartment_id: string }
    readonly placeOf: (id: string) => string | undefined
    readonly trackOf: (issue: string) => string | undefined
    readonly noText: Bilingual
  },
): readonly PointForm[] {
  const held = new Set(deal.points.map((p) => p.slot))
  let order = nextOrder(deal)
  return [...walk(tree.nodes)].flatMap(({ node }) =>
    node.slots.flatMap((slot): PointForm[] => {
      const compartment_id = of.placeOf(slot.id)
      if (slot.status !== 'open' || held.has(slot.id) || compartment_id === undefined) return []
      const all = standing(slot)
      const options = all.map(({ id, no_text, wording }, i): DealOption => {
        const words = both(flat(wording.en), flat(wording.ar))
        return { key: `o${i + 1}`, title: no_text ? of.noText : words, alternative: id }
      })
      const first = all.findIndex((a) => a.status === 'tabled')
      const issue = slot.issue === undefined ? undefined : of.placeOf(slot.issue)
      order += 1
      return [
        {
          id: undefined,
          title: both(slot.title.en || node.heading.en, slot.title.ar || node.heading.ar),
          options,
          table: options[first]?.key ?? '',
          track: (slot.issue && of.trackOf(slot.issue)) ?? '',
          order: order - 1,
          references: [
            { path: 'instrument', ...of.instrument },
            { path: 'slot', compartment_id, id: slot.id },
            ...(slot.issue && issue
              ? [{ path: 'issue', compartment_id: issue, id: slot.issue }]
              : []),
          ],
        },
      ]
    }),
  )
}

function both(en: string | undefined, ar: string | undefined): Bilingual {
  const [one, other] = [en?.trim() ?? '', ar?.trim() ?? '']
  return { en: (one || other || '—').slice(0, CLIP), ar: (other || one || '—').slice(0, CLIP) }
}
function flat(content: Content | undefined): string {
  return (content ?? []).map((part) => ('text' in part ? part.text : '')).join('')
}

/** What goes with a point: the links that name it, and what was estimated of it. */
export function goesWith(deal: DealCase, point: OpenPoint) {
  const links = deal.links.filter((link) =>
    [...link.choices, ...link.then].some((c) => c.issue === point.id),
  )
  const estimates = deal.parties.flatMap((party) => deal.estimate(party.id, point.id) ?? [])
  return { links, estimates }
}

/** Links that name an option which the changed point has no more. */
export function linksBroken(deal: DealCase, form: PointForm): readonly DealLink[] {
  const keys = new Set(form.options.map(({ key }) => key))
  return deal.links.filter((link) =>
    [...link.choices, ...link.then].some((c) => c.issue === form.id && !keys.has(c.option)),
  )
}
