// Hands the working out of figures to its thread and waits. The thread starts with the first large
// dialogue and starts anew where it ended; small ones are worked out where they are asked for.
import { Worker } from 'node:worker_threads'
import type { OpinionFigures } from '@sulh/contract/forum_dialogue_kinds'
import { computeFigures, type FiguresJob } from './dialogue_compute.ts'
import type { Ask, Reply } from './dialogue_thread.ts'

/** Up to this many ballots are worked out in some ten milliseconds; a thread costs more. */
const SMALL_BALLOTS = 500
const MEMORY_MB = 2_048
type Answer = PromiseWithResolvers<OpinionFigures | undefined>

export class FiguresDesk {
  #worker: Worker | undefined
  readonly #waiting = new Map<number, Answer>()
  #next = 1

  /** The next figures as of `at`; undefined where none may move. */
  async figures(job: FiguresJob, at: string): Promise<OpinionFigures | undefined> {
    if (job.ballots.length <= SMALL_BALLOTS && job.ballots.every(isSmall))
      return computeFigures(job, at)
    const id = this.#next++
    const answer: Answer = Promise.withResolvers()
    this.#waiting.set(id, answer)
    const worker = (this.#worker ??= this.#started())
    // A stop of the program waits for figures in hand, and for no idle thread.
    worker.ref()
    worker.postMessage({ id, job, at } satisfies Ask)
    return answer.promise
  }

  #started(): Worker {
    const worker = new Worker(new URL('./dialogue_thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    })
    worker.unref()
    worker.on('message', (reply: Reply) => {
      const answer = this.#waiting.get(reply.id)
      this.#waiting.delete(reply.id)
      if (this.#waiting.size === 0) worker.unref()
      if ('fault' in reply)
        answer?.reject(new Error(`Figures could not be worked out: ${reply.fault}`))
      else answer?.resolve(reply.figures)
    })
    const ended = (error: Error): void => {
      if (this.#worker !== worker) return
      this.#worker = undefined
      for (const { reject } of this.#waiting.values()) reject(error)
      this.#waiting.clear()
    }
    worker.on('error', ended)
    worker.on('exit', () => ended(new Error('The thread of figures has ended.')))
    return worker
  }
}

/** A row of an import holds all votes of one person. */
function isSmall({ votes }: FiguresJob['ballots'][number]): boolean {
  return Object.keys(votes).length <= 10
}
