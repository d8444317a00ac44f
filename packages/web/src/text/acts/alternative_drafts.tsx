// The first alternatives of brackets that are being opened: words in both languages or "no text", each
// with its proponents. The first one is given where the words that stood there become it.
import { letterIn } from '@sulh/analysis/text/labels'
import { useState, type ReactNode } from 'react'
import { Button, Note, Toggle } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useOpenText } from '../open_text.ts'
import css from '../panel.module.css'
import { WordingInput } from '../wording_input.tsx'
import { nothingTyped, wordingOf, type Typed } from '../wording_text.ts'
import { PartyBoxes } from './party_boxes.tsx'
import type { Place } from './places.ts'

export type AlternativeDraft = {
  readonly typed: Typed
  readonly no_text: boolean
  readonly by: readonly string[]
}
const empty: AlternativeDraft = { typed: nothingTyped, no_text: false, by: [] }
const MOST = 8
const labelOf = (nth: number) => String.fromCodePoint(97 + nth)

export type Drafts = {
  readonly all: readonly AlternativeDraft[]
  set(nth: number, patch: Partial<AlternativeDraft>): void
  add(): void
}

export function useDrafts(count: number): Drafts {
  const [all, setAll] = useState<readonly AlternativeDraft[]>(() => Array(count).fill(empty))
  return {
    all,
    set: (nth, patch) =>
      setAll((old) => old.map((one, i) => (i === nth ? { ...one, ...patch } : one))),
    add: () => setAll((old) => [...old, empty]),
  }
}

/** Who it comes from, as its proponents say; without one it is the mediator's own idea. */
export function originOf(by: readonly string[]): 'mediator' | 'joint' | 'party' {
  return by.length === 0 ? 'mediator' : by.length > 1 ? 'joint' : 'party'
}

/** As the act carries them; those of which nothing was written are left out. */
export function alternativesOf(
  drafts: readonly AlternativeDraft[],
  how: {
    readonly id: (nth: number) => string
    readonly placesOf: (ids: readonly string[]) => Place[]
    /** Slots that the first one's words may hold, in the order of their numbers. */
    readonly slots: readonly string[]
  },
) {
  return drafts.flatMap(({ typed, no_text, by }, nth) => {
    const written = typed.en.trim() !== '' || typed.ar.trim() !== ''
    if (!written && !no_text) return []
    const wording = no_text ? {} : wordingOf(typed, how.slots)
    return [
      { id: how.id(nth), origin: originOf(by), no_text, wording, proponents: how.placesOf(by) },
    ]
  })
}

export function AlternativeDrafts(props: {
  readonly drafts: Drafts
  /** Words that become the first alternative as they stand. */
  readonly given?: Typed | undefined
  readonly faults?: Readonly<Record<string, string>> | undefined
}): ReactNode {
  const { t, lang } = useText()
  const { tree } = useOpenText()
  const { drafts, given } = props
  const parties = tree.parties.map((p) => p.id)
  return (
    <>
      {drafts.all.map((draft, nth) => {
        const label = letterIn(labelOf(nth), lang)
        const isGiven = nth === 0 && given !== undefined
        return (
          <fieldset key={labelOf(nth)} className={css['draft']}>
            <legend>{t('text.alternative', { label })}</legend>
            {isGiven ? (
              <Note>{t('text.open_slot_whole')}</Note>
            ) : (
              <Toggle
                label={t('text.no_text_long')}
                isSelected={draft.no_text}
                onChange={(no_text) => drafts.set(nth, { no_text })}
              />
            )}
            {isGiven || draft.no_text ? null : (
              <WordingInput
                value={draft.typed}
                onChange={(typed) => drafts.set(nth, { typed })}
                field={`alternatives.${nth}.wording`}
                faults={props.faults}
              />
            )}
            <PartyBoxes
              label={t('text.proponents_of', { label })}
              options={parties}
              value={draft.by}
              onChange={(by) => drafts.set(nth, { by })}
            />
          </fieldset>
        )
      })}
      {drafts.all.length < MOST ? (
        <Button onPress={drafts.add}>{t('text.another_alternative')}</Button>
      ) : null}
    </>
  )
}
