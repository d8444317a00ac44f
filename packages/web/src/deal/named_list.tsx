// The four named solutions, each with what every party gets and its certificate; choosing one shows
// its package and keeps it while sliders move. And the text on the table as one of them.
import { memo, type ReactNode } from 'react'
import { Button, PartyMark } from '../design/index.ts'
import { useText, type Text } from '../messages/index.ts'
import { certificateWords, points } from './amounts.ts'
import type { DealCase } from './case.ts'
import css from './deal.module.css'
import { objectives, type DealAnswer, type NamedPackage } from './solve.ts'

export type Objective = (typeof objectives)[number]
/** A package in hand; by a named solution it follows the sliders. */
export type Chosen = {
  readonly options: readonly number[]
  readonly objective?: Objective | 'table' | undefined
  /** Where it is no point that the answer holds. */
  readonly worth?: readonly number[] | undefined
}

export function objectiveName(
  objective: Objective,
  t: Text['t'],
  form: 'short' | 'long' = 'long',
): string {
  switch (objective) {
    case 'nash':
      return t(form === 'short' ? 'deal.nash_short' : 'deal.nash')
    case 'egalitarian':
      return t(form === 'short' ? 'deal.egalitarian_short' : 'deal.egalitarian')
    case 'kalai-smorodinsky':
      return t(form === 'short' ? 'deal.kalai_smorodinsky_short' : 'deal.kalai_smorodinsky')
    case 'utilitarian':
      return t(form === 'short' ? 'deal.utilitarian_short' : 'deal.utilitarian')
  }
}

export const NamedList = memo(function NamedList(props: {
  readonly deal: DealCase
  readonly answer: DealAnswer
  readonly chosen: Chosen | undefined
  readonly onChoose: (chosen: Chosen) => void
}): ReactNode {
  const { deal, answer, chosen, onChoose } = props
  const { t } = useText()
  const { table } = answer
  return (
    <div className={css['named']}>
      {objectives.map((objective) => (
        <NamedRow
          key={objective}
          title={objectiveName(objective, t)}
          deal={deal}
          found={answer.named[objective]}
          certificate={answer.named[objective]?.certificate}
          settled={!answer.cancelled}
          current={chosen?.objective === objective}
          onChoose={(options) => onChoose({ options, objective })}
        />
      ))}
      {table ? (
        <NamedRow
          title={t('deal.on_table')}
          deal={deal}
          found={table}
          note={t(table.efficient ? 'deal.table_efficient' : 'deal.table_inefficient')}
          settled
          current={chosen?.objective === 'table'}
          onChoose={(options) => onChoose({ options, objective: 'table' })}
        />
      ) : null}
    </div>
  )
})

function NamedRow(props: {
  readonly title: string
  readonly deal: DealCase
  readonly found: Pick<NamedPackage, 'options' | 'worth' | 'gains'> | undefined
  readonly certificate?: NamedPackage['certificate'] | undefined
  readonly note?: string
  readonly current: boolean
  readonly settled: boolean
  readonly onChoose: (options: readonly number[]) => void
}): ReactNode {
  const text = useText()
  const { t, pick } = text
  const { title, found, certificate } = props
  return (
    <div className={css['named_row']} data-chosen={props.current}>
      <div>
        <div className={css['named_title']}>{title}</div>
        {found ? (
          <>
            <div className={css['figures']}>
              {props.deal.parties.map((party, p) => {
                const gain = found.gains[p] ?? 0
                const amount = points(text, Math.abs(gain))
                return (
                  <span key={party.id}>
                    <PartyMark side={party.side} /> {pick(party.short)}{' '}
                    <b>{points(text, found.worth[p] ?? 0)}</b>{' '}
                    <span className={css['soft']}>
                      {t(gain < 0 ? 'deal.loss' : 'deal.gain', { amount })}
                    </span>
                  </span>
                )
              })}
            </div>
            <details className={css['soft']}>
              <summary className={css['summary']}>
                {certificate
                  ? `${t('deal.certificate')}: ${certificateWords(text, certificate)}`
                  : props.note}
              </summary>
              {certificate ? (
                <code dir="ltr" lang="en">
                  {`${certificate.method}; value ${certificate.value}; bound ${certificate.bound}; gap ${certificate.gap}`}
                </code>
              ) : null}
            </details>
          </>
        ) : (
          <p className={css['soft']}>
            {t(props.settled ? 'deal.no_solution' : 'deal.not_settled')}
          </p>
        )}
      </div>
      {found ? (
        <Button
          label={t('deal.choose_of', { name: title })}
          onPress={() => props.onChoose(found.options)}
        >
          {t('deal.choose')}
        </Button>
      ) : null}
    </div>
  )
}
