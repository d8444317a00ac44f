// The mission's reckoning of a text over its versions: both editions side by side, and where the second
// is nearer to agreement than the first, which is where a bridging text is worth tabling. Pure.
import { convergence, type Convergence, type SlotDistance } from '@sulh/analysis/text/convergence'
import type { TextTree } from '@sulh/analysis/text/tree'
import type { Instrument } from '../data.ts'

export type Point = {
  /** A version's id, or `now`. */
  readonly id: string
  readonly at: string
  readonly plenary: Convergence
  readonly mission: Convergence
}
export type Gap = {
  readonly slot: string
  readonly node: string
  readonly declared: SlotDistance | undefined
  readonly known: SlotDistance
}

function pointOf(
  id: string,
  at: string,
  trees: { readonly plenary: TextTree | undefined; readonly whole: TextTree | undefined },
): Point | undefined {
  const { plenary, whole } = trees
  if (!plenary || !whole) return undefined
  return {
    id,
    at,
    plenary: convergence(plenary, { edition: 'plenary', now: at }),
    mission: convergence(whole, { edition: 'mission', now: at }),
  }
}

/** Every version known at the cursor, and the text as of the cursor last. */
export function pointsOf(instrument: Instrument, at: string): readonly Point[] {
  const versions = instrument.versions.map((v) =>
    pointOf(v.id, v.as_of, {
      plenary: instrument.treeOfVersion(v),
      whole: instrument.wholeTreeAt(v.as_of),
    }),
  )
  const now = pointOf('now', at, { plenary: instrument.plenaryTree(), whole: instrument.tree })
  return [...versions, now].filter((p) => p !== undefined)
}

/** Open slots, those first where what the mission knows is nearest to agreement beyond what was declared. */
export function gapsOf({ plenary, mission }: Point): readonly Gap[] {
  const declared = new Map(plenary.open.map((s) => [s.slot, s]))
  const gain = (gap: Gap) => (gap.declared?.distance ?? 1) - gap.known.distance
  return mission.open
    .map((known): Gap => ({
      slot: known.slot,
      node: known.node,
      declared: declared.get(known.slot),
      known,
    }))
    .toSorted((a, b) => gain(b) - gain(a) || a.known.distance - b.known.distance)
}

export function isBridgeable({ declared, known }: Gap): boolean {
  return known.distance < (declared?.distance ?? 1)
}
