// Documents of a text over HTTP: made as the asking seat reads the text, looked at, taken over. The
// making and reading are the desk's; nothing is decided here.
import { textDocumentEndpoints } from '@sulh/contract/text_documents'
import type { App, Services } from '../../platform/context.ts'
import { mount, mountUpload } from '../../platform/mount.ts'
import { DocumentDesk } from './desk.ts'
import { DocumentError, problemOf } from './errors.ts'
import { documentJob } from './export_text.ts'
import { importParties, importText } from './import_text.ts'
import { previewOf } from './preview.ts'
import { previewUpdate, updateText, type Given } from './update/update_text.ts'

/** One thread for the whole process: it keeps nothing of what passes through it. */
const desk = new DocumentDesk()

export function mountTextDocuments(app: App, services: Services): void {
  const { db, commandContext } = services
  const back = async (
    role: Parameters<typeof importParties>[1],
    of: { readonly instrument_id: string; readonly now: string; readonly docx: Uint8Array },
  ): Promise<Given> => {
    const parties = await importParties(db, role, of)
    return { text: await told(desk.read({ docx: of.docx, parties })), parties }
  }

  mount(app, services, textDocumentEndpoints.exportText, async ({ input, seat, now }) => {
    const job = await documentJob(db, seat.role, { input, now: now.toISOString() })
    const files = await told(desk.make(job))
    return {
      files: files.map(({ name, media_type, bytes }) => ({
        name,
        media_type,
        content_base64: Buffer.from(bytes).toString('base64'),
      })),
    }
  })
  mountUpload(
    app,
    services,
    textDocumentEndpoints.previewImport,
    async ({ input, seat, now, bytes }) => {
      const of = { ...input, now: now.toISOString(), docx: bytes }
      return { record: previewOf((await back(seat.role, of)).text), wrote: [] }
    },
  )
  mountUpload(
    app,
    services,
    textDocumentEndpoints.importText,
    async ({ input, seat, now, bytes }) => {
      const { instrument_id } = input
      const of = { instrument_id, now: now.toISOString(), docx: bytes }
      const { draft } = (await back(seat.role, of)).text
      return importText(db, commandContext(seat.id), { input, draft, bytes })
    },
  )
  mountUpload(
    app,
    services,
    textDocumentEndpoints.previewUpdate,
    async ({ input, seat, now, bytes }) => {
      const { instrument_id } = input
      const given = await back(seat.role, { instrument_id, now: now.toISOString(), docx: bytes })
      const of = { instrument_id, context: commandContext(seat.id), given }
      return { record: await previewUpdate(db, seat.role, of), wrote: [] }
    },
  )
  mountUpload(
    app,
    services,
    textDocumentEndpoints.updateText,
    async ({ input, seat, now, bytes }) => {
      const { instrument_id } = input
      const given = await back(seat.role, { instrument_id, now: now.toISOString(), docx: bytes })
      return updateText(db, commandContext(seat.id), { input, given, bytes })
    },
  )
}

/** A document that is refused is a problem of what was sent, with its place. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw error instanceof DocumentError ? problemOf(error) : error
  }
}
