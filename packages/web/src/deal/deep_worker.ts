// The worker for trades and trust: one question, one answer; the screen ends it when another comes.
import { DealError } from '@sulh/analysis/deal/fault'
import { deepen, type DeepAnswer, type DeepQuestion } from './deep.ts'

const LIMIT_MS = 20_000

/** A part stands while the rest is under way; the answer is the whole. */
export type DeepTold =
  | { readonly state: 'part'; readonly answer: DeepAnswer }
  | { readonly state: 'progress'; readonly share: number }
  | { readonly state: 'answer'; readonly answer: DeepAnswer }
  | { readonly state: 'failed' }

const tell = (told: DeepTold) => self.postMessage(told)

self.onmessage = ({ data }: MessageEvent<DeepQuestion>) => {
  const start = performance.now()
  try {
    const answer = deepen(
      data,
      {
        cancelled: () => performance.now() - start > LIMIT_MS,
        report: (share) => tell({ state: 'progress', share }),
      },
      (part) => tell({ state: 'part', answer: part }),
    )
    tell({ state: 'answer', answer })
  } catch (error) {
    // What is wrong with the model is told by the solver beside it.
    if (!(error instanceof DealError || error instanceof RangeError)) throw error
    tell({ state: 'failed' })
  }
}
