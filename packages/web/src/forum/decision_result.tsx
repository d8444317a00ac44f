// What a decision came to: its outcome in words, the votes of each stage as bars with the table behind
// them, the trace in sentences, and what other rules would have made of the same ballots.
import type { Course, CourseStage } from '@sulh/analysis/ballot/decision_course'
import { decisionReport, type VoteReport } from '@sulh/analysis/ballot/decision_report'
import type { ReactNode } from 'react'
import { DataTable, Mark, Note, Section, StatusChip } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { Basis } from '../process/records/pieces.tsx'
import css from './decision.module.css'
import { nameOf, type DecisionView } from './decision_reading.ts'
import { Sheet } from './decision_sheet.tsx'

export function OutcomeWords({ course }: { course: Course }): ReactNode {
  const { t, pick, lang } = useText()
  const { outcome, winners } = course
  if (outcome === undefined) return <span>{t('decision.outcome_none')}</span>
  const names = winners.map((w) => pick(nameOf(course, w))).join(lang === 'ar' ? '، ' : ', ')
  return <span>{t(`decision.outcome_${outcome}`, { names })}</span>
}

export function Results({ decision }: { decision: DecisionView }): ReactNode {
  const { course } = decision
  const counted = course.stages.filter((s) => s.count)
  if (counted.length === 0) return null
  return (
    <>
      {course.fault === undefined ? null : (
        <Note tone="warning">
          <span lang="en">{course.fault}</span>
        </Note>
      )}
      {counted.map((own) => (
        <StageResult key={own.stage.id} decision={decision} own={own} />
      ))}
      <Trace decision={decision} />
      <Sensitivity decision={decision} />
    </>
  )
}

function StageResult({ decision, own }: { decision: DecisionView; own: CourseStage }): ReactNode {
  const { t, pick } = useText()
  const { course, record } = decision
  const fact = record.facts.findLast(
    (f) => f.facet === 'count' && f.value['stage'] === own.stage.id,
  )
  const report =
    course.decision && course.terms
      ? decisionReport(course.decision, course.terms.procedure, course.ballots)
      : undefined
  const votes = (report?.rounds ?? []).filter((v) => v.stage === own.stage.id)
  const note = fact?.value['note'] as { en: string; ar: string } | undefined
  return (
    <Section
      title={t('decision.votes_of', { stage: pick(own.stage.name) })}
      actions={
        fact ? (
          <span className={css['basis']}>
            <Mark value={fact.mark} /> <Basis fact={{ ...fact, mark: 'none' }} />
          </span>
        ) : null
      }
    >
      {votes.map((vote) => (
        <VoteBars key={vote.college ?? 'all'} decision={decision} vote={vote} />
      ))}
      {own.count?.published === 'outcome' ? (
        <Note>
          {t('decision.receipts_only')}{' '}
          {own.count.outcome
            .map((o) => (o.winner ? pick(decision.candidate(o.winner)) : '—'))
            .join(', ')}
        </Note>
      ) : null}
      {note ? (
        <p className={css['note']}>
          <b>{t('decision.note')}:</b> {pick(note)}
        </p>
      ) : null}
      <Sheet decision={decision} own={own} />
    </Section>
  )
}

/** Bars with a line where the threshold stands; the table behind says the same in figures. */
function VoteBars({ decision, vote }: { decision: DecisionView; vote: VoteReport }): ReactNode {
  const { t, pick, number } = useText()
  const { course } = decision
  const rows = Object.entries(vote.tally).toSorted((a, b) => b[1] - a[1])
  const [requirement] = vote.requirements
  const top = Math.max(1, requirement?.needed ?? 0, ...rows.map(([, n]) => n))
  const valid = vote.cast - vote.spoilt - vote.abstained
  const title = vote.college === undefined ? undefined : pick(decision.college(vote.college))
  const line = requirement ? `${(requirement.needed / top) * 100}%` : undefined
  return (
    <div className={css['vote']}>
      {title ? <h3>{title}</h3> : null}
      <p className={css['soft']}>
        {t('decision.valid_of', { valid, cast: vote.cast, members: vote.members })}
        {requirement
          ? ` · ${t('decision.needed', { needed: requirement.needed, of: requirement.of })}`
          : null}
      </p>
      <ul className={css['bars']} aria-hidden>
        {rows.map(([id, n]) => (
          <li key={id} data-won={vote.winner === id}>
            <span className={css['bar_name']}>{pick(nameOf(course, id))}</span>
            <span className={css['bar_track']}>
              <span className={css['bar']} style={{ inlineSize: `${(n / top) * 100}%` }} />
              {line ? (
                <span className={css['bar_line']} style={{ insetInlineStart: line }} />
              ) : null}
            </span>
            <span className={css['bar_figure']}>{number(n)}</span>
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('records.table_behind')}</summary>
        <DataTable
          label={title ?? t('decision.votes')}
          rows={[
            ...rows,
            ['abstain', vote.abstained] as [string, number],
            ['spoilt', vote.spoilt] as [string, number],
          ]}
          rowKey={([id]) => id}
          columns={[
            {
              key: 'choice',
              title: t('decision.choice'),
              brief: true,
              render: ([id]) => (id === 'spoilt' ? t('decision.spoilt') : pick(nameOf(course, id))),
            },
            {
              key: 'votes',
              title: t('decision.votes'),
              align: 'end',
              render: ([, n]) => number(n),
            },
          ]}
        />
      </details>
    </div>
  )
}

function Trace({ decision }: { decision: DecisionView }): ReactNode {
  const { t, lang } = useText()
  const { course } = decision
  if (!course.decision || !course.terms) return null
  const report = decisionReport(course.decision, course.terms.procedure, course.ballots)
  const sentences = lang === 'ar' ? report.traceArabic : report.trace
  return (
    <Section title={t('decision.trace')}>
      <ol className={css['trace']}>
        {sentences.map((sentence, i) => (
          // The trace has no ids, and never changes its order.
          <li key={i}>{sentence}</li>
        ))}
      </ol>
    </Section>
  )
}

const FEW_VIEWS = 8

function Sensitivity({ decision }: { decision: DecisionView }): ReactNode {
  const { t, lang } = useText()
  const { course } = decision
  if (!course.decision || !course.terms) return null
  const report = decisionReport(course.decision, course.terms.procedure, course.ballots)
  if (report.sensitivity.length === 0) return null
  const views = (changes: boolean) => (
    <ul className={css['views']}>
      {report.sensitivity
        .filter((view) => view.changes === changes)
        .map((view, i) => (
          <li key={i}>
            <StatusChip tone={changes ? 'accent' : 'soft'}>
              {t(changes ? 'decision.sensitivity_changes' : 'decision.sensitivity_same')}
            </StatusChip>
            <span>{lang === 'ar' ? view.sentenceArabic : view.sentence}</span>
          </li>
        ))}
    </ul>
  )
  const same = report.sensitivity.filter((view) => !view.changes).length
  // A long list of rules that change nothing is kept folded.
  return (
    <Section title={t('decision.sensitivity')}>
      <p className={css['soft']}>{t('decision.sensitivity_help')}</p>
      {views(true)}
      {same > 0 ? (
        <details open={same <= FEW_VIEWS}>
          <summary>{t('decision.sensitivity_others', { count: same })}</summary>
          {views(false)}
        </details>
      ) : null}
    </Section>
  )
}
