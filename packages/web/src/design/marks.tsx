// Signs of certainty, of made or derived records, of the sides and of the tracks. None of them
// rests on colour alone.
import type { certainties, marks, trackFamilies } from '@sulh/contract/process'
import type { ReactNode } from 'react'
import { useText, word } from '../messages/index.ts'
import css from './marks.module.css'

export type CertaintyValue = (typeof certainties)[number]
export type Family = (typeof trackFamilies)[number]

/**
 * Filled: confirmed. Half: reported. Split by a gap: disputed. Hollow: unconfirmed. Drawn in
 * currentColor within a square of `size` pixels, so that the timeline uses the same signs.
 */
export function CertaintySign(props: {
  readonly value: CertaintyValue
  readonly size?: number
}): ReactNode {
  const { value, size = 11 } = props
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden focusable="false">
      {value === 'confirmed' ? <circle cx="6" cy="6" r="5" fill="currentColor" /> : null}
      {value === 'reported' ? (
        <>
          <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M1.75 6a4.25 4.25 0 0 0 8.5 0z" fill="currentColor" />
        </>
      ) : null}
      {value === 'disputed' ? (
        <>
          <path d="M5 1.1a5 5 0 0 0 0 9.8z" fill="currentColor" />
          <path
            d="M7 1.8a4.3 4.3 0 0 1 0 8.4z"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
          />
        </>
      ) : null}
      {value === 'unconfirmed' ? (
        <circle
          cx="6"
          cy="6"
          r="4.25"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeDasharray="2.2 1.6"
        />
      ) : null}
    </svg>
  )
}

export function Certainty({ value }: { readonly value: CertaintyValue }): ReactNode {
  const { t } = useText()
  return (
    <span className={css['certainty']}>
      <CertaintySign value={value} />
      {t(word('certainty', value))}
    </span>
  )
}

/** Derived, reconstructed or made up for the example; nothing where it is from a source. */
export function Mark({ value }: { readonly value: (typeof marks)[number] }): ReactNode {
  const { t } = useText()
  if (value === 'none') return null
  return <span className={`${css['chip']} ${css['mark']}`}>{t(word('mark', value))}</span>
}

export function PartyMark({ side }: { readonly side: 'A' | 'B' | undefined }): ReactNode {
  if (!side) return null
  return (
    <span className={css['party']} data-side={side} lang="en">
      {side}
    </span>
  )
}

const shapes: Readonly<Record<Family, ReactNode>> = {
  security: <rect x="1.5" y="1.5" width="9" height="9" />,
  political: <circle cx="6" cy="6" r="5" />,
  economic: <path d="M6 .6 11.4 6 6 11.4.6 6z" />,
  international: <path d="M6 1 11.3 10.6H.7z" />,
}
export function TrackSign(props: { readonly family: Family; readonly size?: number }): ReactNode {
  const { size = 12 } = props
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 12 12"
      fill="currentColor"
      aria-hidden
      focusable="false"
    >
      {shapes[props.family]}
    </svg>
  )
}
export function TrackMark({ family }: { readonly family: Family }): ReactNode {
  const { t } = useText()
  return (
    <span className={css['track']} data-family={family}>
      <TrackSign family={family} />
      {t(word('family', family))}
    </span>
  )
}

export type Tone =
  | 'plain'
  | 'soft'
  | 'accent'
  | 'open'
  | 'under_discussion'
  | 'provisionally_agreed'
  | 'agreed'
  | 'deferred'
export function StatusChip(props: {
  readonly children: ReactNode
  readonly tone?: Tone
}): ReactNode {
  return (
    <span className={css['chip']} data-tone={props.tone ?? 'plain'}>
      {props.children}
    </span>
  )
}
