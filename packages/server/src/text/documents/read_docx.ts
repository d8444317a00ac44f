// Reads a DOCX into a draft of a text. Our own exports are read by their styles and bookmarks, drafts
// from elsewhere by headings, numbers and brackets. What is not understood is listed, nothing is lost.
import type { Side } from '@sulh/analysis/redline/model'
import type { PartyName } from '@sulh/analysis/text/tree'
import { storyOf } from './docx_lines.ts'
import type { TextDraft } from './draft.ts'
import type { NotUnderstood } from './not_understood.ts'
import { readForeign } from './read_foreign.ts'
import { isOwn, readOwn } from './read_own.ts'
import { unpackDocx } from './unpack.ts'
import { originIn, type Origin } from './update/origin.ts'

export type ReadOptions = {
  /** Who may stand before a colon in brackets; without any, names are kept as written. */
  readonly parties?: readonly PartyName[]
  /** Tracked changes as accepted (`after`, the default) or rejected. */
  readonly side?: Side
}
export type ReadText = {
  readonly draft: TextDraft
  readonly not_understood: readonly NotUnderstood[]
  /** What an exported file says of where it comes from. */
  readonly origin: Origin | undefined
  /** Who made the tracked changes that it holds. */
  readonly tracked_by: readonly string[]
}

/** Throws DocumentError for what D15 refuses. Reads nothing but the bytes. */
export function readDocx(bytes: Uint8Array, options: ReadOptions = {}): ReadText {
  const unpacked = unpackDocx(bytes)
  const origin = originIn(unpacked)
  const story = storyOf(unpacked, options.side ?? 'after')
  const tracked_by = [...story.tracked_by].filter((author) => author !== '')
  const told = [...story.not_understood]
  const tell = (one: NotUnderstood): void => {
    told.push(one)
  }
  const parties = options.parties ?? []
  if (story.lines.some(isOwn))
    return { draft: readOwn(story.lines, parties, tell), not_understood: told, origin, tracked_by }
  if (story.tracked_by.size > 0)
    tell({ what: 'tracked_changes', where: 'word/document.xml', text: tracked_by.join(', ') })
  return {
    draft: readForeign(story.lines, parties, tell),
    not_understood: told,
    origin,
    tracked_by,
  }
}
