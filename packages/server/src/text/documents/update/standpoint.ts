// What the acts of an edited file stand on: the exported revision, ids that follow from the command, and
// words as the acts before left them. It plans nothing.
import type { Language } from '@sulh/analysis/text/tree'
import { derivedUuid } from '../../../process/commands.ts'
import { wordsOf } from '../../plan_nodes.ts'
import { lead, type Scene } from '../../scene.ts'
import { facetOf } from '../../wording_check.ts'
import { joined, type DraftAlternative } from '../draft.ts'
import type { Words } from './clause_edits.ts'

export type ActName =
  | 'insertNode'
  | 'moveNode'
  | 'reviseNode'
  | 'withdrawNode'
  | 'openSlot'
  | 'proposeAlternative'
  | 'reviseAlternative'
  | 'withdrawAlternative'
  | 'joinProposal'
/** What one act takes, without what all acts of the command have in common. */
export type Step = { readonly name: ActName; readonly input: Readonly<Record<string, unknown>> }
export type Maker = (scene: Scene) => Step

/** What the file stands on: facts of the exported revision, and ids that follow from the command. */
export type Standpoint = {
  readonly act_id: string
  /** The fact in force of a record's facet when the file was exported. */
  readonly fact: (id: string, facet: string) => string | null
  /** Whether this fact came of an act of this very command. */
  readonly isOurs: (fact_id: string) => boolean
  readonly languages: readonly Language[]
}

/** The revisions on which the file stands (T7). */
export function baseOf(scene: Scene, on: Standpoint, id: string) {
  const of = (language: Language): string | null => {
    const now = lead(scene.get(id), facetOf[language])?.id
    return now !== undefined && on.isOurs(now) ? now : on.fact(id, facetOf[language])
  }
  return { en: of('en'), ar: of('ar') }
}

export function newId(on: Standpoint, name: string): string {
  return derivedUuid(on.act_id, 'update', name)
}
/** A clause of the text, or the id that a new one of the file gets. */
export function nodeId(on: Standpoint, ref: string): string {
  return ref.startsWith('new-') ? newId(on, ref) : ref
}

/** As the acts take it; brackets within it are opened once it is there. */
export function newAlternative(scene: Scene, id: string, draft: DraftAlternative) {
  const { no_text, proponents } = draft
  const mode = lead(scene.instrument, 'description')?.value['mode']
  const lone = mode === 'mediator_text' ? 'mediator' : 'party'
  return {
    id,
    origin: proponents.length > 1 ? 'joint' : proponents.length === 1 ? 'party' : lone,
    no_text,
    wording: no_text ? {} : stripped(draft.wording),
    proponents: partyPlaces(scene, proponents),
  }
}

export function partyPlaces(scene: Scene, ids: readonly string[]) {
  const known = lead(scene.instrument, 'description')?.references ?? []
  return known.flatMap(({ path, compartment_id, id }) =>
    path === 'parties' && ids.includes(id) ? [{ compartment_id, id }] : [],
  )
}

/** Without the places of slots, which are opened after it. */
export function stripped(wording: Words): Words {
  return Object.fromEntries(
    Object.entries(wording).flatMap(([language, content]) => {
      const words = joined(content.filter((one) => 'text' in one))
      return words.length === 0 ? [] : [[language, words]]
    }),
  )
}

/** What a host says now in each language, the file's words in place of it where they are others. */
export function wordsNow(scene: Scene, host: string, words: Words, language: Language) {
  const now = wordsOf(scene.get(host))[language]
  return words[language] ?? (now === undefined ? undefined : joined(now))
}
