// GENIUS files as a person chose them: read by the encoding they declare, and not at all where they
// are larger than a request may be, so that a wrong file does not hold the page up.
import { decodeXml } from '@sulh/analysis/deal/xml'
import { limits } from '@sulh/contract/limits'

export type NamedText = { readonly name: string; readonly text: string }
export type Chosen =
  | { readonly files: readonly NamedText[] }
  | { readonly too_large: { readonly bytes: number; readonly most: number } }

/** Room in a request for the title and the parties. */
const BESIDES_BYTES = 8192
const most = limits.request_body_bytes - BESIDES_BYTES

export async function readChosen(list: readonly File[]) {
  const whole = list.reduce((sum, { size }) => sum + size, 0)
  if (whole > most) return { too_large: { bytes: whole, most } } satisfies Chosen
  const files = await Promise.all(
    list.map(async (file) => ({
      name: file.name,
      text: decodeXml(new Uint8Array(await file.arrayBuffer())),
    })),
  )
  const sent = new TextEncoder().encode(JSON.stringify(files)).length
  if (sent > most) return { too_large: { bytes: sent, most } } satisfies Chosen
  return { files } satisfies Chosen
}
