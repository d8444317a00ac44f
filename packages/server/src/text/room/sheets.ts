// The sheets of rooms in use, so that a step is judged against the words it stands in without reading
// all steps again. A cache and nothing more: whoever asks has found the room under its own seat in the
// same transaction, and what is not here is worked out from the rows.
import { applied, sheetOf, wordsOf, type SheetRules } from '@sulh/analysis/drafting/sheet'
import { limits } from '@sulh/contract/limits'
import type { RoomLanguage } from '@sulh/contract/room'
import type { Tx } from '../../platform/database.ts'
import { keptSheet, stepsAfter, type RoomRow } from './rows.ts'

export type Sheet = ReturnType<typeof sheetOf>
type Kept = { readonly version: number; readonly sheet: Sheet }
/** Of rooms in use; the others are read again when somebody enters. */
const SHEETS_COUNT = 500

export function slotsOf(room: RoomRow): string[] {
  const parts = [...room.english, ...room.arabic]
  return [...new Set(parts.flatMap((part) => ('slot' in part ? [part.slot] : [])))]
}
export function rulesOf(room: RoomRow): SheetRules {
  return {
    slots: new Set(slotsOf(room)),
    characters: limits.long_text_characters,
    parts: limits.inline_parts_per_node_count,
  }
}

export class Sheets {
  /** Least recently used first. */
  readonly #kept = new Map<string, Kept>()

  /** The sheet as it stands after the room's last step. */
  async at(tx: Tx, room: RoomRow, language: RoomLanguage): Promise<Sheet> {
    const key = keyOf(room, language)
    const version = room[language]
    const kept = this.#kept.get(key)
    const from = kept && kept.version <= version ? kept : await stored(tx, room, language)
    const sheet = await replayed(tx, room, { language, from })
    this.keep(room, language, { version, sheet })
    return sheet
  }

  /** After a commit: what the sheet has become. */
  keep(room: Pick<RoomRow, 'compartment_id' | 'subject_id'>, language: RoomLanguage, kept: Kept) {
    const key = keyOf(room, language)
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > SHEETS_COUNT && oldest !== undefined) this.#kept.delete(oldest)
  }
}

function keyOf(
  { compartment_id, subject_id }: Pick<RoomRow, 'compartment_id' | 'subject_id'>,
  language: RoomLanguage,
): string {
  return `${compartment_id} ${subject_id} ${language}`
}

async function stored(tx: Tx, room: RoomRow, language: RoomLanguage): Promise<Kept> {
  const kept = await keptSheet(tx, room, { language, upto: room[language] })
  const start = { version: 0, content: language === 'en' ? room.english : room.arabic }
  const { version, content } = kept ?? start
  return { version, sheet: sheetOf(content) }
}

async function replayed(
  tx: Tx,
  room: RoomRow,
  { language, from }: { readonly language: RoomLanguage; readonly from: Kept },
): Promise<Sheet> {
  let { version, sheet } = from
  const rules = rulesOf(room)
  while (version < room[language]) {
    const steps = await stepsAfter(tx, room, { language, after: version })
    if (steps.length === 0) throw new Error('A room lacks steps that it counts.')
    for (const made of steps) {
      if (made.version > room[language]) break
      const result = applied(sheet, made.step, rules)
      if ('fault' in result) throw new Error('A stored step does not fit its room.')
      sheet = result.sheet
      version = made.version
    }
  }
  return sheet
}

export { wordsOf }
