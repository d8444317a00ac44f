// Parties to tick: proponents, who agrees, whom a slot concerns.
import { shortName } from '@sulh/analysis/text/labels'
import type { ReactNode } from 'react'
import { useText } from '../../messages/index.ts'
import { useOpenText } from '../open_text.ts'
import css from '../panel.module.css'

export function PartyBoxes(props: {
  readonly label: string
  readonly options: readonly string[]
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
  readonly error?: string | undefined
}): ReactNode {
  const { lang } = useText()
  const { tree } = useOpenText()
  const { value } = props
  return (
    <fieldset className={css['boxes']}>
      <legend>{props.label}</legend>
      {props.options.map((id) => (
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
          {shortName(tree.parties, id, lang)}
        </label>
      ))}
      {props.error ? <p role="alert">{props.error}</p> : null}
    </fieldset>
  )
}
