// The words of a clause or an alternative as they are typed, in both languages, with the numbers that
// stand for the slots within them, and what is wrong said at the language it is in.
import { titleText } from '@sulh/analysis/text/labels'
import { numberIn } from '@sulh/analysis/text/numbers'
import type { ReactNode } from 'react'
import { TextInput } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useOpenText } from './open_text.ts'
import css from './panel.module.css'
import type { Typed } from './wording_text.ts'

export function WordingInput(props: {
  readonly value: Typed
  readonly onChange: (value: Typed) => void
  /** Slots in the order of their numbers. */
  readonly slots?: readonly string[]
  /** Titles of slots that are not there yet. */
  readonly titles?: Readonly<Record<string, string>>
  readonly faults?: Readonly<Record<string, string>> | undefined
  /** The field as the server names it. */
  readonly field?: string
  readonly label?: string
}): ReactNode {
  const { t, lang } = useText()
  const { slots, tree } = useOpenText()
  const { value, field = 'wording', faults = {} } = props
  const order = lang === 'ar' ? (['ar', 'en'] as const) : (['en', 'ar'] as const)
  const shown = props.slots ?? []
  return (
    <>
      {order.map((l) => (
        <TextInput
          key={l}
          lang={l}
          long
          label={`${props.label ?? t('text.wording')} · ${t(`forms.language_${l}`)}${
            tree.authentic.includes(l) ? ` · ${t('text.authentic_one')}` : ''
          }`}
          value={value[l]}
          onChange={(text) => props.onChange({ ...value, [l]: text })}
          error={faults[`${field}.${l}`] ?? faults[field]}
        />
      ))}
      {shown.length > 0 ? (
        <ul className={css['tokens']}>
          {shown.map((id, i) => (
            <li key={id}>
              <bdi dir="ltr">{`{${i + 1}}`}</bdi> {t('text.stands_for')}{' '}
              <bdi>{props.titles?.[id] ?? titleText(slots.get(id)?.title, lang)}</bdi>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

/** The number of a clause as its language writes it, with its kind. */
export function useClauseName(): (id: string) => string {
  const { lang } = useText()
  const { nodes } = useOpenText()
  const { t } = useText()
  return (id) => {
    const node = nodes.get(id)
    if (!node) return ''
    const heading = titleText(node.heading, lang)
    const number = numberIn(node.number, lang)
    const name = `${t(`text.kind_${node.kind}`)} ${number}`.trim()
    return heading ? `${name}: ${heading}` : name
  }
}
