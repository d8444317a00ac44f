// Who stands, by whose endorsements, and what a member may do about it before the stage opens.
import type { Candidate } from '@sulh/analysis/ballot/procedure'
import { useState, type ReactNode } from 'react'
import { Choice, DataTable, Mark, Section, TextInput } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { ActButton } from './decision_acts.tsx'
import css from './decision.module.css'
import { useActing, type DecisionView } from './decision_reading.ts'

export function Candidates({ decision }: { decision: DecisionView }): ReactNode {
  const { t, pick, lang } = useText()
  const { course } = decision
  const { terms, candidates } = course
  const chooses = terms?.procedure.stages.some((s) => s.ballot !== 'yes-no') ?? false
  if (!terms || !chooses) return null
  const waiting = course.stages.find(
    (s) => s.stage.candidates?.from === 'endorsed' && s.status === 'waiting',
  )
  const colleges = terms.procedure.electorate.colleges ?? []
  const endorsed = terms.procedure.stages.some((s) => s.candidates?.from === 'endorsed')
  const signaturesOf = (id: string) => course.endorsements.filter((s) => s.candidate === id)
  const sum = (all: readonly { readonly count?: number }[]) =>
    all.reduce((n, s) => n + (s.count ?? 1), 0)
  return (
    <Section title={t('decision.candidates')} count={candidates.length}>
      <DataTable
        label={t('decision.candidates')}
        rows={candidates}
        rowKey={(c) => c.id}
        empty={t('decision.no_candidates')}
        columns={[
          {
            key: 'name',
            title: t('decision.candidates'),
            brief: true,
            render: (c) => (
              <>
                {c.name ? pick(c.name) : c.id} <Mark value={markOf(decision, c.id)} />
              </>
            ),
          },
          ...(candidates.some((c) => c.college !== undefined)
            ? [
                {
                  key: 'college',
                  title: t('decision.college'),
                  render: (c: Candidate) =>
                    c.college === undefined ? '—' : pick(decision.college(c.college)),
                },
              ]
            : []),
          ...(endorsed
            ? [
                {
                  key: 'endorsements',
                  title: t('decision.endorse'),
                  render: (c: Candidate) => {
                    const own = signaturesOf(c.id)
                    const parts = colleges.flatMap(({ id, name }) => {
                      const n = sum(own.filter((s) => s.college === id))
                      return n > 0 ? [`${pick(name)} ${n}`] : []
                    })
                    const listed = parts.join(lang === 'ar' ? '، ' : ', ')
                    const total = t('decision.endorsements', { count: sum(own) })
                    return own.length === 0
                      ? '—'
                      : parts.length > 0
                        ? `${total} (${listed})`
                        : total
                  },
                },
              ]
            : []),
          ...(waiting && course.frozen !== undefined && decision.part.voter
            ? [
                {
                  key: 'mine',
                  title: t('decision.vote'),
                  render: (c: Candidate) =>
                    (c.stages?.includes(waiting.stage.id) ?? true) ? (
                      <Endorse decision={decision} candidate={c} />
                    ) : null,
                },
              ]
            : []),
        ]}
      />
      <Nominate decision={decision} />
    </Section>
  )
}

function markOf(decision: DecisionView, id: string) {
  const fact = decision.record.facts.find((f) => f.facet === 'nomination' && f.value['id'] === id)
  return fact?.mark ?? 'none'
}

function Endorse({
  decision,
  candidate,
}: {
  decision: DecisionView
  candidate: Candidate
}): ReactNode {
  const { t, pick } = useText()
  const { session } = useProcess()
  const acting = useActing(decision.id)
  const mine = decision.course.endorsements.some(
    (s) => s.seat === session.seat.id && s.candidate === candidate.id && s.count === undefined,
  )
  const name = candidate.name ? pick(candidate.name) : candidate.id
  const act = mine ? 'withdrawEndorsement' : 'endorseCandidate'
  return (
    <span className={css['basis']}>
      {mine ? <span className={css['soft']}>{t('decision.endorsed')}</span> : null}
      <ActButton act={() => acting(act, { candidate: candidate.id })}>
        {t(mine ? 'decision.withdraw_endorsement' : 'decision.endorse_name', { name })}
      </ActButton>
    </span>
  )
}

function Nominate({ decision }: { decision: DecisionView }): ReactNode {
  const { t, pick } = useText()
  const acting = useActing(decision.id)
  const [id, setId] = useState('')
  const [en, setEn] = useState('')
  const [ar, setAr] = useState('')
  const [college, setCollege] = useState('')
  const { course, part } = decision
  const { terms } = course
  const waiting = course.stages.filter((s) => s.status === 'waiting')
  const open = terms?.nominations === 'open' && course.frozen !== undefined && waiting.length > 0
  if (!terms || !open || !(part.voter || part.steward)) return null
  const colleges = terms.procedure.electorate.colleges ?? []
  const stages = waiting
    .filter(({ stage }) => stage.ballot !== 'yes-no' && stage.candidates?.from !== 'top')
    .filter(({ stage }) =>
      college === '' ? stage.voters === 'all' : stage.voters === 'each-college',
    )
    .map(({ stage }) => stage.id)
  return (
    <details className={css['sheet']}>
      <summary>{t('decision.nominate')}</summary>
      <div className={css['form']}>
        <TextInput label={t('decision.nominate_id')} value={id} onChange={setId} lang="en" />
        <div className={css['pair']}>
          <TextInput label={t('decision.name_en')} value={en} onChange={setEn} lang="en" />
          <TextInput label={t('decision.name_ar')} value={ar} onChange={setAr} lang="ar" />
        </div>
        {colleges.length > 0 ? (
          <Choice
            label={t('decision.college')}
            value={college}
            onChange={setCollege}
            allowEmpty
            options={colleges.map((c) => ({ id: c.id, label: pick(c.name) }))}
          />
        ) : null}
        <div>
          <ActButton
            isDisabled={id === '' || en === '' || ar === '' || stages.length === 0}
            act={async () => {
              const own = college === '' ? {} : { college }
              await acting('nominateCandidate', {
                candidate: { id, name: { en, ar }, stages, ...own },
              })
              for (const set of [setId, setEn, setAr, setCollege]) set('')
            }}
          >
            {t('decision.nominate')}
          </ActButton>
        </div>
      </div>
    </details>
  )
}
