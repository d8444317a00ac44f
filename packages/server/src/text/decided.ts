// Where a text rests on a decision of its body (text SPEC T15, T19): the decision must have adopted or
// elected something, as its own facts say. How it is decided is the forum's matter.
import { courseOf } from '@sulh/analysis/ballot/decision_course'
import { Problem } from '@sulh/contract/problem'
import { refusals } from './refusals.ts'
import { remedies } from './remedies.ts'
import type { Scene } from './scene.ts'

export type Place = { readonly compartment_id: string; readonly id: string }

/** Throws unless this decision, which the plan has near, came to a result. */
export function requireOutcome(scene: Scene, decision: Place): void {
  const found = scene.get(decision.id)
  if (found?.kind !== 'decision') throw new Problem('not-found', refusals.no_decision)
  const { outcome } = courseOf(found.record.facts)
  if (outcome === 'adopted' || outcome === 'elected') return
  throw new Problem('wrong-state', refusals.nothing_adopted, [
    { field: 'decision', ...remedies.with_result },
  ])
}
