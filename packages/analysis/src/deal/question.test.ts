// Questions as a worker gets them: real worker threads, structured clone both ways, a search stopped
// from outside, and faults that come back as structures.
import { Worker } from 'node:worker_threads'
import { afterAll, expect, test } from 'vitest'
import { analyse } from './answer.ts'
import { randomModel } from './solutions_brute.test-support.ts'
import type { Model } from './model.ts'
import { answerQuestion, type Asked, type Reply } from './question.ts'
import { zoneOf } from './zone.ts'

const workers: Worker[] = []
afterAll(() => Promise.all(workers.map((worker) => worker.terminate())))

/** Asks a fresh worker; resolves with all replies up to the one that ends the question. */
function asked(
  message: Asked,
  onReply: (reply: Reply) => void = () => undefined,
): Promise<Reply[]> {
  const module_url = new URL('question.ts', import.meta.url).href
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads')
     const module = import(${JSON.stringify(module_url)})
     parentPort.on('message', async (message) => {
       const { served } = await module
       served(message, (reply) => parentPort.postMessage(reply))
     })`,
    { eval: true },
  )
  workers.push(worker)
  return new Promise((resolve, reject) => {
    const replies: Reply[] = []
    worker.on('error', reject)
    worker.on('message', (reply: Reply) => {
      replies.push(reply)
      onReply(reply)
      if (reply.kind !== 'progress') resolve(replies)
    })
    worker.postMessage(message)
  })
}

const shape = { seed: 4, issues: 6, options: 3, links: 0, top: 100, reservation: 0.3 }
const model: Model = {
  ...randomModel({ ...shape, parties: 2 }),
  constraints: [
    {
      kind: 'at-most',
      k: 1,
      of: [
        { issue: 0, option: 0 },
        { issue: 1, option: 0 },
      ],
    },
  ],
}

test('D90 a worker gives the answers that the functions give, and reports progress', async () => {
  const replies = await asked({ id: 'a', question: { ask: 'room', model } })
  const last = replies.at(-1)
  expect(last).toMatchObject({ id: 'a', kind: 'answer' })
  if (last?.kind !== 'answer') return
  expect(last.answer).toEqual({ answer: analyse(model), zone: zoneOf(model) })
  const shares = replies.flatMap((reply) => (reply.kind === 'progress' ? [reply.done_share] : []))
  expect(shares.length).toBeGreaterThan(0)
  expect(shares.every((share) => share > 0 && share <= 1)).toBe(true)
})

test('D91 a search is stopped from outside and its answer is marked', async () => {
  const stop = new SharedArrayBuffer(4)
  const replies = await asked(
    {
      id: 'b',
      question: {
        ask: 'robustness',
        model,
        estimates: model.parties.map(() => ({ weights: { kind: 'known' } })),
        options: { seed: 1, draws: 10_000_000 },
      },
      stop,
    },
    // Stopped as soon as it shows that it is at work.
    () => Atomics.store(new Int32Array(stop), 0, 1),
  )
  const last = replies.at(-1)
  expect(last).toMatchObject({ kind: 'answer', answer: { status: 'cancelled' } })
})

test('D92 faults come back as structures, senseless questions as a sentence', async () => {
  const empty: Model = { ...model, issues: [], utilities: [[], []] }
  const fault = await asked({ id: 'c', question: { ask: 'zone', model: empty } })
  expect(fault.at(-1)).toEqual({ id: 'c', kind: 'fault', fault: { code: 'no-issues' } })
  const linked: Model = {
    ...model,
    constraints: [{ kind: 'excludes', all: [{ issue: 0, option: 0 }] }],
    bonuses: [],
  }
  const table = new Uint16Array(model.issues.length)
  const refused = await asked({ id: 'd', question: { ask: 'trades', model: linked, table } })
  expect(refused.at(-1)).toMatchObject({ id: 'd', kind: 'refused' })
})

test('D91 whatever is asked of a stopped search, nothing is called exact', () => {
  const large = randomModel({ ...shape, parties: 3, issues: 30, options: 5, links: 0, top: 10_000 })
  const cancelled = () => true
  const { frontier, nash } = answerQuestion({ ask: 'answer', model: large }, { cancelled })
  expect(frontier.complete).toBe(false)
  expect(nash?.certificate.status ?? 'cancelled').not.toBe('exact')
  const table = new Uint16Array(large.issues.length)
  const trades = answerQuestion({ ask: 'trades', model: large, table }, { cancelled })
  expect(trades).toMatchObject({ complete: false, cancelled: true })
})
