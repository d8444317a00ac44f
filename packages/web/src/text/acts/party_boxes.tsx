// Boxes to tick: parties (proponents, who agrees, whom a slot concerns), or records by name.
import { shortName } from '@sulh/analysis/text/labels'
import type { ReactNode } from 'react'
import type { ChoiceOption } from '../../design/fields.tsx'
import { useText } from '../../messages/index.ts'
import { useOpenText } from '../open_text.ts'
import css from '../panel.module.css'

type Common = {
  readonly label: string
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
  readonly error?: string | undefined
}

export function PartyBoxes(props: Common & { readonly options: readonly string[] }): ReactNode {
  const { lang } = useText()
  const { tree } = useOpenText()
  const named = props.options.map((id) => ({ id, label: shortName(tree.parties, id, lang) }))
  return <Boxes {...props} options={named} />
}

export function Boxes(props: Common & { readonly options: readonly ChoiceOption[] }): ReactNode {
  const { value } = props
  return (
    <fieldset className={css['boxes']}>
      <legend>{props.label}</legend>
      {props.options.map(({ id, label }) => (
        <label key={id} className={css['box']}>
          <input
            type="checkbox"
            checked={value.includes(id)}
            onChange={(event) =>
              props.onChange(
                event.target.checked ? [...value, id] : value.filter((other) => other !== id),
              )
            }
          />
          {label}
        </label>
      ))}
      {props.error ? <p role="alert">{props.error}</p> : null}
    </fieldset>
  )
}
