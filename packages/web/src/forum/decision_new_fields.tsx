// The fields of a procedure's figures: its electorate with the seats that vote, and each stage's form
// of ballot, threshold, endorsements and run-off.
import type { BallotForm } from '@sulh/analysis/ballot/decision_course'
import type { Stage, Threshold } from '@sulh/analysis/ballot/procedure'
import type { Seat } from '@sulh/contract/session'
import type { ReactNode } from 'react'
import { Choice, TextInput } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import css from './decision.module.css'
import type { Draft } from './decision_draft.ts'
import { withMembers, withStage } from './decision_terms.ts'

type Part = { readonly draft: Draft; readonly change: (part: Partial<Draft>) => void }
const figure = (text: string) => Math.max(0, Number.parseInt(text, 10) || 0)

export function ElectorateFields(props: Part & { readonly readers: readonly Seat[] }): ReactNode {
  const { draft, change, readers } = props
  const { t, pick } = useText()
  const { procedure, voters } = draft
  const { members, colleges = [] } = procedure.electorate
  const vote = (seat: string, value: string) => {
    const { [seat]: _, ...others } = voters
    change({ voters: value === OUT ? others : { ...others, [seat]: value === IN ? '' : value } })
  }
  const options = [
    { id: OUT, label: t('decision.voter_out') },
    ...(colleges.length === 0
      ? [{ id: IN, label: t('decision.voter_in') }]
      : colleges.map((c) => ({ id: c.id, label: pick(c.name) }))),
  ]
  return (
    <fieldset className={css['group']}>
      <legend>{t('decision.electorate')}</legend>
      <div className={css['pair']}>
        {colleges.length === 0 ? (
          <TextInput
            type="number"
            label={t('decision.electorate_members')}
            value={String(members)}
            onChange={(n) => change({ procedure: withMembers(procedure, undefined, figure(n)) })}
          />
        ) : (
          colleges.map((c) => (
            <TextInput
              key={c.id}
              type="number"
              label={t('decision.electorate_college', { college: pick(c.name) })}
              value={String(c.members)}
              onChange={(n) => change({ procedure: withMembers(procedure, c.id, figure(n)) })}
            />
          ))
        )}
      </div>
      <p className={css['soft']}>{t('decision.voters_help')}</p>
      <div className={css['pair']}>
        {readers
          .filter(({ kind }) => kind !== 'mission')
          .map((reader) => {
            const own = voters[reader.id]
            return (
              <Choice
                key={reader.id}
                label={pick(reader.title)}
                value={own === undefined ? OUT : own === '' ? IN : own}
                onChange={(value) => vote(reader.id, value)}
                options={options}
              />
            )
          })}
      </div>
    </fieldset>
  )
}
const OUT = 'does-not-vote'
const IN = 'votes'

const comparisons = { ge: '>=', gt: '>', plus: 'floor+1' } as const
const bases = ['members', 'present', 'valid', 'for-and-against'] as const

export function StageFields(props: Part & { readonly stage: Stage }): ReactNode {
  const { draft, change, stage } = props
  const { t, pick } = useText()
  const name = pick(stage.name)
  const set = (part: Partial<Stage>) =>
    change({ procedure: withStage(draft.procedure, stage.id, (s) => ({ ...s, ...part })) })
  const threshold = (i: number, part: Partial<Threshold>) =>
    set({ requires: (stage.requires ?? []).map((r, at) => (at === i ? { ...r, ...part } : r)) })
  return (
    <fieldset className={css['group']}>
      <legend>{name}</legend>
      <div className={css['pair']}>
        <Choice
          label={t('decision.form_of', { stage: name })}
          value={draft.forms[stage.id] ?? 'secret'}
          onChange={(form) => change({ forms: { ...draft.forms, [stage.id]: form as BallotForm } })}
          options={(['secret', 'open', 'paper'] as const).map((id) => ({
            id,
            label: t(`decision.form_short_${id}`),
          }))}
        />
        {(stage.requires ?? []).map((rule, i) => (
          <ThresholdFields
            key={i}
            name={name}
            rule={rule}
            isMotion={stage.ballot === 'yes-no'}
            change={(part) => threshold(i, part)}
          />
        ))}
        <CandidateFields stage={stage} set={set} draft={draft} />
      </div>
    </fieldset>
  )
}

function ThresholdFields(props: {
  readonly name: string
  readonly rule: Threshold
  readonly isMotion: boolean
  readonly change: (part: Partial<Threshold>) => void
}): ReactNode {
  const { name, rule, isMotion, change } = props
  const { t } = useText()
  return (
    <>
      <TextInput
        label={t('decision.share', { stage: name })}
        value={rule.share}
        onChange={(share) => change({ share })}
        lang="en"
      />
      <Choice
        label={t('decision.base', { stage: name })}
        value={rule.base}
        onChange={(base) => change({ base: base as Threshold['base'] })}
        options={bases
          .filter((id) => isMotion || id !== 'for-and-against')
          .map((id) => ({
            id,
            label: t(`decision.base_${id === 'for-and-against' ? 'for_and_against' : id}`),
          }))}
      />
      <Choice
        label={t('decision.comparison', { stage: name })}
        value={rule.comparison}
        onChange={(id) => change({ comparison: id as Threshold['comparison'] })}
        options={(['ge', 'gt', 'plus'] as const).map((key) => ({
          id: comparisons[key],
          label: t(`decision.comparison_${key}`),
        }))}
      />
    </>
  )
}

function CandidateFields(props: {
  readonly stage: Stage
  readonly draft: Draft
  readonly set: (part: Partial<Stage>) => void
}): ReactNode {
  const { stage, draft, set } = props
  const { t, pick } = useText()
  const { candidates } = stage
  const name = pick(stage.name)
  if (candidates?.from === 'top') {
    return (
      <TextInput
        type="number"
        label={t('decision.top_k', { stage: name })}
        value={String(candidates.k)}
        onChange={(k) => set({ candidates: { ...candidates, k: figure(k) } })}
      />
    )
  }
  if (candidates?.from !== 'endorsed') return null
  const colleges = draft.procedure.electorate.colleges ?? []
  return (
    <>
      <TextInput
        type="number"
        label={t('decision.endorsement_total', { stage: name })}
        value={String(candidates.total)}
        onChange={(n) => set({ candidates: { ...candidates, total: figure(n) } })}
      />
      {colleges.map((c) => (
        <TextInput
          key={c.id}
          type="number"
          label={t('decision.endorsement_of', { college: pick(c.name) })}
          value={String(candidates.minima?.[c.id] ?? 0)}
          onChange={(n) =>
            set({
              candidates: { ...candidates, minima: { ...candidates.minima, [c.id]: figure(n) } },
            })
          }
        />
      ))}
      <Choice
        label={t('decision.endorsement_each')}
        value={candidates.per_member}
        onChange={(id) =>
          set({ candidates: { ...candidates, per_member: id as 'one' | 'several' } })
        }
        options={(['one', 'several'] as const).map((id) => ({
          id,
          label: t(`decision.endorsement_${id}`),
        }))}
      />
    </>
  )
}
