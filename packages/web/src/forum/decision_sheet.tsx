// What a count publishes beside its totals: of an open stage the roll-call by name, of a secret one
// every ballot with its receipt in the order of the receipts, and who took part.
import type { CourseStage } from '@sulh/analysis/ballot/decision_course'
import type { CastBallot } from '@sulh/analysis/ballot/procedure'
import { tokenText } from '@sulh/analysis/ballot/voucher'
import type { ReactNode } from 'react'
import { DataTable } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import css from './decision.module.css'
import type { DecisionView } from './decision_reading.ts'

/** A ballot in words. */
export function useBallotWords(decision: DecisionView): (ballot: CastBallot | undefined) => string {
  const { t, pick, lang } = useText()
  return (ballot) => {
    const choice = ballot?.choice
    if (ballot?.spoilt === true || choice === undefined) return t('decision.spoilt')
    const name = (id: string) => pick(decision.candidate(id))
    if (typeof choice === 'string') return name(choice)
    const parts = choice.map((c) => (typeof c === 'string' ? name(c) : c.map(name).join(' = ')))
    return parts.length === 0 ? t('decision.abstain') : parts.join(lang === 'ar' ? '، ' : ', ')
  }
}

export function Sheet({ decision, own }: { decision: DecisionView; own: CourseStage }): ReactNode {
  const { count, form } = own
  if (!count || form === 'paper') return null
  return form === 'open' ? (
    <Roll decision={decision} own={own} />
  ) : (
    <Receipts decision={decision} own={own} />
  )
}

function Roll({ decision, own }: { decision: DecisionView; own: CourseStage }): ReactNode {
  const { t, pick } = useText()
  const words = useBallotWords(decision)
  const ballots = own.count?.ballots ?? []
  const rows = (decision.course.terms?.voters ?? []).map(({ seat, college }) => ({
    seat,
    college,
    ballot: ballots.find((b) => b.voter === seat),
  }))
  return (
    <details open className={css['sheet']}>
      <summary>{t('decision.roll')}</summary>
      <DataTable
        label={t('decision.roll')}
        rows={rows}
        rowKey={(r) => r.seat}
        columns={[
          {
            key: 'voter',
            title: t('decision.voter'),
            brief: true,
            render: (r) => pick(decision.seat(r.seat)),
          },
          {
            key: 'college',
            title: t('decision.college'),
            render: (r) => (r.college === undefined ? '—' : pick(decision.college(r.college))),
          },
          {
            key: 'choice',
            title: t('decision.choice'),
            render: (r) => (r.ballot ? words(r.ballot) : t('decision.roll_absent')),
          },
        ]}
      />
    </details>
  )
}

function Receipts({ decision, own }: { decision: DecisionView; own: CourseStage }): ReactNode {
  const { t, pick, lang } = useText()
  const words = useBallotWords(decision)
  const { receipts = [], ballots = [], took_part = [], published } = own.count ?? {}
  const rows = receipts
    .map(({ receipt }, i) => ({ receipt, ballot: ballots[i] }))
    .toSorted((a, b) => (a.receipt < b.receipt ? -1 : 1))
  const people = took_part
    .map((seat) => pick(decision.seat(seat)))
    .join(lang === 'ar' ? '، ' : ', ')
  return (
    <>
      <details className={css['sheet']}>
        <summary>{t('decision.sheet')}</summary>
        <DataTable
          label={t('decision.sheet')}
          rows={rows}
          rowKey={(r) => r.receipt}
          columns={[
            {
              key: 'receipt',
              title: t('decision.receipt'),
              brief: true,
              render: (r) => <code dir="ltr">{tokenText(r.receipt)}</code>,
            },
            ...(published === 'all'
              ? [
                  {
                    key: 'choice',
                    title: t('decision.choice'),
                    render: (r: (typeof rows)[number]) => words(r.ballot),
                  },
                ]
              : []),
          ]}
        />
      </details>
      <p className={css['note']}>
        <b>{t('decision.took_part_list')}:</b> {people}
      </p>
    </>
  )
}
