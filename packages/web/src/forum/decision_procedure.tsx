// A decision's procedure in plain sentences, what could be read in two ways, its fingerprint, and how
// far its acceptance has come.
import type { Terms } from '@sulh/analysis/ballot/decision_course'
import { checkTerms } from '@sulh/analysis/ballot/decision_course'
import { findingSentence } from '@sulh/analysis/ballot/finding_sentences'
import { procedureSentences } from '@sulh/analysis/ballot/procedure_sentences'
import type { Bilingual } from '@sulh/contract/wording'
import type { ReactNode } from 'react'
import { Note, Section } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { Basis } from '../process/records/pieces.tsx'
import css from './decision.module.css'
import { hashText, type DecisionView } from './decision_reading.ts'

export function ProcedureWords({ terms }: { terms: Terms }): ReactNode {
  const { t, lang, pick } = useText()
  const { procedure, participation, floor } = terms
  const words = procedureSentences(procedure, lang)
  const [only] = words.stages.length === 1 ? words.stages : []
  const electronic = Object.values(terms.forms).some((form) => form !== 'paper')
  return (
    <>
      <ul className={css['sentences']}>
        {words.general.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {electronic ? <li>{t(`decision.participation_${participation}`)}</li> : null}
        {floor > 0 ? <li>{t('decision.floor', { count: floor })}</li> : null}
      </ul>
      <ol className={css['stages']} data-only={only !== undefined}>
        {procedure.stages.map((stage, i) => (
          <li key={stage.id}>
            <h3>{pick(stage.name)}</h3>
            <ul className={css['sentences']}>
              {(words.stages[i]?.sentences ?? []).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
              <li>{t(`decision.form_${terms.forms[stage.id] ?? 'paper'}`)}</li>
            </ul>
          </li>
        ))}
      </ol>
    </>
  )
}

export function ProcedureWarnings({ terms }: { terms: Terms }): ReactNode {
  const { t, lang } = useText()
  const warnings = checkTerms(terms).procedure.filter(({ severity }) => severity === 'warning')
  if (warnings.length === 0) return null
  return (
    <details>
      <summary>{t('decision.warnings')}</summary>
      <ul className={css['sentences']}>
        {warnings.map((finding, i) => (
          <li key={i}>{findingSentence(finding, terms.procedure, lang)}</li>
        ))}
      </ul>
    </details>
  )
}

export function Procedure({ decision }: { decision: DecisionView }): ReactNode {
  const { t, pick, day } = useText()
  const { course, record } = decision
  const { terms, acceptance, frozen } = course
  if (!terms) {
    return course.fault === undefined ? null : (
      <Note tone="warning">
        <span lang="en">{course.fault}</span>
      </Note>
    )
  }
  const lead = record.facts.findLast((f) => f.facet === 'terms')
  const accepted = record.facts.find((f) => f.id === acceptance?.fact_id)
  const how = accepted?.value['how'] as Bilingual | undefined
  const stands = acceptance !== undefined && acceptance.hash === (frozen ?? decision.hash)
  return (
    <Section title={t('decision.procedure')} actions={<Basis fact={lead} />}>
      <p className={css['soft']}>{t('decision.procedure_help')}</p>
      <ProcedureWords terms={terms} />
      <ProcedureWarnings terms={terms} />
      <dl className={css['facts']}>
        <dt>{t('decision.hash')}</dt>
        <dd>
          <code dir="ltr" title={decision.hash}>
            {decision.hash ? hashText(decision.hash) : '…'}
          </code>{' '}
          <span className={css['soft']}>{t('decision.hash_help')}</span>
        </dd>
        <dt>{t('decision.phase_accepted')}</dt>
        <dd>
          {acceptance && stands
            ? t('decision.accepted_on', { day: day(acceptance.on) })
            : t('decision.not_accepted')}{' '}
          {how && stands ? <p>{pick(how)}</p> : null} <Basis fact={stands ? accepted : undefined} />
        </dd>
        {frozen === undefined ? null : (
          <>
            <dt>{t('decision.frozen_as')}</dt>
            <dd>
              <code dir="ltr">{hashText(frozen)}</code>
            </dd>
          </>
        )}
      </dl>
    </Section>
  )
}
