// A negotiation model as of the date cursor: its open points, links, estimates and packages, from
// the seat's records. Pure; what the library is asked is made of it in problem.ts.
import type { Range } from '@sulh/contract/deal'
import type { Fact, Kind } from '@sulh/contract/process'
import type { Bilingual } from '@sulh/contract/wording'
import { leadOf, valueOf, type State, type View } from '../process/view.ts'

export type DealParty = {
  readonly id: string
  readonly compartment_id: string
  readonly name: Bilingual
  readonly short: Bilingual
  readonly side: 'A' | 'B' | undefined
}
export type DealOption = {
  readonly key: string
  readonly title: Bilingual
  readonly alternative?: string | undefined
  readonly wording?: Bilingual | undefined
}
export type OpenPoint = {
  readonly id: string
  readonly state: State
  readonly title: Bilingual
  readonly order: number
  readonly options: readonly DealOption[]
  /** The option that the text on the table amounts to. */
  readonly table: string | undefined
  readonly track: State | undefined
  readonly slot: string | undefined
  readonly instrument: string | undefined
}
export type Choice = { readonly issue: string; readonly option: string }
export type DealLink = {
  readonly id: string
  readonly state: State
  readonly class: 'requires' | 'excludes' | 'together' | 'at_most' | 'budget' | 'bonus'
  readonly choices: readonly Choice[]
  readonly then: readonly Choice[]
  readonly k: number
  /** Of a budget: what each choice costs, and how much all may cost together. */
  readonly costs: readonly number[]
  readonly limit: number
  readonly points: readonly { readonly party: string; readonly points: number }[]
  readonly reason: Bilingual
}
export type Estimate = {
  readonly state: State
  readonly fact: Fact
  readonly weight: Range
  readonly scores: ReadonlyMap<string, Range>
  readonly method: 'weights' | 'ranks'
  readonly release: string
}
export type Fallback = {
  readonly state: State
  readonly fact: Fact
  readonly worth: Range
  readonly release: string
}
export type DealCase = {
  readonly model: State
  readonly title: Bilingual
  readonly note: Bilingual | undefined
  readonly compartment_id: string
  readonly parties: readonly DealParty[]
  readonly points: readonly OpenPoint[]
  readonly links: readonly DealLink[]
  estimate(party: string, point: string): Estimate | undefined
  fallback(party: string): Fallback | undefined
  readonly packages: readonly State[]
  readonly proposals: readonly State[]
  /** Estimates that rest on what was told to the mediator only, by party and point. */
  readonly confidences: readonly (Estimate | Fallback)[]
  /** What the search still lacks. */
  readonly missing: readonly { readonly party: DealParty; readonly point: OpenPoint | undefined }[]
}

export function dealModels(view: View): readonly State[] {
  return view.of('deal_model')
}

export function dealCase(view: View, model: State): DealCase {
  const value = valueOf(model, 'deal_model', 'description')
  const own = (kind: Kind) =>
    view.of(kind).filter((s) => view.ref(leadOf(s), 'model')?.id === model.id)
  const parties = view.refs(leadOf(model), 'parties').map(partyOf)
  const points = own('deal_issue')
    .map((state) => pointOf(view, state))
    .toSorted((a, b) => a.order - b.order)
  const estimates = new Map(own('preference').map((s) => [placeOf(view, s), estimateOf(s)]))
  const fallbacks = new Map(
    own('fallback').map((s) => [view.ref(leadOf(s), 'party')?.id ?? '', fallbackOf(s)]),
  )
  const packages = own('deal_package')
  const ids = new Set(packages.map(({ id }) => id))
  const estimate = (party: string, point: string) => estimates.get(`${party} ${point}`)
  const all = [...estimates.values(), ...fallbacks.values()].filter((e) => e !== undefined)
  return {
    model,
    title: value?.title ?? { en: '', ar: '' },
    note: value?.note,
    compartment_id: model.compartment_id,
    parties,
    points,
    links: own('deal_link').map(linkOf),
    estimate,
    fallback: (party) => fallbacks.get(party),
    packages,
    proposals: view
      .of('bridging_proposal')
      .filter((s) => ids.has(view.ref(leadOf(s), 'package')?.id ?? '')),
    confidences: all.filter((e) => e.release === 'mediator_only'),
    missing: parties.flatMap((party) => [
      ...(fallbacks.has(party.id) ? [] : [{ party, point: undefined }]),
      ...points.flatMap((point) =>
        isWhole(estimate(party.id, point.id), point) ? [] : [{ party, point }],
      ),
    ]),
  }
}

/** An option that was added since is not scored yet. */
function isWhole(estimate: Estimate | undefined, { options }: OpenPoint): boolean {
  return estimate !== undefined && options.every(({ key }) => estimate.scores.has(key))
}

export function partyOf(state: State): DealParty {
  const value = valueOf(state, 'actor', 'description')
  const none = { en: '', ar: '' }
  return {
    id: state.id,
    compartment_id: state.compartment_id,
    name: value?.name ?? none,
    short: value?.short_name ?? none,
    side: value?.side,
  }
}

function placeOf(view: View, state: State): string {
  const lead = leadOf(state)
  return `${view.ref(lead, 'party')?.id ?? ''} ${view.ref(lead, 'issue')?.id ?? ''}`
}

function pointOf(view: View, state: State): OpenPoint {
  const value = valueOf(state, 'deal_issue', 'description')
  const lead = leadOf(state)
  const id = (path: string) => lead?.references.find((r) => r.path === path)?.id
  return {
    id: state.id,
    state,
    title: value?.title ?? { en: '', ar: '' },
    order: value?.order ?? 0,
    options: value?.options ?? [],
    table: value?.on_the_table,
    track: view.ref(lead, 'track'),
    slot: id('slot'),
    instrument: id('instrument'),
  }
}

function linkOf(state: State): DealLink {
  const value = valueOf(state, 'deal_link', 'description')
  return {
    id: state.id,
    state,
    class: value?.class ?? 'bonus',
    choices: value?.choices ?? [],
    then: value?.then ?? [],
    k: value?.k ?? 0,
    costs: value?.costs ?? [],
    limit: value?.limit ?? 0,
    points: value?.points ?? [],
    reason: value?.reason ?? { en: '', ar: '' },
  }
}

function estimateOf(state: State): Estimate | undefined {
  const value = valueOf(state, 'preference', 'description')
  const fact = leadOf(state)
  if (!value || !fact) return undefined
  const { weight, scores, method, release } = value
  return {
    state,
    fact,
    weight,
    scores: new Map(scores.map(({ option, score }) => [option, score])),
    method,
    release,
  }
}

function fallbackOf(state: State): Fallback | undefined {
  const value = valueOf(state, 'fallback', 'description')
  const fact = leadOf(state)
  return value && fact ? { state, fact, worth: value.worth, release: value.release } : undefined
}
