// A link between open points as a sentence in the viewer's language.
import type { Text } from '../messages/index.ts'
import { points } from './amounts.ts'
import type { Choice, DealCase, DealLink } from './case.ts'

export function linkWords(deal: DealCase, link: DealLink, text: Text): string {
  const { t, pick, number, lang } = text
  const said = (choices: readonly Choice[]) =>
    choices
      .map((choice) => {
        const point = deal.points.find((p) => p.id === choice.issue)
        const option = point?.options.find((o) => o.key === choice.option)
        const chosen = pick(option?.title)
        return `${pick(point?.title)}: ${lang === 'ar' ? `«${chosen}»` : `“${chosen}”`}`
      })
      .join(' + ')
  const all = said(link.choices)
  switch (link.class) {
    case 'requires':
      return t('deal.link_requires', { when: all, then: said(link.then) })
    case 'excludes':
      return t('deal.link_excludes', { all })
    case 'together':
      return t('deal.link_together', { all })
    case 'at_most':
      return t('deal.link_at_most', { k: number(link.k), all })
    case 'budget': {
      const priced = link.choices.map(
        (choice, i) => `${said([choice])} (${number(link.costs[i] ?? 0)})`,
      )
      return t('deal.link_budget', { limit: number(link.limit), all: priced.join(' + ') })
    }
    case 'bonus': {
      const worth = link.points.map(({ party, points: amount }) => {
        const found = deal.parties.find((p) => p.id === party)
        return `${pick(found?.short)} ${points(text, amount)}`
      })
      return t('deal.link_bonus', { all, points: text.list(worth) })
    }
  }
}
