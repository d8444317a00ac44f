// Events of a picture in the form in which the chronology filters them, and the table that a reader
// takes away: one row an account, in both languages.
import type { Fact } from '@sulh/contract/process'
import type { Bilingual } from '@sulh/contract/wording'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import type { State, View } from '../view.ts'
import { certaintyOf, type Chronicled, csv } from './filter.ts'

type Account = {
  readonly title: Bilingual
  readonly text: Bilingual
  readonly when: { readonly from: string; readonly to?: string }
  readonly precision: Chronicled['precision']
  readonly scheduled?: boolean
}
const accountOf = (fact: Fact) => fact.value as Account

export function chronicled(view: View): readonly Chronicled[] {
  return view.of('event').flatMap((event) => {
    const state = event.facets['account']
    if (!state) return []
    const account = accountOf(state.lead)
    const tracks = view.refs(state.lead, 'tracks')
    const actors = view.refs(state.lead, 'actors')
    const named = [...tracks, ...actors, ...view.refs(state.lead, 'source')]
    return [
      {
        id: event.id,
        title: account.title,
        text: account.text,
        from: account.when.from,
        to: account.when.to ?? account.when.from,
        precision: account.precision,
        scheduled: account.scheduled === true,
        certainty: state.lead.certainty,
        differing: state.others.map(accountOf),
        tracks: tracks.map((s) => s.id),
        actors: actors.map((s) => s.id),
        about: named.map((s) => Object.values(view.title(s)).join(' ')).join(' '),
      },
    ]
  })
}

const columns = [
  'from',
  'to',
  'precision',
  'certainty',
  'account',
  'title_en',
  'title_ar',
  'text_en',
  'text_ar',
  'tracks_en',
  'tracks_ar',
  'actors_en',
  'actors_ar',
  'sources',
  'id',
] as const

/** Gives the function that makes the table of the events shown. */
export function useTable(): (events: readonly Chronicled[]) => string {
  const { t } = useText()
  const { view } = useProcess()
  const titles = (states: readonly State[], lang: 'en' | 'ar') =>
    states.map((s) => view.title(s)[lang]).join('; ')
  const row = (event: Chronicled, fact: Fact, n: number): readonly string[] => {
    const account = accountOf(fact)
    const tracks = view.refs(fact, 'tracks')
    const actors = view.refs(fact, 'actors')
    const sources = view.refs(fact, 'source')
    return [
      account.when.from,
      account.when.to ?? account.when.from,
      t(word('precision', account.precision)),
      t(word('certainty', n === 1 ? certaintyOf(event) : fact.certainty)),
      String(n),
      account.title.en,
      account.title.ar,
      account.text.en,
      account.text.ar,
      titles(tracks, 'en'),
      titles(tracks, 'ar'),
      titles(actors, 'en'),
      titles(actors, 'ar'),
      sources.map((s) => String(view.value(s)['code'] ?? '')).join(' '),
      event.id,
    ]
  }
  return (events) =>
    csv(
      columns.map((c) => t(`chronology.column_${c}`)),
      events.flatMap((event) => {
        const state = view.get(event.id)?.facets['account']
        return state ? [state.lead, ...state.others].map((f, i) => row(event, f, i + 1)) : []
      }),
    )
}
