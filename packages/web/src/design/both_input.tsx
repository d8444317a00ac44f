// One thing to write in both languages: its state, what is missing, and the two fields.
import type { ReactNode } from 'react'
import { useText } from '../messages/index.ts'
import { TextInput } from './fields.tsx'

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
