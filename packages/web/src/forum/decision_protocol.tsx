// The protocol of a decision for paper: both languages side by side, the terms' fingerprint, the votes,
// the trace, and a line for each witness.
import { decisionReport } from '@sulh/analysis/ballot/decision_report'
import { procedureSentences } from '@sulh/analysis/ballot/procedure_sentences'
import { nameOf, useDecision, type DecisionView } from './decision_reading.ts'
import type { ReactNode } from 'react'
import { Button, Link, Page } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { NotKnown } from '../process/records/not_known.tsx'
import css from './decision.module.css'
import { Sheet } from './decision_sheet.tsx'
import { OutcomeWords } from './decision_result.tsx'

export function DecisionProtocol({ id }: { id: string }): ReactNode {
  const { t } = useText()
  const decision = useDecision(id)
  if (!decision) {
    return (
      <NotKnown
        title={t('decision.title')}
        words={t('decision.not_found')}
        list={paths.decisions()}
      />
    )
  }
  return (
    <Page
      title={t('decision.protocol_title')}
      kicker={<Link to={paths.decision(id)}>{t('decision.title')}</Link>}
      actions={
        <Button variant="primary" onPress={() => print()}>
          {t('decision.print')}
        </Button>
      }
    >
      <div className={css['paper']}>
        <Sides decision={decision} />
        <p className={css['confirm']}>
          {t('decision.result')}: <OutcomeWords course={decision.course} />
        </p>
        {decision.course.stages.map((own) => (
          <Sheet key={own.stage.id} decision={decision} own={own} />
        ))}
        <Prints decision={decision} />
        <Witnesses decision={decision} />
      </div>
    </Page>
  )
}

/** Title, procedure and trace, each in both languages beside each other. */
function Sides({ decision }: { decision: DecisionView }): ReactNode {
  const { course, title, summary } = decision
  const { terms } = course
  if (!terms) return null
  const report = course.decision
    ? decisionReport(course.decision, terms.procedure, course.ballots)
    : undefined
  return (
    <div className={css['bilingual']}>
      {(['en', 'ar'] as const).map((language) => {
        const words = procedureSentences(terms.procedure, language)
        const trace = language === 'ar' ? report?.traceArabic : report?.trace
        return (
          <div key={language} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
            <h2>{title[language]}</h2>
            <p>{summary[language]}</p>
            <ul className={css['sentences']}>
              {[...words.general, ...words.stages.flatMap((s) => s.sentences)].map((s, i) => (
                <li key={i}>{s}</li>
              ))}
            </ul>
            <ol className={css['trace']}>
              {(trace ?? []).map((s, i) => (
                <li key={i}>{s}</li>
              ))}
            </ol>
          </div>
        )
      })}
    </div>
  )
}

function Prints({ decision }: { decision: DecisionView }): ReactNode {
  const { t } = useText()
  const { course, protocol } = decision
  return (
    <dl className={css['facts']}>
      <dt>{t('decision.frozen_as')}</dt>
      <dd>
        <code dir="ltr">{course.frozen ?? '—'}</code>
      </dd>
      <dt>{t('decision.protocol_hash')}</dt>
      <dd>
        <code dir="ltr">{protocol ?? '…'}</code>
      </dd>
      <dt>{t('decision.candidates')}</dt>
      <dd>
        {course.winners.length === 0
          ? '—'
          : course.winners.map((w) => {
              const { en, ar } = nameOf(course, w)
              return (
                <span key={w}>
                  <bdi lang="en">{en}</bdi> · <bdi lang="ar">{ar}</bdi>{' '}
                </span>
              )
            })}
      </dd>
    </dl>
  )
}

function Witnesses({ decision }: { decision: DecisionView }): ReactNode {
  const { t, day } = useText()
  const { course } = decision
  const rule = course.terms?.procedure.certification
  if (!rule) return null
  return (
    <>
      <p>{t('decision.protocol_words')}</p>
      <table className={css['witnesses']}>
        <thead>
          <tr>
            <th scope="col">{t('decision.witness')}</th>
            <th scope="col">{t('decision.certification')}</th>
            <th scope="col">{t('decision.signature')}</th>
          </tr>
        </thead>
        <tbody>
          {rule.witnesses.map((witness) => {
            const own = course.certifications.find((c) => c.witness === witness)
            return (
              <tr key={witness}>
                <td>{witness}</td>
                <td>{own ? day(own.on) : '—'}</td>
                <td />
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}
