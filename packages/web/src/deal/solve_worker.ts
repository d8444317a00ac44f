// The worker of the deal room: solves one problem after another, tells how far it is, and stops by
// itself after a while with what it has, which is marked as partial.
import { DealError } from '@sulh/analysis/deal/fault'
import { faultSentence } from '@sulh/analysis/deal/fault_sentences'
import { solve, type DealAnswer, type DealProblem } from './solve.ts'

/** After this the search ends with a partial answer; `cancel` of the screen ends it at once. */
const LIMIT_MS = 20_000
const REPORT_MS = 150

export type Asked = { readonly id: number; readonly problem: DealProblem }
export type Told =
  | { readonly id: number; readonly state: 'progress'; readonly share: number }
  | { readonly id: number; readonly state: 'answer'; readonly answer: DealAnswer }
  | { readonly id: number; readonly state: 'failed'; readonly reason: string }

const tell = (told: Told) => self.postMessage(told)

self.onmessage = ({ data: { id, problem } }: MessageEvent<Asked>) => {
  const start = performance.now()
  let reported = start
  try {
    const answer = solve(problem, {
      cancelled: () => performance.now() - start > LIMIT_MS,
      report: (share) => {
        const now = performance.now()
        if (now - reported < REPORT_MS) return
        reported = now
        tell({ id, state: 'progress', share })
      },
    })
    tell({ id, state: 'answer', answer })
  } catch (error) {
    const reason =
      error instanceof DealError
        ? faultSentence(error.fault, problem.lang)
        : error instanceof Error
          ? error.message
          : String(error)
    tell({ id, state: 'failed', reason })
  }
}
