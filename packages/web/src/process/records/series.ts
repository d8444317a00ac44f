// A series of figures as of the date cursor, in the order of its periods, ready to be drawn and
// tabled. Pure. Each figure keeps the fact that it rests on, so that it can open to its source.
import type { Fact } from '@sulh/contract/process'
import type { State, View } from '../view.ts'

export type Figure = {
  readonly record: State
  readonly fact: Fact
  readonly period: string
  readonly amount: number
  readonly derived: boolean
  /** Another source's figure for the same period. */
  readonly differing: boolean
}

export function figuresOf(view: View, series: State): readonly Figure[] {
  return view
    .back(series.id, 'observation', 'series')
    .flatMap((record) => {
      const state = record.facets['value']
      if (!state) return []
      return [state.lead, ...state.others].map((fact, i) => figure(record, fact, i > 0))
    })
    .sort((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : 0))
}

function figure(record: State, fact: Fact, differing: boolean): Figure {
  const { period, amount } = fact.value as { period: string; amount: number }
  return { record, fact, period, amount, derived: fact.mark === 'derived', differing }
}

/** The periods in order, each once: the places along the axis. */
export function periodsOf(figures: readonly Figure[]): readonly string[] {
  return [...new Set(figures.map((f) => f.period))]
}
