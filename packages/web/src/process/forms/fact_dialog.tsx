// States a further fact of a record, corrects one or adds a differing account. A correction begins
// with what stands, so that only what is wrong has to be typed.
import { type Fact, processEndpoints } from '@sulh/contract/process'
import { type ReactNode, useRef, useState } from 'react'
import { Choice } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { call } from '../../session/api.ts'
import { useProcess } from '../data.ts'
import type { State } from '../view.ts'
import { ActForm } from './act_form.tsx'
import { AimedAt, standingFacts } from './aim.tsx'
import { sayDone } from './done_bar.tsx'
import { FactFields, Unplaced } from './fact_fields.tsx'
import { useFactForm } from './fact_form.ts'
import { type Choices, draftOfValue, fieldsOf, statableFacets } from './fields.ts'
import css from './forms.module.css'
import { facetLabel } from './labels.ts'
import { ReadersList } from './readers_list.tsx'

type Act = 'state' | 'correct' | 'differ'

export function FactForm(props: { act: Act; state: State; onDone: () => void }): ReactNode {
  const { t } = useText()
  const { act, state } = props
  const facts = standingFacts(state)
  const facets = statableFacets(state.kind)
  const [aim, setAim] = useState(facts[0]?.id ?? '')
  const [stated, setStated] = useState(facets.at(-1) ?? '')
  const of = act === 'state' ? undefined : facts.find((f) => f.id === aim)
  const facet = act === 'state' ? stated : (of?.facet ?? stated)
  return (
    <div className={css['form']}>
      {act === 'state' ? (
        <Choice
          label={t('forms.facet')}
          value={stated}
          onChange={setStated}
          options={facets.map((id) => ({ id, label: t(facetLabel(id)) }))}
        />
      ) : (
        <AimedAt facts={facts} value={aim} onChange={setAim} />
      )}
      <TypedFact key={`${facet} ${aim}`} {...props} facet={facet} of={of} />
    </div>
  )
}

/** The ids that a fact's references lead to on this screen, by path. */
function choicesOf(fact: Fact | undefined, view: { get(id: string): State | undefined }): Choices {
  const byPath = Map.groupBy(fact?.references ?? [], (r) => r.path)
  return Object.fromEntries(
    [...byPath].map(([path, refs]) => [
      path,
      refs.map((r) => view.get(r.id)?.id).filter((id) => id !== undefined),
    ]),
  )
}

function TypedFact(props: {
  act: Act
  state: State
  facet: string
  of: Fact | undefined
  onDone: () => void
}): ReactNode {
  const { t, pick } = useText()
  const { view, refresh } = useProcess()
  const { act, state, facet, of } = props
  const fields = fieldsOf(state.kind, facet)
  const form = useFactForm(
    of
      ? {
          draft: draftOfValue(fields, of.value),
          choices: act === 'differ' ? withoutSources(choicesOf(of, view)) : choicesOf(of, view),
          about: {
            certainty: of.certainty,
            mark: of.mark,
            channel: of.channel,
            held_from: of.held_from ?? '',
            held_to: of.held_to ?? '',
          },
        }
      : {},
  )
  const id = useRef(crypto.randomUUID())
  const { kind, compartment_id } = state
  const send = async () => {
    const ok = await form.submit({ kind, facet, compartment_id }, (body) =>
      call(processEndpoints.recordFacts, {
        id: state.id,
        facts: [{ id: id.current, facet, act, ...(of ? { of_fact_id: of.id } : {}), ...body }],
      }),
    )
    if (!ok) return
    await refresh()
    sayDone({ act, title: pick(view.title(state)), known_from: form.about.known_from })
    props.onDone()
  }
  const typed = { kind, facet, compartment_id, form }
  return (
    <ActForm
      submit={t(`forms.submit_${act}`)}
      busy={form.busy}
      refusal={form.refusal}
      remarks={<Unplaced {...typed} />}
      onSubmit={send}
      onCancel={props.onDone}
    >
      <FactFields {...typed} />
      <ReadersList compartment_id={compartment_id} />
    </ActForm>
  )
}

/** Another account has other sources: the old ones must not be taken over by mistake. */
function withoutSources(choices: Choices): Choices {
  const { source: _, ...rest } = choices
  return rest
}
