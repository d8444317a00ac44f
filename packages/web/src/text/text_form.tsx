// The frame of every act on a text: what is being done, the fields, whose word it is, and the refusal
// in plain words with the server's own beneath. What was typed stays.
import type { ReactNode } from 'react'
import { ActForm } from '../process/forms/act_form.tsx'
import type { Acting } from './acting.ts'
import css from './panel.module.css'
import { ProvenanceFields, type Provenance } from './provenance.tsx'

export function TextForm(props: {
  readonly title: string
  readonly submit: string
  readonly acting: Acting
  readonly provenance?: Provenance
  readonly isDisabled?: boolean
  readonly onSubmit: () => Promise<void>
  readonly onCancel: () => void
  readonly children?: ReactNode
}): ReactNode {
  const { refusal, busy } = props.acting
  return (
    <section aria-label={props.title}>
      <h3>{props.title}</h3>
      <ActForm
        submit={props.submit}
        busy={busy}
        refusal={refusal?.sentence}
        remarks={refusal?.detail ? <p>{refusal.detail}</p> : null}
        isDisabled={props.isDisabled ?? false}
        onSubmit={props.onSubmit}
        onCancel={props.onCancel}
      >
        <div className={css['fields']}>{props.children}</div>
        {props.provenance ? <ProvenanceFields value={props.provenance} /> : null}
      </ActForm>
    </section>
  )
}
