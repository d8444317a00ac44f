// Whether what is known from a day, recorded today, is on a page that shows another day. Pure.
import type { Basis } from '@sulh/analysis/history/asof'

/** Civil days. In hindsight nothing is left out for being known late. */
export function appearsOn(
  page: { readonly day: string; readonly basis: Basis },
  fact: { readonly known_from: string; readonly recorded: string },
): boolean {
  switch (page.basis) {
    case 'known':
      return fact.known_from <= page.day
    case 'recorded':
      return fact.recorded <= page.day
    case 'hindsight':
      return true
  }
}
