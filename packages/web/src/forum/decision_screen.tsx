// One decision: its state, the ballot while one is open, the result with its trace, who stands, the
// procedure in sentences, what the secretariat may do next, and what it brings about.
import type { ReactNode } from 'react'
import { Bi, go, Link, Note, Page, Section, Button } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { today, useProcess } from '../process/data.ts'
import { useSettings } from '../session/settings.ts'
import { Names } from '../process/records/pieces.tsx'
import { NotKnown } from '../process/records/not_known.tsx'
import { leadOf } from '../process/view.ts'
import { Steward } from './decision_acts.tsx'
import { Candidates } from './decision_candidates.tsx'
import { Effects } from './decision_effect.tsx'
import css from './decision.module.css'
import { PhaseChip } from './decision_list.tsx'
import { Procedure } from './decision_procedure.tsx'
import { FindBallot } from './decision_receipt.tsx'
import { useDecision, type DecisionView } from './decision_reading.ts'
import { OutcomeWords, Results } from './decision_result.tsx'
import { OpenBallot } from './decision_vote.tsx'

export function Decision({ id }: { id: string }): ReactNode {
  const { t, pick } = useText()
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
  const { course } = decision
  // Until something is counted, the procedure is what the page is about.
  const counted = course.stages.some((s) => s.count)
  return (
    <Page
      title={pick(decision.title)}
      kicker={<Link to={paths.decisions()}>{t('decision.title')}</Link>}
      lead={<Bi text={decision.summary} />}
      actions={
        <>
          <PhaseChip record={decision.record} />
          {course.frozen === undefined ? null : (
            <Button onPress={() => go(paths.decisionProtocol(id))}>{t('decision.protocol')}</Button>
          )}
        </>
      }
    >
      {decision.past ? <Later /> : <OpenBallot decision={decision} />}
      {course.outcome === undefined ? null : (
        <Section title={t('decision.result')}>
          <p className={css['confirm']}>
            <OutcomeWords course={course} />
          </p>
          <Certified decision={decision} />
        </Section>
      )}
      <Steward decision={decision} />
      <div className={css['columns']}>
        <div>
          <Results decision={decision} />
          {counted ? null : <Procedure decision={decision} />}
          <Candidates decision={decision} />
          <FindBallot decision={decision} />
        </div>
        <div>
          {counted ? <Procedure decision={decision} /> : null}
          <Around decision={decision} />
          <Effects decision={decision} />
        </div>
      </div>
    </Page>
  )
}

/** Acts are done on the decision as it stands now: a page of an earlier day leads there. */
function Later(): ReactNode {
  const { t, day: dayOf } = useText()
  const { day } = useProcess()
  const { set } = useSettings()
  return (
    <Note>
      <p>{t('decision.as_of', { day: dayOf(day) })}</p>
      <Button onPress={() => set({ day: today() })}>{t('frame.not_known_today')}</Button>
    </Note>
  )
}

function Certified({ decision }: { decision: DecisionView }): ReactNode {
  const { t, lang } = useText()
  const { course } = decision
  const rule = course.terms?.procedure.certification
  if (!rule) return null
  const names = course.certifications.map(({ witness }) => witness)
  return (
    <Note>
      {t('decision.certified', { count: names.length, needed: rule.needed })}
      {names.length > 0 ? `: ${names.join(lang === 'ar' ? '، ' : ', ')}` : null}
    </Note>
  )
}

/** The body and what the decision concerns, as the date cursor knows them. */
function Around({ decision }: { decision: DecisionView }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const lead =
    leadOf(view.get(decision.id)) ?? decision.record.facts.find((f) => f.facet === 'description')
  const body = view.refs(lead, 'body')
  const concerns = view.refs(lead, 'concerns')
  if (body.length + concerns.length === 0) return null
  return (
    <Section title={t('frame.links')}>
      <p>
        <Names states={[...body, ...concerns]} />
      </p>
    </Section>
  )
}
