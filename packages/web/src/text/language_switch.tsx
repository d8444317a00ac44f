// Both languages side by side, or one of them alone. The choice is kept for the visit.
import { useState, type ReactNode } from 'react'
import { useText } from '../messages/index.ts'
import type { Languages } from './paper.tsx'
import css from './text.module.css'

const all = ['both', 'en', 'ar'] as const
let kept: Languages = 'both'

export function useLanguages(): readonly [Languages, (languages: Languages) => void] {
  const [languages, set] = useState(kept)
  return [
    languages,
    (next) => {
      kept = next
      set(next)
    },
  ]
}

export function LanguageSwitch(props: {
  readonly value: Languages
  readonly onChange: (languages: Languages) => void
}): ReactNode {
  const { t } = useText()
  return (
    <div className={css['segments']} role="group" aria-label={t('text.languages')}>
      {all.map((one) => (
        <button
          key={one}
          type="button"
          className={css['segment']}
          aria-pressed={props.value === one}
          onClick={() => props.onChange(one)}
        >
          {t(`text.languages_${one}`)}
        </button>
      ))}
    </div>
  )
}
