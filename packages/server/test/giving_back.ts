// A seat that takes a text as DOCX and gives a file back to it, over HTTP.
import { randomUUID } from 'node:crypto'
import type { OutputOf } from '@sulh/contract/endpoint'
import { textDocumentEndpoints } from '@sulh/contract/text_documents'
import { expect } from 'vitest'
import type { SeatName } from './factories.ts'
import type { Database } from '../src/platform/database.ts'
import { markExample } from '../src/platform/seats.ts'
import { serve, type Server } from './http_harness.ts'
import { actor_of, makeText, type TextWorld } from './text_factories.ts'

export type Preview = OutputOf<typeof textDocumentEndpoints.previewUpdate>
export type ServedText = Awaited<ReturnType<typeof servedText>>
const media_type = textDocumentEndpoints.previewUpdate.upload?.media_type ?? ''

function givingBack(server: Server, w: TextWorld) {
  const at = `/api/text/instruments/${w.instrument_id}`
  const send = (seat: SeatName, path: string, body: Uint8Array) =>
    server.app.request(`${at}/${path}`, {
      method: 'POST',
      headers: { 'sulh-seat': w.seat[seat], 'content-type': media_type },
      body: Uint8Array.from(body),
    })
  return {
    send,
    async exported(seat: SeatName, query = ''): Promise<Uint8Array> {
      const path = `${at}/document?format=docx${query}`
      const response = await server.app.request(path, { headers: { 'sulh-seat': w.seat[seat] } })
      const { files } = (await response.json()) as { files: { content_base64: string }[] }
      return Uint8Array.from(Buffer.from(files[0]?.content_base64 ?? '', 'base64'))
    },
    async preview(seat: SeatName, file: Uint8Array): Promise<Preview> {
      const response = await send(seat, 'update/preview', file)
      const body: unknown = await response.json()
      expect([response.status, body]).toEqual([200, expect.anything()])
      return body as Preview
    },
    update: (seat: SeatName, file: Uint8Array, picked: readonly string[], id?: string) =>
      send(seat, `update?act_id=${id ?? randomUUID()}&picked=${picked.join(',')}`, file),
  }
}

/** A new text, served as of 2030, so that everything the test does is known. */
export async function servedText(db: Database) {
  const w = await makeText(db)
  await markExample(db, w.process_id)
  const server = await serve(db, { clock: () => new Date('2030-01-01T00:00:00.000Z') })
  return { w, server, act: actor_of(db, w), ...givingBack(server, w) }
}
