// The choices of a ballot as large fields: one of several, several, or numbers in an order. What is
// marked becomes a ballot in the engine's own form; an unfinished one is none.
import type { CastBallot, Stage } from '@sulh/analysis/ballot/procedure'
import type { ReactNode } from 'react'
import { useText } from '../messages/index.ts'
import css from './decision.module.css'
import type { DecisionView } from './decision_reading.ts'

export type Marks = {
  readonly one: string | undefined
  readonly several: readonly string[]
  readonly ranks: Readonly<Record<string, number>>
}
export const emptyMarks: Marks = { one: undefined, several: [], ranks: {} }

export function ballotOf(
  form: Stage['ballot'],
  { one, several, ranks }: Marks,
): CastBallot | undefined {
  if (form === 'approval') return { choice: several }
  if (form === 'ranked') {
    const levels = Map.groupBy(Object.entries(ranks), ([, rank]) => rank)
    const choice = [...levels]
      .toSorted(([a], [b]) => a - b)
      .map(([, level]) => (level.length === 1 ? (level[0]?.[0] ?? '') : level.map(([id]) => id)))
    return choice.length === 0 ? undefined : { choice }
  }
  return one === undefined ? undefined : { choice: one }
}

export function Choices(props: {
  readonly decision: DecisionView
  readonly ballot: Stage['ballot']
  readonly standing: readonly string[]
  readonly marks: Marks
  readonly onChange: (marks: Marks) => void
}): ReactNode {
  const { decision, ballot, standing, marks, onChange } = props
  const { t, pick } = useText()
  const single = ballot === 'yes-no' || ballot === 'one-of'
  const legend = single ? 'choose_one' : ballot === 'approval' ? 'choose_several' : 'choose_ranked'
  const ids = single ? [...standing, 'abstain'] : standing
  return (
    <fieldset className={css['group']}>
      <legend>{t(`decision.${legend}`)}</legend>
      <div className={css['choices']}>
        {ids.map((id) => (
          <label key={id} className={css['option']}>
            {single ? (
              <input
                type="radio"
                name="choice"
                checked={marks.one === id}
                onChange={() => onChange({ ...marks, one: id })}
              />
            ) : ballot === 'approval' ? (
              <input
                type="checkbox"
                checked={marks.several.includes(id)}
                onChange={({ target }) =>
                  onChange({
                    ...marks,
                    several: target.checked
                      ? [...marks.several, id]
                      : marks.several.filter((other) => other !== id),
                  })
                }
              />
            ) : (
              <input
                type="number"
                min={1}
                max={standing.length}
                value={marks.ranks[id] ?? ''}
                onChange={({ target }) => {
                  const { [id]: _, ...others } = marks.ranks
                  const rank = Number.parseInt(target.value, 10)
                  onChange({ ...marks, ranks: rank > 0 ? { ...others, [id]: rank } : others })
                }}
              />
            )}
            <span>{pick(decision.candidate(id))}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
