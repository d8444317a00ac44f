// The thread that `sulh deal` searches in, so that Ctrl-C reaches the command meanwhile: a model in,
// its answer or its fault out. Another value than 0 in the shared bytes stops the search.
import { parentPort, workerData } from 'node:worker_threads'
import type { DealAnswer } from '@sulh/analysis/deal/answer'
import { DealError, type Fault } from '@sulh/analysis/deal/fault'
import type { Model } from '@sulh/analysis/deal/model'
import { answerTo } from './deal_answer.ts'

export type Asked = {
  readonly model: Model
  readonly seconds: number
  readonly stop: SharedArrayBuffer
}
export type Told = { readonly answer: DealAnswer } | { readonly fault: Fault }

const { model, seconds, stop } = workerData as Asked
const flag = new Int32Array(stop)
const end_ms = performance.now() + seconds * 1000
const tell = (told: Told) => parentPort?.postMessage(told)

try {
  const cancelled = () => performance.now() >= end_ms || Atomics.load(flag, 0) !== 0
  tell({ answer: await answerTo(model, cancelled) })
} catch (error) {
  if (!(error instanceof DealError)) throw error
  tell({ fault: error.fault })
}
