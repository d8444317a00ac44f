// Which account an act is aimed at, where a record has several. Shows the facet and its words.
import type { Fact } from '@sulh/contract/process'
import type { ReactNode } from 'react'
import { Choice } from '../../design/index.ts'
import { type Text, useText } from '../../messages/index.ts'
import type { State } from '../view.ts'
import { statableFacets } from './fields.ts'
import { facetLabel } from './labels.ts'

/** Accounts that stand, facet by facet. */
export function standingFacts(state: State): readonly Fact[] {
  const own = new Set(statableFacets(state.kind))
  return Object.entries(state.facets)
    .filter(([facet]) => own.has(facet))
    .flatMap(([, { lead, others }]) => [lead, ...others])
}

/** The facet and, where it has words, its title. */
export function factName(fact: Fact, { t, pick, day, span }: Text): string {
  const { title, name, text, when } = fact.value as {
    title?: { en: string; ar: string }
    name?: { en: string; ar: string }
    text?: { en: string; ar: string }
    when?: string | { from: string; to?: string }
  }
  const words = pick(title ?? name ?? text)
  const days = typeof when === 'string' ? day(when) : when ? span(when) : ''
  const detail = words || days
  return detail ? `${t(facetLabel(fact.facet))}: ${detail.slice(0, 70)}` : t(facetLabel(fact.facet))
}

export function AimedAt(props: {
  facts: readonly Fact[]
  value: string
  onChange: (id: string) => void
}): ReactNode {
  const text = useText()
  return (
    <Choice
      label={text.t('forms.of_fact')}
      value={props.value}
      onChange={props.onChange}
      options={props.facts.map((f) => ({ id: f.id, label: factName(f, text) }))}
    />
  )
}
