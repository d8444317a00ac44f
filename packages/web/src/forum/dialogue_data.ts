// Dialogues in the browser: the list, one with its statements, and its published figures, read again
// when the seat's stream tells of an entry. Votes that wait for a connection are in dialogue_queue.ts.
import type { OutputOf } from '@sulh/contract/endpoint'
import { dialogueEndpoints, type StatementShown } from '@sulh/contract/forum_dialogue'
import type { OpinionFigures } from '@sulh/contract/forum_dialogue_kinds'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Text } from '../messages/index.ts'
import { call } from '../session/api.ts'
import { useSettings } from '../session/settings.ts'

export type DialogueRead = OutputOf<typeof dialogueEndpoints.readDialogue>
export type OpinionRead = OutputOf<typeof dialogueEndpoints.readOpinion>
export type VoteValue = 1 | 0 | -1

export function useDialogues() {
  const { seat } = useSettings()
  return useQuery({
    queryKey: ['forum', seat, 'dialogues'],
    queryFn: () => call(dialogueEndpoints.listDialogues, {}, seat),
  })
}

export function useDialogue(id: string) {
  const { seat } = useSettings()
  return useQuery({
    queryKey: ['forum', seat, 'dialogue', id],
    queryFn: () => call(dialogueEndpoints.readDialogue, { dialogue_id: id }, seat),
  })
}

export function useOpinion(id: string) {
  const { seat } = useSettings()
  return useQuery({
    queryKey: ['forum', seat, 'opinion', id],
    queryFn: () => call(dialogueEndpoints.readOpinion, { dialogue_id: id }, seat),
  })
}

/** Reads everything of the forum again, after an act of one's own. */
export function useForumRefresh(): () => Promise<void> {
  const { seat } = useSettings()
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['forum', seat] })
}

/** Statements that anybody may vote on, in the order of their ids: that of every index here. */
export function acceptedOf({ dialogue, statements }: DialogueRead): StatementShown[] {
  return statements
    .filter((s) => s.status === 'accepted' && s.compartment_id === dialogue.compartment_id)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** Its words in the viewer's language, else in the other, else as it was written. */
export function wordsOf(
  { wording }: Pick<StatementShown, 'wording'>,
  lang: Text['lang'],
): { readonly text: string; readonly lang?: 'en' | 'ar' } {
  const other = lang === 'en' ? 'ar' : 'en'
  const own = wording[lang]
  if (own !== undefined) return { text: own, lang }
  const translated = wording[other]
  return translated === undefined
    ? { text: wording.original ?? '' }
    : { text: translated, lang: other }
}

const letters = {
  en: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ar: 'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ',
} as const

/** The letter of a group: its name never changes, so neither does its letter. */
export function letterOf(name: number, lang: Text['lang']): string {
  const all = letters[lang]
  return all.charAt((name - 1) % all.length)
}

/** A point as the map shows it, turned so that it lies as the last map did. */
export function turned(
  { turn }: Pick<OpinionFigures, 'turn'>,
  [x, y]: readonly [number, number],
): [number, number] {
  const [a, b, c, d] = turn
  return [x * a + y * c, x * b + y * d]
}
