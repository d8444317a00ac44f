// The two sides and the order in which a viewer meets them. No side is first by rank.
import type { Side } from './balance.ts'

export type { Side }

export function isSide(side: unknown): side is Side {
  return side === 'A' || side === 'B'
}

/** English begins with A, Arabic with B. */
export function sideOrder(language: 'en' | 'ar'): readonly Side[] {
  return language === 'en' ? ['A', 'B'] : ['B', 'A']
}
