// Hands documents to their thread and waits for them. The thread starts with the first one, is ended
// when one takes too long or the program stops, and starts anew with the next.
import { Worker } from 'node:worker_threads'
import { walk } from '@sulh/analysis/text/tree'
import { Problem } from '@sulh/contract/problem'
import { DocumentError } from './errors.ts'
import type { MadeFile, MakeJob, ReadJob } from './make.ts'
import type { ReadText } from './read_docx.ts'
import { refusedDocument } from './refusals.ts'
import type { Ask, Reply } from './thread.ts'

const limits = { waiting: 8, one_ms: 120_000, memory_mb: 1024, short_parts: 150 } as const
type Waiting = { readonly answer: PromiseWithResolvers<Reply>; readonly timer: NodeJS.Timeout }

export class DocumentDesk {
  private worker: Worker | undefined
  private readonly waiting = new Map<number, Waiting>()
  private next = 1

  /** Short documents are made where they are asked for: a thread costs more than they do. */
  async make(job: MakeJob): Promise<readonly MadeFile[]> {
    if (isShort(job)) return (await import('./make.ts')).makeDocument(job)
    const reply = await this.ask((id) => ({ id, make: job }))
    if ('files' in reply) return reply.files
    throw new Error('The thread of documents answered something else.')
  }

  async read(job: ReadJob): Promise<ReadText> {
    const reply = await this.ask((id) => ({ id, read: job }))
    if ('text' in reply) return reply.text
    throw new Error('The thread of documents answered something else.')
  }

  private async ask(of: (id: number) => Ask): Promise<Reply> {
    if (this.waiting.size >= limits.waiting) throw new Problem('busy', refusedDocument.busy)
    const id = this.next++
    const answer = Promise.withResolvers<Reply>()
    const tooLong = (): void => this.end(new Problem('busy', refusedDocument.too_long))
    const timer = setTimeout(tooLong, limits.one_ms)
    timer.unref()
    this.waiting.set(id, { answer, timer })
    const worker = (this.worker ??= this.started())
    // A stop of the program waits for an open document, and for no idle thread.
    worker.ref()
    worker.postMessage(of(id))
    const reply = await answer.promise
    if ('refusal' in reply) throw new DocumentError(reply.refusal, reply.where)
    if ('fault' in reply) throw new Error(`A document could not be made: ${reply.fault}`)
    return reply
  }

  private started(): Worker {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: limits.memory_mb },
    })
    worker.unref()
    worker.on('message', (reply: Reply) => {
      const waiting = this.waiting.get(reply.id)
      this.waiting.delete(reply.id)
      clearTimeout(waiting?.timer)
      if (this.waiting.size === 0) worker.unref()
      waiting?.answer.resolve(reply)
    })
    const ended = (error: Error): void => {
      if (this.worker === worker) this.end(error)
    }
    worker.on('error', ended)
    worker.on('exit', () => ended(new Error('The thread of documents has ended.')))
    return worker
  }

  private end(error: Error): void {
    const { worker } = this
    this.worker = undefined
    void worker?.terminate()
    for (const { answer, timer } of this.waiting.values()) {
      clearTimeout(timer)
      answer.reject(error)
    }
    this.waiting.clear()
  }
}

/** Under 150 clauses and alternatives: some 50 ms. A PDF never is. */
function isShort({ format, before, after }: MakeJob): boolean {
  if (format === 'pdf') return false
  const parts = [after, ...(before === undefined ? [] : [before])]
    .flatMap((tree) => [...walk(tree.nodes)])
    .reduce(
      (sum, { node }) =>
        sum + node.slots.reduce((all, { alternatives }) => all + alternatives.length, 1),
      0,
    )
  return parts < limits.short_parts
}
