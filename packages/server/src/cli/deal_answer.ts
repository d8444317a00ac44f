// The answer of `sulh deal`, with the solver from outside where the frontier is too large to be
// complete: it is loaded then and not before.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { answerOf, type DealAnswer } from '@sulh/analysis/deal/answer'
import { frontierOf } from '@sulh/analysis/deal/frontier'
import { highsSolver } from '@sulh/analysis/deal/highs'
import type { MilpSolver } from '@sulh/analysis/deal/milp'
import type { Model } from '@sulh/analysis/deal/model'

/** A checked model. Throws DealError where its links contradict each other. */
export async function answerTo(model: Model, cancelled: () => boolean): Promise<DealAnswer> {
  const frontier = frontierOf(model, { cancelled })
  const whole = frontier.complete || frontier.cancelled
  const solver = whole ? undefined : await loadSolver()
  return answerOf(frontier, { progress: { cancelled }, solver })
}

function loadSolver(): Promise<MilpSolver> {
  const file = createRequire(import.meta.url).resolve('highs/runtime')
  return highsSolver(readFileSync(file))
}
