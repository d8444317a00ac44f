// Who talked to whom, as a table of actors against actors. A cell counts the meetings and
// engagements on record and opens the latest; an empty cell says that none is recorded.
import type { ReactNode } from 'react'
import { OpenRecord, RecordLink, Section } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import layout from '../records/layout.module.css'
import { Soft } from '../records/pieces.tsx'
import { byDays, daysOf } from '../records/reading.ts'
import { type State, valueOf } from '../view.ts'
import css from './actors.module.css'
import { partiesOf, sideOf, talks } from './selection.ts'

/** Actors beyond this many, those with the fewest contacts, are left to their own pages. */
const MATRIX_ACTORS = 16

export function Talks(): ReactNode {
  const { t, lang, pick } = useText()
  const { view } = useProcess()
  const all = talks(view)
  const contacts = new Map<State, number>()
  for (const { a, b, occasions } of all) {
    for (const s of [a, b]) contacts.set(s, (contacts.get(s) ?? 0) + occasions.length)
  }
  const others = [...contacts.keys()]
    .filter((s) => sideOf(s) === undefined)
    .toSorted((a, b) => (contacts.get(b) ?? 0) - (contacts.get(a) ?? 0))
  const parties = partiesOf(view, lang).filter((p) => contacts.has(p))
  const actors = [...parties, ...others].slice(0, MATRIX_ACTORS)
  const short = (s: State) => pick(valueOf(s, 'actor', 'description')?.short_name)
  const occasionsOf = (a: State, b: State) =>
    all.find((x) => (x.a === a && x.b === b) || (x.a === b && x.b === a))?.occasions ?? []
  return (
    <Section title={t('actors.talks')}>
      <Soft>{actors.length === 0 ? t('actors.no_talks') : t('actors.talks_hint')}</Soft>
      {actors.length === 0 ? null : (
        <div className={css['scroll']} tabIndex={0} role="region" aria-label={t('actors.talks')}>
          <table className={css['matrix']}>
            <caption className={layout['hidden']}>{t('actors.talks')}</caption>
            <thead>
              <tr>
                <td />
                {actors.map((a) => (
                  <th key={a.id} scope="col">
                    <span>{short(a)}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {actors.map((a) => (
                <tr key={a.id}>
                  <th scope="row">
                    <RecordLink state={a} />
                  </th>
                  {actors.map((b) => (
                    <Cell key={b.id} a={a} b={b} occasions={a === b ? [] : occasionsOf(a, b)} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}

function Cell(props: { a: State; b: State; occasions: readonly State[] }): ReactNode {
  const { t, pick, number } = useText()
  const { view } = useProcess()
  if (props.a === props.b) return <td data-self="" />
  const latest = props.occasions
    .toSorted((x, y) => byDays(daysOf(view.period(x)), daysOf(view.period(y))))
    .at(-1)
  if (!latest) return <td />
  const words = {
    a: pick(view.title(props.a)),
    b: pick(view.title(props.b)),
    count: props.occasions.length,
  }
  return (
    <td title={t('actors.talks_cell', words)}>
      <OpenRecord id={latest.id}>
        <span aria-hidden="true">{number(props.occasions.length)}</span>
        <span className={layout['hidden']}>{t('actors.talks_cell', words)}</span>
      </OpenRecord>
    </td>
  )
}
