// A civil day, `2020-10-19` or the empty string. The browser's own field: typed part by part or
// picked from its calendar, with every key that people know from elsewhere.
import type { ReactNode } from 'react'
import { FieldError, Input, TextField } from 'react-aria-components'
import css from './controls.module.css'
import { FieldHelp, FieldLabel } from './fields.tsx'

export function DayInput(props: {
  readonly label: string
  readonly value: string
  readonly onChange: (day: string) => void
  readonly help?: string | undefined
  readonly error?: string | undefined
  readonly isRequired?: boolean | undefined
}): ReactNode {
  return (
    <TextField
      className={css['field'] ?? ''}
      value={props.value}
      onChange={props.onChange}
      isInvalid={Boolean(props.error)}
      isRequired={props.isRequired ?? false}
      validationBehavior="aria"
      type="date"
    >
      <FieldLabel {...props} />
      <Input className={`${css['input']} ${css['day']}`} />
      <FieldHelp help={props.help} />
      <FieldError className={css['error'] ?? ''}>{props.error}</FieldError>
    </TextField>
  )
}
