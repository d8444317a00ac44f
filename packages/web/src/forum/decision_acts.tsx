// The acts of the secretariat, in the order in which they come: the body accepted, freeze, open, close
// and count, enter a paper count, witnesses. One act at a time is offered, with what it brings.
import { standingIn, type CourseStage } from '@sulh/analysis/ballot/decision_course'
import { useState, type ReactNode } from 'react'
import { Button, DayInput, Failure, Section, TextInput } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { today } from '../process/data.ts'
import css from './decision.module.css'
import { useActing, type Acting, type DecisionView } from './decision_reading.ts'

/** A button with its act, busy while it runs, and its refusal below it. */
export function ActButton(props: {
  readonly children: ReactNode
  readonly act: () => Promise<void>
  readonly primary?: boolean
  readonly isDisabled?: boolean
}): ReactNode {
  const { t } = useText()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  return (
    <>
      <Button
        variant={props.primary ? 'primary' : 'quiet'}
        isDisabled={busy || props.isDisabled === true}
        onPress={() => {
          setBusy(true)
          setError(undefined)
          void props
            .act()
            .catch((why: unknown) => setError(why))
            .finally(() => setBusy(false))
        }}
      >
        {busy ? t('decision.busy') : props.children}
      </Button>
      {error === undefined ? null : <Failure error={error} />}
    </>
  )
}

export function Steward({ decision }: { decision: DecisionView }): ReactNode {
  const { t, pick } = useText()
  const acting = useActing(decision.id)
  const { course, part } = decision
  if (!part.steward || !course.terms) return null
  const { next, frozen } = course
  const name = next ? pick(next.stage.name) : ''
  const accepted = course.acceptance?.hash === decision.hash && decision.hash !== undefined
  const witnesses = course.terms.procedure.certification?.witnesses ?? []
  const unsigned = witnesses.length > course.certifications.length && next === undefined
  if (frozen !== undefined && next === undefined && !unsigned) return null
  return (
    <Section title={t('decision.steps')}>
      <div className={css['steps']}>
        {frozen === undefined && !accepted ? <Accept decision={decision} acting={acting} /> : null}
        {frozen === undefined && accepted ? (
          <div>
            <p className={css['soft']}>{t('decision.freeze_help')}</p>
            <ActButton primary act={() => acting('freezeTerms', { hash: decision.hash })}>
              {t('decision.freeze')}
            </ActButton>
          </div>
        ) : null}
        {frozen !== undefined && next?.status === 'waiting' && next.form !== 'paper' ? (
          <div>
            <ActButton primary act={() => acting('openStage', { stage: next.stage.id })}>
              {t('decision.open_stage', { stage: name })}
            </ActButton>
          </div>
        ) : null}
        {frozen !== undefined && next?.status === 'waiting' && next.form === 'paper' ? (
          <PaperCount key={next.stage.id} decision={decision} own={next} acting={acting} />
        ) : null}
        {next?.status === 'open' || next?.status === 'closed' ? (
          <div>
            <p className={css['soft']}>{t('decision.close_help')}</p>
            <ActButton primary act={() => acting('closeStage', { stage: next.stage.id })}>
              {t(next.status === 'open' ? 'decision.close_stage' : 'decision.count_again', {
                stage: name,
              })}
            </ActButton>
          </div>
        ) : null}
        <Certify decision={decision} acting={acting} />
      </div>
    </Section>
  )
}

function Accept({ decision, acting }: { decision: DecisionView; acting: Acting }): ReactNode {
  const { t } = useText()
  const [en, setEn] = useState('')
  const [ar, setAr] = useState('')
  const [on, setOn] = useState(today())
  return (
    <div className={css['form']}>
      <div className={css['pair']}>
        <TextInput label={t('decision.how_en')} value={en} onChange={setEn} lang="en" long />
        <TextInput label={t('decision.how_ar')} value={ar} onChange={setAr} lang="ar" long />
      </div>
      <DayInput label={t('decision.accept_day')} value={on} onChange={setOn} />
      <div>
        <ActButton
          primary
          isDisabled={en === '' || ar === '' || decision.hash === undefined}
          act={() => acting('acceptTerms', { hash: decision.hash, on, how: { en, ar } })}
        >
          {t('decision.accept')}
        </ActButton>
      </div>
    </div>
  )
}

function PaperCount(props: {
  readonly decision: DecisionView
  readonly own: CourseStage
  readonly acting: Acting
}): ReactNode {
  const { decision, own, acting } = props
  const { t, pick } = useText()
  const [figures, setFigures] = useState<Readonly<Record<string, string>>>({})
  const colleges = own.stage.voters === 'each-college'
  const scopes = colleges
    ? (decision.course.terms?.procedure.electorate.colleges ?? [])
    : [undefined]
  const single = own.stage.ballot === 'yes-no' || own.stage.ballot === 'one-of'
  const ids = [...standingIn(decision.course, own.stage), ...(single ? ['abstain'] : []), 'spoilt']
  const rows = scopes.flatMap((college) =>
    ids
      .filter((id) => {
        const of = decision.course.candidates.find((c) => c.id === id)?.college
        return college === undefined || of === undefined || of === college.id
      })
      .map((id) => ({ key: `${college?.id ?? ''} ${id}`, id, college })),
  )
  const ballots = rows.flatMap(({ key, id, college }) => {
    const count = Number.parseInt(figures[key] ?? '', 10)
    if (!(count > 0)) return []
    const choice = single ? id : [id]
    return [
      {
        ...(id === 'spoilt' ? { spoilt: true } : { choice }),
        ...(college ? { college: college.id } : {}),
        count,
      },
    ]
  })
  const present = Number.parseInt(figures['present'] ?? '', 10)
  return (
    <div className={css['form']}>
      <h3>{t('decision.paper_enter', { stage: pick(own.stage.name) })}</h3>
      <div className={css['pair']}>
        {rows.map(({ key, id, college }) => (
          <TextInput
            key={key}
            type="number"
            label={[
              ...(college ? [pick(college.name)] : []),
              id === 'spoilt'
                ? t('decision.paper_spoilt')
                : t('decision.paper_votes', { name: pick(decision.candidate(id)) }),
            ].join(': ')}
            value={figures[key] ?? ''}
            onChange={(value) => setFigures({ ...figures, [key]: value })}
          />
        ))}
        <TextInput
          type="number"
          label={t('decision.paper_present')}
          value={figures['present'] ?? ''}
          onChange={(value) => setFigures({ ...figures, present: value })}
        />
      </div>
      <div>
        <ActButton
          primary
          isDisabled={ballots.length === 0}
          act={() =>
            acting('enterTally', {
              stage: own.stage.id,
              ballots,
              ...(present > 0 ? { present } : {}),
            })
          }
        >
          {t('decision.paper_enter', { stage: pick(own.stage.name) })}
        </ActButton>
      </div>
    </div>
  )
}

function Certify({ decision, acting }: { decision: DecisionView; acting: Acting }): ReactNode {
  const { t } = useText()
  const { course, protocol } = decision
  const certification = course.terms?.procedure.certification
  const over = course.outcome !== undefined && course.outcome !== 'pending'
  if (!certification || !over) return null
  const signed = new Set(course.certifications.map(({ witness }) => witness))
  return (
    <div className={css['actions']}>
      {certification.witnesses
        .filter((witness) => !signed.has(witness))
        .map((witness) => (
          <ActButton
            key={witness}
            isDisabled={protocol === undefined}
            act={() => acting('certifyDecision', { witness, on: today(), hash: protocol })}
          >
            {t('decision.certify', { witness })}
          </ActButton>
        ))}
    </div>
  )
}
