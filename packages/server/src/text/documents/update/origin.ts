// Where an exported DOCX comes from, as a property of the document that word processors keep: which text,
// of when, up to which entries (D21). It is a claim of the file and opens nothing (D22).
import { languages, type Language } from '@sulh/analysis/text/tree'
import type { Parts } from '../unpack.ts'
import { attribute, elements, wordsOf } from '../xml.ts'

export type Origin = {
  readonly instrument_id: string
  /** The instant as known at which the text stood. */
  readonly as_of: string
  readonly reach: 'seat' | 'plenary'
  readonly languages: readonly Language[]
  /** Entries by compartment: the text's own, and those whose words stand in the file. */
  readonly entries: Readonly<Record<string, number>>
}

export const propertyName = 'Sulh text'

export function writtenOrigin(origin: Origin): string {
  const { instrument_id, as_of, reach } = origin
  const entries = Object.entries(origin.entries).map(([id, n]) => `${id}:${n}`)
  return ['1', instrument_id, as_of, reach, origin.languages.join(','), entries.join(',')].join(' ')
}

const shape =
  /^1 ([0-9a-f-]{36}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (seat|plenary) ((?:en|ar)(?:,(?:en|ar))?) ([0-9a-f-]{36}:\d{1,9}(?:,[0-9a-f-]{36}:\d{1,9}){0,63})$/u

/** Undefined where the file has none, or one that nobody wrote here. */
export function originIn(parts: Parts): Origin | undefined {
  const property = elements(parts.get('docProps/custom.xml')).find(
    (one) => attribute(one, 'name') === propertyName,
  )
  const found = property === undefined ? null : shape.exec(wordsOf(property).trim())
  if (found === null) return undefined
  const [, instrument_id = '', as_of = '', reach, said = '', entries = ''] = found
  return {
    instrument_id,
    as_of,
    reach: reach === 'seat' ? 'seat' : 'plenary',
    languages: languages.filter((language) => said.split(',').includes(language)),
    entries: Object.fromEntries(
      entries.split(',').map((one) => [one.slice(0, 36), Number(one.slice(37))]),
    ),
  }
}
