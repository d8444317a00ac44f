// How a clause of a file is named in the reader's language: kind, number, heading.
import { kindLabels, titleText } from '@sulh/analysis/text/labels'
import { numberIn } from '@sulh/analysis/text/numbers'
import type { NodeKind } from '@sulh/analysis/text/tree'
import { useText } from '../../messages/index.ts'

export type Named = {
  readonly kind: NodeKind
  readonly number: string
  readonly heading: { readonly en?: string | undefined; readonly ar?: string | undefined }
}

export function useClause(): (of: Named) => string {
  const { lang } = useText()
  return ({ kind, number, heading }) => {
    const name = `${kindLabels[kind][lang]} ${numberIn(number, lang)}`.trim()
    const { en, ar } = heading
    const title = titleText({ ...(en ? { en } : {}), ...(ar ? { ar } : {}) }, lang)
    return title === '' ? name : `${name}: ${title}`
  }
}
