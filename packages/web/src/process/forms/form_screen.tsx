// A new record of any kind: what, in which compartment, then the fields of its first facet. Only
// compartments where the seat may write are offered, each with who can read it.
import { firstFacet, type Kind, processKindNames, processEndpoints } from '@sulh/contract/process'
import { type ReactNode, useRef, useState } from 'react'
import { Button, Choice, Empty, Note, Page, useInspector } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { call, ProblemError } from '../../session/api.ts'
import { useProcess } from '../data.ts'
import { ActForm } from './act_form.tsx'
import { FactFields, Unplaced } from './fact_fields.tsx'
import { useFactForm } from './fact_form.ts'
import css from './forms.module.css'
import { KnownLater } from './later.tsx'
import { ReadersList } from './readers_list.tsx'

function isKind(kind: string | undefined): kind is Kind {
  return (processKindNames as readonly (string | undefined)[]).includes(kind)
}

export function CreateRecord(props: { kind?: string }): ReactNode {
  const { t, pick } = useText()
  const { session } = useProcess()
  const inspector = useInspector()
  const [kind, setKind] = useState<Kind>(isKind(props.kind) ? props.kind : 'event')
  const writable = session.compartments.filter((c) => c.may_write)
  const [compartment_id, setCompartment] = useState(
    writable.length === 1 ? (writable[0]?.id ?? '') : '',
  )
  const [recorded, setRecorded] = useState<{ id: string; known_from: string }>()
  const [round, setRound] = useState(0)
  if (writable.length === 0) {
    return (
      <Page title={t('forms.create_title')}>
        <Empty title={t('forms.no_write')} />
      </Page>
    )
  }
  return (
    <Page title={t('forms.create_title')} lead={t('forms.create_intro')}>
      <div className={css['form']}>
        {recorded ? (
          <>
            <Note>
              {t('forms.done')}{' '}
              <Button variant="plain" onPress={() => inspector.open(recorded.id)}>
                {t('forms.open_record')}
              </Button>
            </Note>
            <KnownLater known_from={recorded.known_from} />
          </>
        ) : null}
        <Choice
          label={t('forms.choose_kind')}
          value={kind}
          onChange={(value) => {
            if (isKind(value)) setKind(value)
          }}
          options={processKindNames.map((k) => ({ id: k, label: t(word('kind', k)) }))}
        />
        <Choice
          label={t('forms.choose_compartment')}
          value={compartment_id}
          onChange={setCompartment}
          options={writable.map((c) => ({ id: c.id, label: pick(c.name) }))}
        />
        {compartment_id ? <ReadersList compartment_id={compartment_id} /> : null}
        {compartment_id ? (
          <NewRecord
            key={`${kind} ${round}`}
            kind={kind}
            compartment_id={compartment_id}
            onRecorded={(id, known_from) => {
              setRecorded({ id, known_from })
              setRound((n) => n + 1)
              scrollTo(0, 0)
            }}
          />
        ) : null}
      </div>
    </Page>
  )
}

function NewRecord(props: {
  kind: Kind
  compartment_id: string
  onRecorded: (id: string, known_from: string) => void
}): ReactNode {
  const { t } = useText()
  const { kind, compartment_id } = props
  const facet = firstFacet(kind)
  const form = useFactForm({})
  const { refresh } = useProcess()
  // Made once, so that sending again after a lost answer records nothing twice.
  const ids = useRef({ record: crypto.randomUUID(), fact: crypto.randomUUID() })
  const send = async () => {
    const sent = ids.current
    const ok = await form.submit({ kind, facet, compartment_id }, (body) =>
      call(processEndpoints.createRecord, {
        id: sent.record,
        compartment_id,
        kind,
        facts: [{ id: sent.fact, facet, act: 'state', ...body }],
      }).catch((error: unknown) => {
        if (error instanceof ProblemError && error.details.code === 'id-taken') {
          ids.current = { record: crypto.randomUUID(), fact: crypto.randomUUID() }
        }
        throw error
      }),
    )
    if (!ok) return
    await refresh()
    props.onRecorded(sent.record, form.about.known_from)
  }
  const typed = { kind, facet, compartment_id, form }
  return (
    <ActForm
      submit={t('forms.submit_create')}
      busy={form.busy}
      refusal={form.refusal}
      remarks={<Unplaced {...typed} />}
      onSubmit={send}
    >
      <FactFields {...typed} />
    </ActForm>
  )
}
