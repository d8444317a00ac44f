// What proposing a package may reveal, in both languages, as the person who clears it is shown: each
// estimate that rests on what was told to the mediator only, and what the series of proposals lets
// an onlooker work out of a reservation value.
import type { Bilingual } from '@sulh/contract/wording'
import { leadOf, type View } from '../process/view.ts'
import type { DealCase } from './case.ts'
import type { Disclosed } from './deep.ts'

/** `series`: it follows from all proposals together. */
export type Reveal = Bilingual & { readonly series: boolean }

/** A party's fallback counts as revealed where less than this share of the values is left. */
export const NARROW = 0.1

export function revealsOf(
  deal: DealCase,
  view: View,
  disclosed: readonly Disclosed[],
): readonly Reveal[] {
  const estimates = deal.confidences.map((estimate): Reveal => {
    const lead = leadOf(estimate.state)
    const party = deal.parties.find((p) => p.id === view.ref(lead, 'party')?.id)
    const point = deal.points.find((p) => p.id === view.ref(lead, 'issue')?.id)
    const said = (lang: 'en' | 'ar') => party?.short[lang] ?? ''
    return point
      ? {
          en: `${said('en')} on “${point.title.en}”: estimated from what it told in caucus.`,
          ar: `${said('ar')} في «${point.title.ar}»: تقدير مما قاله في لقاء مغلق.`,
          series: false,
        }
      : {
          en: `What ${said('en')} has without a deal.`,
          ar: `ما لدى ${said('ar')} من دون اتفاق.`,
          series: false,
        }
  })
  return [...estimates, ...disclosed.map(({ en, ar }) => ({ en, ar, series: true }))]
}
