// The thread of figures: works them out away from the server's own thread, which goes on answering. It
// reaches no database and no network.
import { parentPort } from 'node:worker_threads'
import type { OpinionFigures } from '@sulh/contract/forum_dialogue_kinds'
import { computeFigures, type FiguresJob } from './dialogue_compute.ts'

export type Ask = { readonly id: number; readonly job: FiguresJob; readonly at: string }
export type Reply =
  | { readonly id: number; readonly figures: OpinionFigures | undefined }
  | { readonly id: number; readonly fault: string }

parentPort?.on('message', ({ id, job, at }: Ask) => {
  try {
    parentPort?.postMessage({ id, figures: computeFigures(job, at) } satisfies Reply)
  } catch (error) {
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error)
    parentPort?.postMessage({ id, fault } satisfies Reply)
  }
})
