// Fields with their label, help and error in one place. An error stands at its field, says what to
// do, and never clears what was typed.
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Switch,
  Text,
  TextArea,
  TextField,
} from 'react-aria-components'
import { useText } from '../messages/index.ts'
import css from './controls.module.css'

type Common = {
  readonly label: string
  readonly help?: string | undefined
  readonly error?: string | undefined
  readonly isRequired?: boolean | undefined
}

export function FieldLabel({ label, isRequired }: Common): ReactNode {
  const { t } = useText()
  return (
    <Label className={css['label'] ?? ''}>
      {label}
      {isRequired ? <span className={css['required']}> · {t('frame.required')}</span> : null}
    </Label>
  )
}
export function FieldHelp({ help }: { readonly help?: string | undefined }): ReactNode {
  return help ? (
    <Text slot="description" className={css['help'] ?? ''}>
      {help}
    </Text>
  ) : null
}

export function TextInput(
  props: Common & {
    readonly value: string
    readonly onChange: (value: string) => void
    readonly long?: boolean | undefined
    readonly lang?: 'en' | 'ar' | undefined
    readonly type?: 'text' | 'search' | 'number' | undefined
  },
): ReactNode {
  const { error, lang } = props
  const direction = lang ? ({ lang, dir: lang === 'ar' ? 'rtl' : 'ltr' } as const) : {}
  return (
    <TextField
      className={css['field'] ?? ''}
      value={props.value}
      onChange={props.onChange}
      isInvalid={Boolean(error)}
      isRequired={props.isRequired ?? false}
      validationBehavior="aria"
      type={props.type ?? 'text'}
    >
      <FieldLabel {...props} />
      {props.long ? (
        <TextArea className={css['input'] ?? ''} {...direction} />
      ) : (
        <Input className={css['input'] ?? ''} {...direction} />
      )}
      <FieldHelp help={props.help} />
      <FieldError className={css['error'] ?? ''}>{error}</FieldError>
    </TextField>
  )
}

export type ChoiceOption = { readonly id: string; readonly label: string }
/** Stands for "none" in the list, which cannot hold an empty key. */
const NONE = '\u2014'

export function Choice(
  props: Common & {
    readonly value: string
    readonly onChange: (id: string) => void
    readonly options: readonly ChoiceOption[]
    readonly allowEmpty?: boolean | undefined
  },
): ReactNode {
  const { t } = useText()
  const { error, value } = props
  const options = props.allowEmpty
    ? [{ id: NONE, label: NONE }, ...props.options]
    : [...props.options]
  return (
    <Select
      className={css['field'] ?? ''}
      selectedKey={value === '' ? (props.allowEmpty ? NONE : null) : value}
      onSelectionChange={(key) => props.onChange(key === null || key === NONE ? '' : String(key))}
      placeholder={t('frame.choose')}
      isInvalid={Boolean(error)}
      isRequired={props.isRequired ?? false}
      validationBehavior="aria"
    >
      <FieldLabel {...props} />
      <AriaButton className={`${css['input']} ${css['choice']}`}>
        <SelectValue />
        <ChevronDown size={16} aria-hidden />
      </AriaButton>
      <FieldHelp help={props.help} />
      <FieldError className={css['error'] ?? ''}>{error}</FieldError>
      <Popover className={css['popover'] ?? ''}>
        <ListBox className={css['options'] ?? ''} items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={css['option'] ?? ''}>
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}

export function Toggle(props: {
  readonly label: string
  readonly isSelected: boolean
  readonly onChange: (on: boolean) => void
}): ReactNode {
  return (
    <Switch className={css['toggle'] ?? ''} isSelected={props.isSelected} onChange={props.onChange}>
      <span className={css['toggle_track']} aria-hidden />
      {props.label}
    </Switch>
  )
}
