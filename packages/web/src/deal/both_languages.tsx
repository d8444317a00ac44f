// One thing to write in both languages, side by side: the labels are those of `words`, in English and
// in Arabic.
import type { Bilingual } from '@sulh/contract/wording'
import type { ReactNode } from 'react'
import { TextInput } from '../design/index.ts'
import { useText } from '../messages/index.ts'

type What = 'title' | 'note' | 'option' | 'link_reason'

export function BothLanguages(props: {
  readonly words: What
  readonly value: Bilingual
  readonly onChange: (value: Bilingual) => void
  readonly isRequired?: boolean
}): ReactNode {
  const { words, value, onChange, isRequired = false } = props
  const { t } = useText()
  return (
    <>
      <TextInput
        label={t(`deal.${words}_en`)}
        lang="en"
        isRequired={isRequired}
        value={value.en}
        onChange={(en) => onChange({ ...value, en })}
      />
      <TextInput
        label={t(`deal.${words}_ar`)}
        lang="ar"
        isRequired={isRequired}
        value={value.ar}
        onChange={(ar) => onChange({ ...value, ar })}
      />
    </>
  )
}
