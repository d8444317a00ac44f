// The embedded database in a thread of its own, because a query blocks its thread. It runs batches
// of statements in order and stops at the first error; transactions and roles are the caller's.
import { PGlite } from '@electric-sql/pglite'
import { openAsBlob } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import type { Answer, Batch, Fault, Rows } from './pglite_protocol.ts'
import { wireTypes } from './wire_types.ts'

const port = parentPort
if (!port) throw new Error('pglite_worker.ts runs as a worker thread only.')

/** The engine's file system names errors by WASI's numbers and has no text for them. */
const wasiCodes: Readonly<Record<number, string>> = {
  2: 'EACCES',
  19: 'EDQUOT',
  51: 'ENOSPC',
  63: 'EPERM',
  69: 'EROFS',
}

function faultOf(error: unknown): Fault {
  const fields: Record<string, unknown> = typeof error === 'object' ? { ...error } : {}
  const errno = fields['errno']
  if (!(error instanceof Error) && typeof errno === 'number') {
    const code = wasiCodes[errno] ?? ''
    const message = `the file system refused (${code || `error ${errno}`})`
    return { message, code, table: '', constraint: '' }
  }
  const message = error instanceof Error ? error.message : String(error)
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
  return { message, code: text('code'), table: text('table'), constraint: text('constraint') }
}

async function run(db: PGlite, batch: Batch): Promise<Answer> {
  const results: Rows[] = []
  try {
    for (const { sql, parameters } of batch.statements) {
      const result =
        parameters.length === 0
          ? (await db.exec(sql)).at(-1)
          : await db.query<Record<string, unknown>>(sql, [...parameters])
      results.push({ rows: result?.rows ?? [], affected: result?.affectedRows ?? 0 })
    }
    return { id: batch.id, results }
  } catch (error) {
    return { id: batch.id, results, fault: faultOf(error) }
  }
}

const { data_dir, image } = workerData as { data_dir: string; image?: string }
// Lists are parsed by the engine itself, by the parser of their elements.
const { 1001: _, ...elementTypes } = wireTypes
try {
  const db = await PGlite.create({
    dataDir: data_dir,
    parsers: elementTypes,
    ...(image === undefined ? {} : { loadDataDir: await openAsBlob(image) }),
  })
  await db.exec(`set timezone = 'UTC'; set datestyle = 'ISO'`)
  port.on('message', (message: Batch | 'close') => {
    if (message === 'close')
      void db.close().then(
        () => port.close(),
        () => port.close(),
      )
    else void run(db, message).then((answer) => port.postMessage(answer))
  })
  port.postMessage({ id: 0, results: [] } satisfies Answer)
} catch (error) {
  port.postMessage({ id: 0, results: [], fault: faultOf(error) } satisfies Answer)
  port.close()
}
