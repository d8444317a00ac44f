// A stance in words: which alternatives a party accepts, prefers and rejects, by their letters.
import { letterIn } from '@sulh/analysis/text/labels'
import { useText } from '../../messages/index.ts'
import { useOpenText } from '../open_text.ts'

export type StanceIds = {
  readonly accepts: readonly string[]
  readonly prefers?: string | undefined
  readonly rejects: readonly string[]
}

/** What it points at and this seat does not see has no letter and is left out. */
export function useStanceWords(): (stance: StanceIds) => string {
  const { t, lang } = useText()
  const { alternatives } = useOpenText()
  const letters = (ids: readonly string[]) =>
    ids
      .flatMap((id) => alternatives.get(id)?.of.label ?? [])
      .map((l) => letterIn(l, lang))
      .join(lang === 'ar' ? '، ' : ', ')
  return ({ accepts, prefers, rejects }) => {
    const others = letters(accepts.filter((id) => id !== prefers))
    const preferred = prefers === undefined ? '' : letters([prefers])
    const against = letters(rejects)
    const parts = [
      preferred === '' ? '' : t('text.says_prefers', { labels: preferred }),
      others === '' ? '' : t('text.says_accepts', { labels: others }),
      against === '' ? '' : t('text.says_rejects', { labels: against }),
    ].filter((s) => s !== '')
    return parts.length === 0 ? t('text.says_nothing') : parts.join(lang === 'ar' ? '، ' : ', ')
  }
}
