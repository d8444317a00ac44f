// The worker of the deal room: solves one problem after another, tells how far it is, and stops by
// itself after a while with what it has, which is marked as partial.
import { DealError, type Fault } from '@sulh/analysis/deal/fault'
import type { Progress } from '@sulh/analysis/deal/model'
import {
  buffersOf,
  hasGaps,
  solve,
  withoutGaps,
  type DealAnswer,
  type DealProblem,
} from './solve.ts'

/** After this the search ends with a partial answer; `cancel` of the screen ends it at once. */
const LIMIT_MS = 20_000
const REPORT_MS = 150

/** What is wrong with the model, or what no check foresaw in the program's own words. */
export type Failure = { readonly fault: Fault } | { readonly message: string }
export type Asked = { readonly id: number; readonly problem: DealProblem }
export type Told =
  | { readonly id: number; readonly state: 'progress'; readonly share: number }
  | { readonly id: number; readonly state: 'answer'; readonly answer: DealAnswer }
  | { readonly id: number; readonly state: 'failed'; readonly failure: Failure }

const tell = (told: Told) => self.postMessage(told)

self.onmessage = async ({ data: { id, problem } }: MessageEvent<Asked>) => {
  const start = performance.now()
  let reported = start
  const progress = {
    cancelled: () => performance.now() - start > LIMIT_MS,
    report: (share: number) => {
      const now = performance.now()
      if (now - reported < REPORT_MS) return
      reported = now
      tell({ id, state: 'progress', share })
    },
  }
  try {
    const found = solve(problem, progress)
    const answer = hasGaps(found) ? await closed(problem, found, progress) : found
    self.postMessage({ id, state: 'answer', answer } satisfies Told, {
      transfer: buffersOf(answer),
    })
  } catch (error) {
    const failure: Failure =
      error instanceof DealError
        ? { fault: error.fault }
        : { message: error instanceof Error ? error.message : String(error) }
    tell({ id, state: 'failed', failure })
  }
}

/** With the solver from outside; where it cannot be loaded, the answer stands with its gap. */
async function closed(problem: DealProblem, answer: DealAnswer, progress: Progress) {
  try {
    const { outsideSolver } = await import('./outside_solver.ts')
    return withoutGaps(problem, answer, await outsideSolver(), progress)
  } catch (error) {
    console.warn('The outside solver is missing; gaps stay as they are.', error)
    return answer
  }
}
