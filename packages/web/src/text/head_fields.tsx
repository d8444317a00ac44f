// The fields of a text's head, for a new text and for one that is changed: what it is called and is about,
// who holds the pen, whose text it is, what is shown of proponents, and its authentic languages.
import { languageLabels } from '@sulh/analysis/text/labels'
import { instrumentModes, textLanguages } from '@sulh/contract/text'
import type { ReactNode } from 'react'
import { BothInput, Choice, Note, Toggle, type Both } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { Boxes } from './acts/party_boxes.tsx'
import type { Mode } from './rights.ts'

export type Language = (typeof textLanguages)[number]
export type Head = {
  readonly title: Both
  readonly summary: Both
  readonly mode: Mode
  readonly authentic: readonly Language[]
  readonly show_proponents: boolean
}
type Fields = {
  readonly head: Head
  readonly onChange: (patch: Partial<Head>) => void
  /** The form was sent once: what is missing is said. */
  readonly asked: boolean
}

export function NameFields({ head, onChange, asked }: Fields): ReactNode {
  const { t } = useText()
  return (
    <>
      <BothInput
        label={t('newtext.name')}
        value={head.title}
        onChange={(title) => onChange({ title })}
        isRequired
        asked={asked}
      />
      <BothInput
        label={t('newtext.summary')}
        value={head.summary}
        onChange={(summary) => onChange({ summary })}
        isRequired
        asked={asked}
        long
      />
    </>
  )
}

export function HolderField(props: {
  readonly value: string
  readonly onChange: (id: string) => void
  readonly error?: string | undefined
}): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const holders = [...view.of('actor'), ...view.of('person'), ...view.of('delegation')]
  return (
    <Choice
      label={t('text.holder')}
      value={props.value}
      onChange={props.onChange}
      options={holders.map((s) => ({ id: s.id, label: pick(view.title(s)) }))}
      help={t('newtext.holder_help')}
      isRequired
      error={props.error}
    />
  )
}

export function ModeField({ head, onChange }: Omit<Fields, 'asked'>): ReactNode {
  const { t } = useText()
  return (
    <Choice
      label={t('text.mode')}
      value={head.mode}
      onChange={(mode) => onChange({ mode: mode as Mode })}
      options={instrumentModes.map((one) => ({ id: one, label: t(`text.mode_${one}`) }))}
      help={t(`newtext.help_${head.mode}`)}
    />
  )
}

export function ShownFields({ head, onChange, asked }: Fields): ReactNode {
  const { t, lang } = useText()
  return (
    <>
      <Toggle
        label={t('newtext.show_proponents')}
        isSelected={head.show_proponents}
        onChange={(show_proponents) => onChange({ show_proponents })}
      />
      <Note>{t(head.show_proponents ? 'newtext.shown' : 'newtext.hidden')}</Note>
      <Boxes
        label={t('newtext.authentic')}
        options={textLanguages.map((l) => ({ id: l, label: languageLabels[l][lang] }))}
        value={head.authentic}
        onChange={(chosen) =>
          onChange({ authentic: textLanguages.filter((l) => chosen.includes(l)) })
        }
        error={asked && head.authentic.length === 0 ? t('newtext.fault_authentic') : undefined}
      />
    </>
  )
}
