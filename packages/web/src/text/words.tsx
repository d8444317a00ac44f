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
import { useText } from '../messages/index.ts'
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
  const { parties } = useReading()
  const party = parties.find((p) => p.id === id)
  const name = titleText(party?.short, lang) || titleText(party?.name, lang)
  if (!party?.side) return <span className={css['sign']}>{name || id.slice(0, 4)}</span>
  return (
    <span className={css['sign']} title={name}>
      <PartyMark side={party.side} />
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
  const { slots } = useReading()
  return (props.content ?? []).map((part, i) => {
    if ('text' in part) return <span key={i}>{part.text}</span>
    const slot = slots.get(part.slot)
    return slot ? (
      <Brackets key={i} slot={slot} language={props.language} plain={props.plain ?? false} />
    ) : null
  })
}

type InLanguage = { readonly language: Language; readonly plain: boolean }

function Brackets({ slot, ...rest }: InLanguage & { readonly slot: Slot }): ReactNode {
  const { open } = useReading()
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
      className={css['slot']}
      data-status={slot.status}
      data-block={block || undefined}
      data-of={slot.id}
      {...(rest.plain ? {} : { onClick: press })}
    >
      <Handle slot={slot} {...rest} />
      {shown.length === 0 && !closed ? <Placeholder slot={slot} {...rest} /> : null}
      {shown.map((alternative, i) => (
        <span key={alternative.id} className={css['alternative']}>
          {i > 0 && !block ? <span className={css['stroke']}> / </span> : null}
          <OneAlternative slot={slot} alternative={alternative} {...rest} />
        </span>
      ))}
      {closed ? null : <span className={css['bracket']}>]</span>}
    </span>
  )
}

/** The opening bracket, or the small mark of a settled slot, as a button in the keyboard's way. */
function Handle({ slot, language, plain }: InLanguage & { readonly slot: Slot }): ReactNode {
  const { t } = useText()
  const { open } = useReading()
  const closed = slot.status === 'closed'
  const sign = closed ? '✓' : '['
  if (plain) return closed ? null : <span className={css['bracket']}>{sign}</span>
  const title = titleText(slot.title, language)
  return (
    <button
      type="button"
      className={closed ? css['settled'] : css['bracket']}
      data-slot={slot.id}
      aria-label={t(closed ? 'text.slot_closed' : 'text.slot_open', { title })}
      title={title}
      onClick={(event) => {
        event.stopPropagation()
        open(slot.id)
      }}
    >
      {sign}
    </button>
  )
}

function Placeholder({ language }: InLanguage & { readonly slot: Slot }): ReactNode {
  return <em className={css['none']}>{slotClassLabels.placeholder[language]}</em>
}

function OneAlternative(
  props: InLanguage & { readonly slot: Slot; readonly alternative: Alternative },
): ReactNode {
  const { alternative, language, slot, plain } = props
  const { t } = useText()
  const { home, compartmentName } = useReading()
  const closed = slot.status === 'closed'
  const draft = alternative.compartment_id !== home
  return (
    <span className={draft ? css['draft'] : undefined}>
      {closed ? null : (
        <span className={css['who']}>
          {alternative.proponents.map((id) => (
            <PartySign key={id} id={id} />
          ))}
          {alternative.proponents.length === 0 || draft ? (
            <Letter label={alternative.label} language={language} />
          ) : null}
        </span>
      )}
      <AlternativeWords alternative={alternative} language={language} plain={plain} />
      {draft ? (
        <span className={css['only']}>
          {t('text.only_in', { name: compartmentName(alternative.compartment_id) })}
        </span>
      ) : null}
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
export function AlternativeWords(
  props: InLanguage & { readonly alternative: Alternative },
): ReactNode {
  const { alternative, language, plain } = props
  const content = alternative.wording[language]
  if (alternative.no_text)
    return <em className={css['none']}>{language === 'en' ? 'no text' : 'دون نص'}</em>
  if (!content || content.length === 0)
    return (
      <em className={css['none']}>{language === 'en' ? 'no English yet' : 'لا نص عربيًا بعد'}</em>
    )
  return <Words content={content} language={language} plain={plain} />
}
