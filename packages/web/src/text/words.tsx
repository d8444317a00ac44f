// Running text with its brackets: what is not agreed stands between [ and ], alternatives apart by
// a stroke, each under the marks of its proponents. The bracket is the handle that opens the slot.
import { letterIn, slotClassLabels, titleText } from '@sulh/analysis/text/labels'
import {
  standing,
  type Alternative,
  type Content,
  type Language,
  type PartyName,
  type Slot,
} from '@sulh/analysis/text/tree'
import { createContext, useContext, type MouseEvent, type ReactNode } from 'react'
import { PartyMark } from '../design/index.ts'
import { useText, type Text } from '../messages/index.ts'
import css from './text.module.css'

export type Reading = {
  readonly slots: ReadonlyMap<string, Slot>
  readonly parties: readonly PartyName[]
  /** The compartment of the text: what lies elsewhere is a draft. */
  readonly home: string
  readonly compartmentName: (id: string) => string
  readonly open: (id: string) => void
}
export const ReadingContext = createContext<Reading | undefined>(undefined)
export function useReading(): Reading {
  const reading = useContext(ReadingContext)
  if (!reading) throw new Error('the words of a text stand inside its paper only')
  return reading
}

/** The sign of a party: its letter and colour where it is a side, else its short name. */
export function PartySign({ id }: { readonly id: string }): ReactNode {
  const { lang } = useText()
  return partySign(id, useReading(), lang)
}

function partySign(id: string, { parties }: Reading, lang: Language): ReactNode {
  const party = parties.find((p) => p.id === id)
  const name = titleText(party?.short, lang) || titleText(party?.name, lang)
  if (!party?.side)
    return (
      <span key={id} className={css['sign']}>
        {name || id.slice(0, 4)}
      </span>
    )
  return (
    <span key={id} className={css['sign']} title={name}>
      {PartyMark({ side: party.side })}
      <span className="visually-hidden">{name}</span>
    </span>
  )
}

/** `plain`: without handles, for the panel and for what is read in a form. */
export function Words(props: {
  readonly content: Content | undefined
  readonly language: Language
  readonly plain?: boolean
}): ReactNode {
  const { language, plain = false } = props
  const reading = useReading()
  const text = useText()
  return words(props.content, { language, plain, reading, text })
}

// From here on plain functions and no components: a text of 400 clauses has 2,400 alternatives on the
// page, and as components with their contexts they took twice the time to draw.
type Setting = {
  readonly language: Language
  readonly plain: boolean
  readonly reading: Reading
  readonly text: Pick<Text, 't' | 'lang'>
}

function words(content: Content | undefined, setting: Setting): ReactNode {
  return (content ?? []).map((part, i) => {
    if ('text' in part) return part.text
    const slot = setting.reading.slots.get(part.slot)
    // The same slot stands once in one language; the place keeps the key where it stands twice.
    return slot ? brackets(slot, i, setting) : null
  })
}

function brackets(slot: Slot, key: number, setting: Setting): ReactNode {
  const { open } = setting.reading
  const shown = standing(slot)
  const closed = slot.status === 'closed'
  const press = (event: MouseEvent) => {
    // The innermost brackets are meant; a selection of words is not a press.
    event.stopPropagation()
    if (getSelection()?.isCollapsed !== false) open(slot.id)
  }
  const block = slot.scope === 'whole_node' && !closed
  return (
    <span
      key={key}
      className={css['slot']}
      data-status={slot.status}
      data-block={block || undefined}
      data-of={slot.id}
      {...(setting.plain ? {} : { onClick: press })}
    >
      {handle(slot, setting)}
      {shown.length === 0 && !closed ? placeholder(setting) : null}
      {shown.map((alternative, i) => (
        <span key={alternative.id} className={css['alternative']}>
          {i > 0 && !block ? <span className={css['stroke']}> / </span> : null}
          {oneAlternative(alternative, closed, setting)}
        </span>
      ))}
      {closed ? null : <span className={css['bracket']}>]</span>}
    </span>
  )
}

/** The opening bracket, or the small mark of a settled slot, as a button in the keyboard's way. */
function handle(slot: Slot, { language, plain, reading, text }: Setting): ReactNode {
  const closed = slot.status === 'closed'
  const sign = closed ? '✓' : '['
  if (plain) return closed ? null : <span className={css['bracket']}>{sign}</span>
  const title = titleText(slot.title, language)
  return (
    <button
      type="button"
      className={closed ? css['settled'] : css['bracket']}
      data-slot={slot.id}
      aria-label={text.t(closed ? 'text.slot_closed' : 'text.slot_open', { title })}
      title={title}
      onClick={(event) => {
        event.stopPropagation()
        reading.open(slot.id)
      }}
    >
      {sign}
    </button>
  )
}

function placeholder({ language }: Setting): ReactNode {
  return <em className={css['none']}>{slotClassLabels.placeholder[language]}</em>
}

function oneAlternative(alternative: Alternative, closed: boolean, setting: Setting): ReactNode {
  const { language, reading, text } = setting
  const draft = alternative.compartment_id !== reading.home
  const who = closed ? null : (
    <span className={css['who']}>
      {alternative.proponents.map((id) => partySign(id, reading, text.lang))}
      {alternative.proponents.length === 0 || draft
        ? Letter({ label: alternative.label, language })
        : null}
    </span>
  )
  const own = alternativeWords(alternative, setting)
  if (!draft)
    return (
      <>
        {who}
        {own}
      </>
    )
  return (
    <span className={css['draft']}>
      {who}
      {own}
      <span className={css['only']}>
        {text.t('text.only_in', { name: reading.compartmentName(alternative.compartment_id) })}
      </span>
    </span>
  )
}

/** The letter of an alternative; a draft has a star and a number, the same in both scripts. */
export function Letter(props: {
  readonly label: string
  readonly language: Language
  readonly className?: string | undefined
}): ReactNode {
  return (
    <bdi dir="ltr" className={props.className ?? css['label']}>
      {letterIn(props.label, props.language)}
    </bdi>
  )
}

/** Its words; "no text" and a missing language say so. */
export function AlternativeWords(props: {
  readonly alternative: Alternative
  readonly language: Language
  readonly plain: boolean
}): ReactNode {
  const { alternative, language, plain } = props
  const reading = useReading()
  const text = useText()
  return alternativeWords(alternative, { language, plain, reading, text })
}

function alternativeWords(alternative: Alternative, setting: Setting): ReactNode {
  const { language } = setting
  const content = alternative.wording[language]
  if (alternative.no_text)
    return <em className={css['none']}>{language === 'en' ? 'no text' : 'دون نص'}</em>
  if (!content || content.length === 0)
    return (
      <em className={css['none']}>{language === 'en' ? 'no English yet' : 'لا نص عربيًا بعد'}</em>
    )
  return words(content, setting)
}
