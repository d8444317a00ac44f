// The thread of documents: makes and reads them one after the other, away from the server's own
// thread, which goes on answering. It reaches no database and no network.
import { parentPort } from 'node:worker_threads'
import { DocumentError } from './errors.ts'
import type { MadeFile, MakeJob, ReadJob } from './make.ts'
import type { ReadText } from './read_docx.ts'

export type Ask =
  | { readonly id: number; readonly make: MakeJob }
  | { readonly id: number; readonly read: ReadJob }
export type Reply =
  | { readonly id: number; readonly files: readonly MadeFile[] }
  | { readonly id: number; readonly text: ReadText }
  | {
      readonly id: number
      readonly refusal: DocumentError['refusal']
      readonly where: DocumentError['place']
    }
  | { readonly id: number; readonly fault: string }

async function answer(ask: Ask): Promise<Reply> {
  const { id } = ask
  try {
    if ('make' in ask) {
      const { makeDocument } = await import('./make.ts')
      return { id, files: await makeDocument(ask.make) }
    }
    const { readDocx } = await import('./read_docx.ts')
    return { id, text: readDocx(ask.read.docx, { parties: ask.read.parties }) }
  } catch (error) {
    if (error instanceof DocumentError) return { id, refusal: error.refusal, where: error.place }
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

let turn: Promise<void> = Promise.resolve()
parentPort?.on('message', (ask: Ask) => {
  turn = turn.then(async () => parentPort?.postMessage(await answer(ask)))
})
