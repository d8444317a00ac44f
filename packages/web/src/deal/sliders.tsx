// Sliders over what is estimated: what each party has without a deal, and how much each point
// weighs for it. Moving one tries a value out; nothing is recorded.
import { memo, useState, type ReactNode } from 'react'
import { Button, PartyMark } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { points } from './amounts.ts'
import type { DealCase, DealParty } from './case.ts'
import css from './deal.module.css'
import { fallbackOf, noTrials, weightOf, type Trials } from './problem.ts'

const FIRST = 5

export const Sliders = memo(function Sliders(props: {
  readonly deal: DealCase
  readonly trials: Trials
  readonly onChange: (trials: Trials) => void
}): ReactNode {
  const { deal, trials, onChange } = props
  const { t } = useText()
  const tried = trials.weights.size + trials.fallbacks.size
  return (
    <>
      <div className={css['row']}>
        <p className={css['soft']}>{t('deal.sliders_help')}</p>
        <Button isDisabled={tried === 0} onPress={() => onChange(noTrials)}>
          {t('deal.reset')}
        </Button>
      </div>
      <div className={css['parties']}>
        {deal.parties.map((party) => (
          <PartySliders key={party.id} {...{ deal, trials, party, onChange }} />
        ))}
      </div>
    </>
  )
})

function PartySliders(props: {
  readonly deal: DealCase
  readonly trials: Trials
  readonly party: DealParty
  readonly onChange: (trials: Trials) => void
}): ReactNode {
  const { deal, trials, party, onChange } = props
  const { t, pick } = useText()
  const [all, setAll] = useState(false)
  const name = pick(party.short)
  // Heaviest first by the estimates, so that a slider stays where it is while it moves.
  const sorted = deal.points.toSorted(
    (a, b) => weightOf(deal, noTrials, party.id, b.id) - weightOf(deal, noTrials, party.id, a.id),
  )
  const shown = all ? sorted : sorted.slice(0, FIRST)
  return (
    <div>
      <div className={css['party_head']}>
        <PartyMark side={party.side} /> {pick(party.name)}
      </div>
      <Slider
        words={t('deal.fallback')}
        label={t('deal.fallback_of', { party: name })}
        value={fallbackOf(deal, trials, party.id)}
        tried={trials.fallbacks.has(party.id)}
        onChange={(value) =>
          onChange({ ...trials, fallbacks: new Map(trials.fallbacks).set(party.id, value) })
        }
      />
      {shown.map((point) => {
        const key = `${party.id} ${point.id}`
        return (
          <Slider
            key={point.id}
            words={pick(point.title)}
            label={t('deal.weight_of', { point: pick(point.title), party: name })}
            value={weightOf(deal, trials, party.id, point.id)}
            tried={trials.weights.has(key)}
            onChange={(value) =>
              onChange({ ...trials, weights: new Map(trials.weights).set(key, value) })
            }
          />
        )
      })}
      {all || sorted.length <= FIRST ? null : (
        <Button variant="plain" onPress={() => setAll(true)}>
          {t('deal.more_sliders')}
        </Button>
      )}
    </div>
  )
}

function Slider(props: {
  readonly words: string
  readonly label: string
  readonly value: number
  readonly tried: boolean
  readonly onChange: (value: number) => void
}): ReactNode {
  const text = useText()
  return (
    <label className={css['slider']} data-tried={props.tried}>
      <span>{props.words}</span>
      <output>{points(text, props.value)}</output>
      <input
        type="range"
        min={0}
        max={100}
        step={1}
        value={props.value}
        aria-label={props.label}
        onChange={(event) => props.onChange(event.target.valueAsNumber)}
      />
    </label>
  )
}
