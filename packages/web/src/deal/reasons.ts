// The reasons of a package as first words, in both languages, that the analyst then edits: how it was
// chosen, what each party gains, and which trade leads there.
import type { DealCase } from './case.ts'
import type { Chosen } from './named_list.tsx'
import { modelOf, solved, type DealAnswer, type DealProblem } from './solve.ts'

const methods = {
  nash: { en: 'It has the greatest product of gains', ar: 'لها أكبر جداء للمكاسب' },
  egalitarian: {
    en: 'Its least gain is the greatest possible',
    ar: 'أصغر مكاسبها هو الأكبر الممكن',
  },
  'kalai-smorodinsky': {
    en: 'Each side gains the same share of what it could hope for',
    ar: 'ينال كل طرف النصيب نفسه مما كان يأمله',
  },
  utilitarian: { en: 'It has the greatest sum', ar: 'لها أكبر مجموع' },
} as const

export function reasonsOf(of: {
  readonly deal: DealCase
  readonly chosen: Chosen
  readonly answer: DealAnswer
  readonly problem: DealProblem
}): { readonly en: string; readonly ar: string } {
  const { deal, chosen, answer, problem } = of
  const { worth, gains } = solved(modelOf(problem), chosen.options)
  const shown = (n: number) => String(Math.round(n * 10) / 10)
  const own = { en: 'It was chosen by the analyst', ar: 'اختارها المحلل' }
  const method =
    chosen.objective === undefined || chosen.objective === 'table' ? own : methods[chosen.objective]
  const exact = answer.complete
  const of_each = (lang: 'en' | 'ar') =>
    deal.parties
      .map((party, p) =>
        lang === 'en'
          ? `${party.short.en} gets ${shown(worth[p] ?? 0)} of 100 points, ${shown(gains[p] ?? 0)} over what it has without a deal`
          : `ينال ${party.short.ar} ${shown(worth[p] ?? 0)} من 100 نقطة، أي ${shown(gains[p] ?? 0)} فوق ما لديه من دون اتفاق`,
      )
      .join(lang === 'en' ? '; ' : '؛ ')
  return {
    en: `${method.en} among all packages that keep the links${exact ? ', proved exactly' : ''}: ${of_each('en')}.`,
    ar: `${method.ar} بين كل الحزم التي تراعي الصلات${exact ? '، بإثبات تام' : ''}: ${of_each('ar')}.`,
  }
}
