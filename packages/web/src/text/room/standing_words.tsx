// The words that stand in the text, beside those of the room, in both languages.
import type { Part } from '@sulh/analysis/drafting/sheet'
import type { RoomLanguage } from '@sulh/contract/room'
import type { ReactNode } from 'react'
import { useText } from '../../messages/index.ts'
import css from './room.module.css'
import type { Subject } from './subject.ts'

export function PlainWords(props: {
  readonly words: readonly Part[]
  readonly language: RoomLanguage
  readonly subject: Subject
}): ReactNode {
  const { words, language, subject } = props
  const { t } = useText()
  if (words.length === 0) return <p className={css['soft']}>{t('room.stands_none')}</p>
  return (
    <p lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'} className={css['standing']}>
      {words.map((part, i) =>
        'text' in part ? (
          <span key={i}>{part.text}</span>
        ) : (
          <bdi key={i} className={css['slot']}>
            [{subject.slotTitle(part.slot, language)}]
          </bdi>
        ),
      )}
    </p>
  )
}

export function StandingWords({ subject }: { readonly subject: Subject }): ReactNode {
  const { t } = useText()
  return (
    <>
      <p className={css['soft']}>{t('room.stands')}</p>
      {(['en', 'ar'] as const).map((language) => (
        <PlainWords
          key={language}
          language={language}
          words={subject.stands[language].content}
          subject={subject}
        />
      ))}
    </>
  )
}
