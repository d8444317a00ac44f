// The title of a slot, the letter of an alternative and the names of parties, for sentences.
import { letterIn, shortName, titleText } from '@sulh/analysis/text/labels'
import { useText } from '../../messages/index.ts'
import { useOpenText } from '../open_text.ts'

export function useSlotName(): (id: string) => string {
  const { lang } = useText()
  const { slots } = useOpenText()
  return (id) => titleText(slots.get(id)?.title, lang)
}

export function useLetters(): (ids: readonly string[]) => string {
  const { lang } = useText()
  const { alternatives } = useOpenText()
  return (ids) =>
    ids
      .flatMap((id) => alternatives.get(id)?.of.label ?? [])
      .map((l) => letterIn(l, lang))
      .join(lang === 'ar' ? '، ' : ', ')
}

export function usePartyNames(): (ids: readonly string[]) => string {
  const { lang } = useText()
  const { tree } = useOpenText()
  return (ids) =>
    ids.map((id) => shortName(tree.parties, id, lang)).join(lang === 'ar' ? '، ' : ', ')
}
