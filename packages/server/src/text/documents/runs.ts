// The smallest thing that renderers set: words with a role that are in both versions or in one.
import { isIn, valueIn, type Fate, type Redline, type Side } from '@sulh/analysis/redline/model'
import type { Language, Title } from '@sulh/analysis/text/tree'

export type Role = 'words' | 'heading' | 'number' | 'bracket' | 'by' | 'phrase'
export type Run =
  | { readonly change: Fate; readonly role: Role; readonly text: string }
  /** Marks the place before a slot's first bracket; it has no words. */
  | { readonly change: Fate; readonly slot: string }
  /** Bound the brackets of a slot in a sentence, or one alternative with its brackets. */
  | { readonly change: Fate; readonly opens: Bound }
  | { readonly change: Fate; readonly closes: true }
export type Bound = {
  readonly slot: string
  /** Absent for the slot as a whole. */
  readonly alternative?: string
  readonly proponents?: readonly string[]
}

export function run(change: Fate, role: Role, text: string): Run[] {
  return text === '' ? [] : [{ change, role, text }]
}

/** Runs of one version alone, all marked as its: what came, or what went. */
export function narrowed(runs: readonly Run[], only: Side | undefined): readonly Run[] {
  if (only === undefined) return runs
  const change = only === 'after' ? 'added' : 'removed'
  return runs.filter((one) => isIn(one.change, only)).map((one) => ({ ...one, change }))
}

/** The title of the newest version. */
export function latestTitle({ fields }: Redline): Title | undefined {
  return valueIn(fields.title, 'after') ?? valueIn(fields.title, 'before')
}

/** The title of the text in one language, old and new where it changed. */
export function titleRuns({ fields }: Redline, language: Language): readonly Run[] {
  const [before, after] = (['before', 'after'] as const).map(
    (side) => valueIn(fields.title, side)?.[language] ?? '',
  )
  if (before === after) return run('same', 'words', after ?? '')
  return [...run('removed', 'words', before ?? ''), ...run('added', 'words', after ?? '')]
}
