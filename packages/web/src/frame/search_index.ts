// Search over what the seat can read as of the cursor, in both languages at once. Pure: takes a
// view, gives an index; the query is answered without a request, so nothing is asked that could
// be overheard.
import { matches, normalise } from '../design/normalise.ts'
import type { State, View } from '../process/view.ts'

export type Entry = { readonly state: State; readonly title: string; readonly text: string }

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  return Object.values(value).map(wordsOf).join(' ')
}

export function indexOf(view: View): readonly Entry[] {
  return view.all
    .filter((state) => state.kind !== 'observation')
    .map((state) => {
      const title = view.title(state)
      const facets = Object.values(state.facets)
      const facts = facets.flatMap((f) => [f.lead, ...f.others])
      return {
        state,
        title: normalise(`${title.en} ${title.ar}`),
        text: normalise(facts.map((fact) => wordsOf(fact.value)).join(' ')),
      }
    })
}

/** Hits whose title has all the words come first, in the order of the view otherwise. */
export function find(index: readonly Entry[], query: string): readonly State[] {
  const wanted = normalise(query)
  if (wanted === '') return []
  const inTitle: State[] = []
  const inText: State[] = []
  for (const entry of index) {
    if (matches(entry.title, wanted)) inTitle.push(entry.state)
    else if (matches(entry.text, wanted)) inText.push(entry.state)
  }
  return [...inTitle, ...inText]
}
