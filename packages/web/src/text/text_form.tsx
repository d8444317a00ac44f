// The frame of every act on a text: what is being done, the fields, whose word it is, and the refusal
// in plain words with the server's own beneath. What was typed stays.
import type { ReactNode } from 'react'
import { TextInput } from '../design/index.ts'
import { useText } from '../messages/index.ts'
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
  const { lang } = useText()
  return (
    <section aria-label={props.title}>
      <h3>{props.title}</h3>
      <ActForm
        submit={props.submit}
        busy={busy}
        refusal={refusal?.sentence}
        remarks={
          refusal?.detail ? (
            <p
              lang={refusal.lang}
              dir={refusal.lang === 'ar' ? 'rtl' : 'ltr'}
              className={refusal.lang === lang ? undefined : css['soft']}
            >
              {refusal.detail}
            </p>
          ) : null
        }
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

export type Both = { readonly en: string; readonly ar: string }
export const noWords: Both = { en: '', ar: '' }
/** Both languages, none where neither was written. One alone is a fault that the form shows. */
export function given(both: Both): Both | undefined {
  const [en, ar] = [both.en.trim(), both.ar.trim()]
  return en === '' && ar === '' ? undefined : { en, ar }
}
export function isHalf(both: Both): boolean {
  return (both.en.trim() === '') !== (both.ar.trim() === '')
}

/** A note, reason or title in both languages, each beside what is wrong with it. */
export function BothInput(props: {
  readonly label: string
  readonly value: Both
  readonly onChange: (value: Both) => void
  readonly isRequired?: boolean
  /** The form was sent once: what is missing is said. */
  readonly asked?: boolean
  readonly long?: boolean
  readonly error?: string | undefined
}): ReactNode {
  const { t } = useText()
  const { value, asked, isRequired } = props
  const missing = (l: 'en' | 'ar') =>
    asked && value[l].trim() === '' && (isRequired || isHalf(value))
      ? t('forms.fault_both_languages', { language: t(`forms.language_${l}`) })
      : undefined
  return (
    <>
      {(['en', 'ar'] as const).map((l) => (
        <TextInput
          key={l}
          lang={l}
          label={`${props.label} · ${t(`forms.language_${l}`)}`}
          value={value[l]}
          onChange={(text) => props.onChange({ ...value, [l]: text })}
          isRequired={isRequired}
          long={props.long}
          error={missing(l) ?? props.error}
        />
      ))}
    </>
  )
}
