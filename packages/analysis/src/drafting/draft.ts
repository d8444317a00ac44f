// What one window knows of a sheet: how far the server's order has reached it, and which steps of its
// own are not confirmed yet. The server's order is the only one; a window follows it and carries its
// own steps over it. Pure: the editor's state and the tests call the same function.
import type { Node } from 'prosemirror-model'
import type { Step, Transform } from 'prosemirror-transform'
import { rebase, type Unconfirmed } from './rebase.ts'

export type Draft = {
  /** Steps of the server's order that are in the document. */
  readonly version: number
  readonly unconfirmed: readonly Unconfirmed[]
}
export type Confirmed = {
  readonly step: Step
  /** Sent from this very window, by this very seat. */
  readonly mine: boolean
}

/** After local steps, which the transform holds. */
export function edited(draft: Draft, transform: Transform): Draft {
  const made = transform.steps.map((step, i): Unconfirmed => ({
    step,
    inverted: step.invert(transform.docs[i] as Node),
  }))
  return { ...draft, unconfirmed: [...draft.unconfirmed, ...made] }
}

/**
 * Takes in the next steps of the server's order; they begin at `draft.version`. Ours among them come
 * first, because the server takes steps only at the version that it is at. `transform` begins with
 * the window's document and ends with the new one.
 */
export function receive(transform: Transform, draft: Draft, batch: readonly Confirmed[]): Draft {
  const others = batch.findIndex(({ mine }) => !mine)
  const ours = Math.min(others < 0 ? batch.length : others, draft.unconfirmed.length)
  const rest = draft.unconfirmed.slice(ours)
  const over = batch.slice(ours).map(({ step }) => step)
  return {
    version: draft.version + batch.length,
    unconfirmed: over.length === 0 ? rest : rebase(transform, rest, over),
  }
}
