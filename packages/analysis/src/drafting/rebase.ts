// Carries steps that nobody has confirmed yet over those that others made meanwhile. What was typed
// into a range that somebody deleted at the same time is kept at its place, and a deletion takes away
// only what its author saw: the usual rebasing (prosemirror-collab 1.3) loses both.
import { Slice } from 'prosemirror-model'
import type { Node } from 'prosemirror-model'
import { ReplaceStep } from 'prosemirror-transform'
import type { Mapping, Step, StepMap, Transform } from 'prosemirror-transform'

/** A step of ours that the server has not confirmed, with what undoes it. */
export type Unconfirmed = { readonly step: Step; readonly inverted: Step }

/**
 * Ties an undoing to its redoing. The library's types keep it internal, but its own collab module
 * rests on it, the editor's history and selection need it, and the version is pinned.
 */
type Mirrored = { setMirror(undone: number, redone: number): void }

/**
 * Undoes `local`, applies `over`, and does `local` again, all in `transform`, whose document must
 * have `local` in it. Answers the local steps as they stand now: a deletion within which others typed
 * has become several. A redone step is mirrored to its undoing, so that positions find their way.
 */
export function rebase(
  transform: Transform,
  local: readonly Unconfirmed[],
  over: readonly Step[],
): Unconfirmed[] {
  for (const { inverted } of local.toReversed()) transform.step(inverted)
  for (const step of over) transform.step(step)
  const mirrored = transform.mapping as unknown as Mirrored
  const kept: Unconfirmed[] = []
  for (const [i, { step }] of local.entries()) {
    const undone = local.length - i
    for (const [part, mapped] of carried(step, transform.mapping.slice(undone)).entries()) {
      const before: Node = transform.doc
      transform.step(mapped)
      // The first part has the inserted text, which is what a position can stand in.
      if (part === 0) mirrored.setMirror(undone - 1, transform.steps.length - 1)
      kept.push({ step: mapped, inverted: mapped.invert(before) })
    }
  }
  return kept
}

/** The step on a later document, as steps that are applied one after the other; maybe none. */
export function carried(step: Step, mapping: Mapping): ReplaceStep[] {
  if (!(step instanceof ReplaceStep)) throw new Error('A sheet has flat replacements only.')
  const { slice } = step
  const [first, ...rest] = stillThere(step, mapping)
  if (!first) {
    if (slice.size === 0) return []
    const at = mapping.map(step.from, 1)
    return [new ReplaceStep(at, at, slice)]
  }
  const steps = [new ReplaceStep(first.from, first.to, slice)]
  let moved = slice.size - (first.to - first.from)
  for (const { from, to } of rest) {
    steps.push(new ReplaceStep(from + moved, to + moved, Slice.empty))
    moved -= to - from
  }
  return steps
}

type Run = { from: number; to: number }

/** Runs of the characters and slots that the step took away, as far as they still stand. */
function stillThere({ from, to }: ReplaceStep, mapping: Mapping): Run[] {
  const places: number[] = []
  for (let token = from; token < to; token++) {
    const at = placeOf(token, mapping)
    if (at !== undefined) places.push(at)
  }
  const runs: Run[] = []
  // Redone at one place, what we typed ourselves may have changed its order.
  for (const at of places.sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last?.to === at) last.to = at + 1
    else runs.push({ from: at, to: at + 1 })
  }
  return runs
}

/** Where the character or slot that stood at `token` stands now; what was undone and redone is it. */
function placeOf(token: number, mapping: Mapping): number | undefined {
  let at = token
  for (let i = mapping.from; i < mapping.to; i++) {
    const change = rangeOf(mapping.maps[i])
    if (!change || at < change.from) continue
    if (at >= change.to) {
      at += change.inserted - (change.to - change.from)
      continue
    }
    const mirror = mapping.getMirror(i)
    const again = mirror !== undefined && mirror > i ? rangeOf(mapping.maps[mirror]) : undefined
    if (mirror === undefined || !again) return undefined
    at = again.from + (at - change.from)
    i = mirror
  }
  return at
}

/** A flat replacement changes one range; a step that changes nothing has none. */
function rangeOf(map: StepMap | undefined): (Run & { inserted: number }) | undefined {
  let range: (Run & { inserted: number }) | undefined
  map?.forEach((from, to, begins, ends) => {
    range = { from, to, inserted: ends - begins }
  })
  return range
}
