// Proposing a decision: begin from a procedure that has been used, change its figures in a form or its
// data as JSON, and see the sentences and any contradiction as it is typed.
import type { Terms } from '@sulh/analysis/ballot/decision_course'
import type { Procedure } from '@sulh/analysis/ballot/procedure'
import { decisionEndpoints } from '@sulh/contract/forum_decision'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Choice, Empty, go, Note, Page, Section, TextInput } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { call } from '../session/api.ts'
import { today } from '../process/data.ts'
import { setSettings, useSettings } from '../session/settings.ts'
import { ActButton } from './decision_acts.tsx'
import css from './decision.module.css'
import { begin, secretForms, termsOf, type Draft } from './decision_draft.ts'
import { ElectorateFields, StageFields } from './decision_new_fields.tsx'
import { ProcedureWarnings, ProcedureWords } from './decision_procedure.tsx'
import { checkDraft, templateNames, templates, type TemplateName } from './decision_terms.ts'

export function NewDecision(): ReactNode {
  const { t, pick } = useText()
  const { session } = useProcess()
  const places = session.compartments.filter((c) => c.kind === 'plenary' && c.may_write)
  const [draft, setDraft] = useState(() => begin(places[0]?.id ?? ''))
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }))
  const readers = places.find((c) => c.id === draft.place)?.readers ?? []
  const stewards = readers.filter(({ kind }) => kind === 'mission').map(({ id }) => id)
  if (places.length === 0) {
    return (
      <Page title={t('decision.new_title')}>
        <Empty title={t('decision.place_none')} />
      </Page>
    )
  }
  return (
    <Page title={t('decision.new_title')} lead={t('decision.new_lead')}>
      <div className={css['columns']}>
        <div className={css['form']}>
          <Matter draft={draft} change={change} />
          <Choice
            label={t('decision.place')}
            value={draft.place}
            onChange={(place) => change({ place, voters: {} })}
            options={places.map((c) => ({ id: c.id, label: pick(c.name) }))}
          />
          <ElectorateFields draft={draft} change={change} readers={readers} />
          {draft.procedure.stages.map((stage) => (
            <StageFields key={stage.id} draft={draft} change={change} stage={stage} />
          ))}
          <Rules draft={draft} change={change} />
          <Json draft={draft} change={change} />
        </div>
        <Preview draft={draft} terms={termsOf(draft, stewards)} />
      </div>
    </Page>
  )
}

type Part = { readonly draft: Draft; readonly change: (part: Partial<Draft>) => void }

function Matter({ draft, change }: Part): ReactNode {
  const { t } = useText()
  const { title, summary } = draft
  return (
    <>
      <Choice
        label={t('decision.template')}
        value=""
        onChange={(name) => {
          const procedure = templates[name as TemplateName]
          change({ procedure, forms: secretForms(procedure), voters: {} })
        }}
        options={templateNames.map((id) => ({ id, label: t(`decision.template_${id}`) }))}
      />
      <div className={css['pair']}>
        <TextInput
          label={t('decision.title_en')}
          value={title.en}
          onChange={(en) => change({ title: { ...title, en } })}
          lang="en"
          isRequired
        />
        <TextInput
          label={t('decision.title_ar')}
          value={title.ar}
          onChange={(ar) => change({ title: { ...title, ar } })}
          lang="ar"
          isRequired
        />
        <TextInput
          label={t('decision.summary_en')}
          value={summary.en}
          onChange={(en) => change({ summary: { ...summary, en } })}
          lang="en"
          long
          isRequired
        />
        <TextInput
          label={t('decision.summary_ar')}
          value={summary.ar}
          onChange={(ar) => change({ summary: { ...summary, ar } })}
          lang="ar"
          long
          isRequired
        />
      </div>
    </>
  )
}

function Rules({ draft, change }: Part): ReactNode {
  const { t } = useText()
  const chooses = draft.procedure.stages.some((s) => s.ballot !== 'yes-no')
  return (
    <>
      {chooses ? (
        <>
          <TextInput
            label={t('decision.candidate_lines')}
            help={t('decision.candidate_lines_help')}
            value={draft.candidates}
            onChange={(candidates) => change({ candidates })}
            long
          />
          <Choice
            label={t('decision.nominations')}
            value={draft.nominations}
            onChange={(id) => change({ nominations: id as Draft['nominations'] })}
            options={(['closed', 'open'] as const).map((id) => ({
              id,
              label: t(`decision.nominations_${id}`),
            }))}
          />
        </>
      ) : null}
      <div className={css['pair']}>
        <Choice
          label={t('decision.participation')}
          value={draft.participation}
          onChange={(id) => change({ participation: id as Draft['participation'] })}
          options={(['named', 'after_close'] as const).map((id) => ({
            id,
            label: t(`decision.participation_short_${id}`),
          }))}
        />
        <TextInput
          type="number"
          label={t('decision.floor_field')}
          value={draft.floor}
          onChange={(floor) => change({ floor })}
        />
        <TextInput
          label={t('decision.witnesses')}
          value={draft.witnesses}
          onChange={(witnesses) => change({ witnesses })}
          long
        />
        <TextInput
          type="number"
          label={t('decision.witnesses_needed')}
          value={draft.needed}
          onChange={(needed) => change({ needed })}
        />
      </div>
    </>
  )
}

function Json({ draft, change }: Part): ReactNode {
  const { t } = useText()
  const [typed, setTyped] = useState<string>()
  const [fault, setFault] = useState<string>()
  return (
    <details>
      <summary>{t('decision.json')}</summary>
      <TextInput
        label={t('decision.json')}
        help={t('decision.json_help')}
        value={typed ?? JSON.stringify(draft.procedure, null, 2)}
        error={fault === undefined ? undefined : t('decision.json_bad', { why: fault })}
        lang="en"
        long
        onChange={(text) => {
          setTyped(text)
          try {
            const procedure = JSON.parse(text) as Procedure
            const usable = Array.isArray(procedure.stages) && procedure.electorate !== undefined
            setFault(usable ? undefined : 'stages, electorate')
            if (!usable) return
            change({ procedure, forms: { ...secretForms(procedure), ...draft.forms } })
            setTyped(undefined)
          } catch (error) {
            setFault(error instanceof Error ? error.message : '')
          }
        }}
      />
    </details>
  )
}

function Preview({ draft, terms }: { draft: Draft; terms: Terms }): ReactNode {
  const text = useText()
  const { t } = text
  const { seat } = useSettings()
  const client = useQueryClient()
  const checked = checkDraft(terms, text)
  const { title, summary } = draft
  const worded = title.en !== '' && title.ar !== '' && summary.en !== '' && summary.ar !== ''
  const propose = async () => {
    const decision_id = crypto.randomUUID()
    await call(
      decisionEndpoints.proposeDecision,
      {
        decision_id,
        act_id: crypto.randomUUID(),
        channel: 'in_room',
        compartment_id: draft.place,
        description: { title, summary },
        terms: checked.terms,
      },
      seat,
    )
    await client.invalidateQueries({ queryKey: ['history', seat] })
    // It is known from now on: on an earlier day of the date cursor its page would be empty.
    setSettings({ day: today() })
    go(paths.decision(decision_id))
  }
  return (
    <div className={css['side']}>
      <Section title={t('decision.procedure')}>
        <div role="status">
          {checked.contradictions.length === 0 ? (
            <Note>{t('decision.checked')}</Note>
          ) : (
            <Note tone="warning">
              <b>{t('decision.contradiction')}</b>
              <ul className={css['sentences']}>
                {checked.contradictions.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </Note>
          )}
        </div>
        {checked.terms ? (
          <>
            <ProcedureWords terms={checked.terms} />
            <ProcedureWarnings terms={checked.terms} />
          </>
        ) : null}
        <ActButton
          primary
          isDisabled={!worded || checked.contradictions.length > 0 || !checked.terms}
          act={propose}
        >
          {t('decision.send')}
        </ActButton>
      </Section>
    </div>
  )
}
