// Conversations made for tests: with planted groups, or without any structure, always from a seed.
import { seeded } from '../src/opinion/random.ts'
import type { VoteRow } from '../src/opinion/votes_collector.ts'

export type Planted = {
  readonly people: number
  readonly texts: number
  readonly groups: number
  /** Share of the statements that each person votes on. */
  readonly fill: number
  /** 0: nobody's group matters; 1: it alone does. */
  readonly strength: number
  readonly seed: number
}

/** Votes, and the group of each person by her id, which is her number. */
export function planted({ people, texts, groups, fill, strength, seed }: Planted): {
  rows: VoteRow[]
  group_of: Map<string, number>
} {
  const random = seeded(seed)
  const profiles = Array.from({ length: groups }, () =>
    Array.from({ length: texts }, () => (random() < 0.5 ? -1 : 1)),
  )
  const common = Array.from({ length: texts }, () => random() * 1.2 - 0.6)
  const rows: VoteRow[] = []
  const group_of = new Map<string, number>()
  for (let i = 0; i < people; i++) {
    const g = i % Math.max(1, groups)
    group_of.set(String(i), g)
    for (let j = 0; j < texts; j++) {
      if (random() > fill) continue
      const leaning = (common[j] ?? 0) * (1 - strength) + strength * 0.8 * (profiles[g]?.[j] ?? 0)
      const vote = random() < 0.1 ? 0 : random() * 2 - 1 < leaning ? 1 : -1
      rows.push({ participant: String(i), statement: String(j), vote })
    }
  }
  return { rows, group_of }
}

/** The same items in another order. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seeded(seed)
  const out = [...items]
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[out[i], out[j]] = [out[j] as T, out[i] as T]
  }
  return out
}
