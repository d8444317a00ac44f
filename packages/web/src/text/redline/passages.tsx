// Words of a redline in one language: what was written, what was struck, what stayed, with the brackets
// of its slots. Struck and written are told by their line as well as by colour, and to readers by ear.
import { letterIn } from '@sulh/analysis/text/labels'
import {
  latest,
  type AlternativeChange,
  type Fate,
  type Passage,
  type Piece,
  type SlotChange,
} from '@sulh/analysis/redline/model'
import type { Language } from '@sulh/analysis/text/tree'
import { createContext, useContext, type ReactNode } from 'react'
import { useText } from '../../messages/index.ts'
import { PartySign } from '../words.tsx'
import css from './redline.module.css'
import { slotFate } from './slot_fate.ts'

export const SlotChangesContext = createContext<ReadonlyMap<string, SlotChange>>(new Map())

type In = { readonly language: Language; readonly fate: Fate }

/** Of a part that came or went as a whole every piece came or went. */
function within(outer: Fate, own: Fate): Fate | undefined {
  if (outer === 'same') return own
  if (own === 'same' || own === outer) return outer
  return undefined
}

export function Run({ fate, children }: { readonly fate: Fate; readonly children: ReactNode }) {
  if (fate === 'added') return <ins className={css['added']}>{children}</ins>
  if (fate === 'removed') return <del className={css['removed']}>{children}</del>
  return <>{children}</>
}

export function PassageWords(props: In & { readonly passage: Passage | undefined }): ReactNode {
  const { passage, fate, language } = props
  if (!passage) return null
  const outer = within(fate, passage.change) ?? fate
  return passage.pieces.map((piece, i) => (
    <OnePiece key={i} piece={piece} fate={outer} language={language} />
  ))
}

function OnePiece({ piece, fate, language }: In & { readonly piece: Piece }): ReactNode {
  const own = within(fate, piece.change)
  const slots = useContext(SlotChangesContext)
  if (own === undefined) return null
  if ('text' in piece) return <Run fate={own}>{piece.text}</Run>
  const slot = slots.get(piece.slot)
  return slot ? <Brackets slot={slot} fate={own} language={language} /> : null
}

function Brackets({ slot, fate, language }: In & { readonly slot: SlotChange }): ReactNode {
  const { brackets, alternatives, block } = slotFate(slot)
  const around = brackets && (within(fate, brackets) ?? fate)
  return (
    <span className={css['slot']} data-block={(block && around) || undefined}>
      {around ? (
        <Run fate={around}>
          <b className={css['bracket']}>[</b>
        </Run>
      ) : null}
      {alternatives.map(({ of, fate: own }, i) => {
        const shown = within(fate, own)
        if (shown === undefined) return null
        return (
          <span key={of.id} className={css['alternative']}>
            {i > 0 ? around ? <b className={css['bracket']}> / </b> : ' ' : null}
            {around ? <Label of={of} language={language} /> : null}
            <Words of={of} fate={shown} language={language} />
          </span>
        )
      })}
      {around ? (
        <Run fate={around}>
          <b className={css['bracket']}>]</b>
        </Run>
      ) : null}
    </span>
  )
}

function Label(props: { readonly of: AlternativeChange; readonly language: Language }): ReactNode {
  const { of, language } = props
  const proponents = latest(of.fields.proponents) ?? []
  return (
    <span className={css['label']}>
      {letterIn(latest(of.fields.label) ?? '', language)}
      {proponents.map((id) => (
        <PartySign key={id} id={id} />
      ))}{' '}
    </span>
  )
}

function Words({ of, fate, language }: In & { readonly of: AlternativeChange }): ReactNode {
  const { t } = useText()
  if (latest(of.fields.no_text))
    return (
      <Run fate={fate}>
        <em>{language === 'en' ? 'no text' : 'دون نص'}</em>
      </Run>
    )
  const passage = of.wording[language]
  if (!passage) return <em>{t(`text.missing_${language}`)}</em>
  return <PassageWords passage={passage} fate={fate} language={language} />
}
