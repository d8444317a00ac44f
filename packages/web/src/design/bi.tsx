// Text in the viewer's language, isolated from what stands around it. Where there is no translation
// the other language is shown, marked as such for readers and for the shaping of letters.
import type { Bilingual } from '@sulh/contract/wording'
import type { ReactNode } from 'react'
import { useText } from '../messages/index.ts'

export function Bi(props: {
  readonly text: Bilingual | undefined
  readonly as?: 'p' | 'span' | 'div' | 'bdi'
}): ReactNode {
  const { t, lang } = useText()
  const { text, as: Tag = 'bdi' } = props
  if (!text) return null
  const own = text[lang]
  if (own) return <Tag>{own}</Tag>
  const other = lang === 'en' ? 'ar' : 'en'
  return (
    <Tag lang={other} dir={other === 'ar' ? 'rtl' : 'ltr'} title={t('frame.only_in')}>
      {text[other]}
    </Tag>
  )
}
