// The parts of a link that are filled in: which options of which points it is about, and its numbers.
import type { ReactNode } from 'react'
import { Button } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import type { Choice, DealCase } from './case.ts'
import css from './deal.module.css'
import type { LinkForm } from './link_records.ts'

/** What the combination is worth to each party, in points of the whole; may be less than 0. */
export function Bonus(props: {
  readonly deal: DealCase
  readonly form: LinkForm
  readonly onChange: (patch: Partial<LinkForm>) => void
}): ReactNode {
  const { t, pick } = useText()
  const { deal, form } = props
  return (
    <div className={css['row']}>
      {deal.parties.map((party) => (
        <Numeric
          key={party.id}
          label={t('deal.link_points', { party: pick(party.short) })}
          value={form.points.find((p) => p.party === party.id)?.points ?? 0}
          onChange={(amount) =>
            props.onChange({
              points: [
                ...form.points.filter((p) => p.party !== party.id),
                { party: party.id, points: amount },
              ],
            })
          }
        />
      ))}
    </div>
  )
}

export function Numeric(props: {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
}): ReactNode {
  return (
    <label>
      {props.label}{' '}
      <input
        type="number"
        className={css['number']}
        value={Number.isNaN(props.value) ? '' : props.value}
        onChange={(event) => props.onChange(event.target.valueAsNumber)}
      />
    </label>
  )
}

export function Choices(props: {
  readonly deal: DealCase
  readonly title: string
  readonly choices: readonly Choice[]
  readonly costs: readonly number[] | undefined
  readonly onChange: (choices: readonly Choice[], costs?: readonly number[]) => void
}): ReactNode {
  const { deal, title, choices, costs, onChange } = props
  const { t } = useText()
  const change = (at: number, patch: Partial<Choice>) =>
    onChange(choices.map((c, i) => (i === at ? { ...c, ...patch } : c)))
  return (
    <fieldset className={css['option_fields']}>
      <legend>{title}</legend>
      {choices.map((choice, i) => {
        const nth = `${title} ${i + 1}`
        const without = <T,>(all: readonly T[]) => all.filter((_, k) => k !== i)
        // The place in the list is all that tells two empty choices apart.
        return (
          <div key={i} className={css['choice_row']}>
            <OneChoice
              deal={deal}
              nth={nth}
              choice={choice}
              onChange={(patch) => change(i, patch)}
            />
            {costs ? (
              <Numeric
                label={t('deal.link_cost')}
                value={costs[i] ?? 0}
                onChange={(cost) =>
                  onChange(
                    choices,
                    choices.map((_, k) => (k === i ? cost : (costs[k] ?? 0))),
                  )
                }
              />
            ) : null}
            {choices.length > 1 ? (
              <Button
                variant="plain"
                label={t('deal.remove_of', { name: nth })}
                onPress={() => onChange(without(choices), costs && without(costs))}
              >
                {t('deal.remove')}
              </Button>
            ) : null}
          </div>
        )
      })}
      <Button onPress={() => onChange([...choices, { issue: '', option: '' }])}>
        {t('deal.add_choice')}
      </Button>
    </fieldset>
  )
}

/** A point, and one of its options. */
function OneChoice(props: {
  readonly deal: DealCase
  readonly nth: string
  readonly choice: Choice
  readonly onChange: (patch: Partial<Choice>) => void
}): ReactNode {
  const { deal, nth, choice, onChange } = props
  const { t, pick } = useText()
  const point = deal.points.find((p) => p.id === choice.issue)
  return (
    <>
      <select
        className={css['select']}
        aria-label={`${nth}: ${t('deal.point')}`}
        value={choice.issue}
        onChange={(event) => onChange({ issue: event.target.value, option: '' })}
      >
        <option value="">{t('deal.point')}…</option>
        {deal.points.map((p) => (
          <option key={p.id} value={p.id}>
            {pick(p.title)}
          </option>
        ))}
      </select>
      <select
        className={css['select']}
        aria-label={`${nth}: ${t('deal.option')}`}
        value={choice.option}
        onChange={(event) => onChange({ option: event.target.value })}
      >
        <option value="">{t('deal.option')}…</option>
        {(point?.options ?? []).map((o) => (
          <option key={o.key} value={o.key}>
            {pick(o.title)}
          </option>
        ))}
      </select>
    </>
  )
}
