// Asks with files that are given back to the text: the seat's own export, unedited and edited, and files
// that claim entries and ids of compartments that may be hidden, or of none that ever was.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { docxOf } from '../../src/text/documents/docx.ts'
import { sampleBefore } from '../sample_text.ts'
import type { Ask } from './observe.ts'
import { instrument_id } from './text_history.ts'
import { compartmentId, idOf, places } from './world.ts'

const as_of = '2030-01-01T00:00:00.000Z'

/** Files that say that they were exported to somebody who read everything. */
async function claiming(hidden: readonly string[]): Promise<readonly Uint8Array[]> {
  const [first, ...rest] = sampleBefore.nodes
  const [slot, ...slots] = first?.slots ?? []
  const entries = [...places.map(compartmentId), idOf('never made')]
  return Promise.all(
    hidden.map((name) => {
      // Ids of the text's slot and of records elsewhere stand in the bookmarks.
      const renamed = slot === undefined ? [] : [{ ...slot, id: idOf(name) }]
      const nodes =
        first === undefined ? [] : [{ ...first, id: idOf(name), slots: [...renamed, ...slots] }]
      const origin = {
        instrument_id,
        as_of,
        reach: 'seat',
        languages: ['en', 'ar'],
        entries: Object.fromEntries(entries.map((id) => [id, 900])),
      } as const
      return docxOf({ ...sampleBefore, nodes: [...nodes, ...rest] }, { origin })
    }),
  )
}

export async function askGivenBack(
  ask: Ask,
  seen: Map<string, string>,
  hidden: readonly string[],
): Promise<void> {
  const at = `/api/text/instruments/${instrument_id}`
  const query = `format=docx&reach=seat&as_of=${as_of}`
  const own = fileIn(await ask('GET', `${at}/document?${query}`))
  const files = [...(own === undefined ? [] : [own, amended(own)]), ...(await claiming(hidden))]
  for (const [i, file] of files.entries()) {
    const preview = await ask('POST', `${at}/update/preview`, file)
    seen.set(`POST ${at}/update/preview ${i}`, preview)
    const keys = [...preview.matchAll(/\\"key\\":\\"([0-9a-f]{12})\\"/gu)].map(
      ([, key]) => key ?? '',
    )
    for (const picked of new Set([...keys.slice(0, 1), keys.join(','), '0123456789ab'])) {
      if (picked === '') continue
      const act = idOf(`asked update ${i} ${picked}`)
      const path = `${at}/update?act_id=${act}&picked=${picked}`
      seen.set(`POST ${path}`, await ask('POST', path, file))
    }
  }
}

function fileIn(answer: string): Uint8Array | undefined {
  const [status, , body] = JSON.parse(answer) as [number, unknown, string]
  if (status !== 200) return undefined
  const { files } = JSON.parse(body) as { files: { content_base64: string }[] }
  return Uint8Array.from(Buffer.from(files[0]?.content_base64 ?? '', 'base64'))
}

/** With a word put before every run of words: changed clauses and alternatives. */
function amended(file: Uint8Array): Uint8Array {
  const parts = unzipSync(file)
  const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array())
  const changed = xml.replaceAll(
    /(<w:rPr><w:rFonts[^>]*\/><w:lang[^>]*\/><\/w:rPr><w:t[^>]*>)/gu,
    '$1anew ',
  )
  return zipSync({ ...parts, 'word/document.xml': strToU8(changed) })
}
