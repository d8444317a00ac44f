// What a person presses and types into. Every field keeps its label, help and error together; the
// server's refusal stands at the field it is about.
import { useId, type ReactNode } from 'react'
import {
  Dialog as AriaDialog, Modal, ModalOverlay, Tab, TabList, TabPanel, Tabs as AriaTabs,
} from 'react-aria-components'
import { useText } from '../messages/index.ts'
import css from './design.module.css'

export function Button(props: {
  children: ReactNode
  onPress?: () => void
  variant?: 'primary' | 'quiet' | 'plain'
  type?: 'button' | 'submit'
  isDisabled?: boolean
  label?: string
}): ReactNode {
  const tone = props.variant === 'primary' ? css['primary'] : props.variant === 'plain' ? css['plain'] : ''
  return (
    <button
      type={props.type ?? 'button'}
      className={`${css['button']} ${tone}`}
      onClick={props.onPress}
      disabled={props.isDisabled}
      aria-label={props.label}
    >
      {props.children}
    </button>
  )
}

type FieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  help?: string | undefined
  error?: string | undefined
  isRequired?: boolean | undefined
}

function Frame(props: FieldProps & { id: string; children: ReactNode }): ReactNode {
  const { t } = useText()
  return (
    <div className={css['field']}>
      <label htmlFor={props.id}>
        {props.label}
        {props.isRequired ? <span className={css['help']}> · {t('frame.required')}</span> : null}
      </label>
      {props.children}
      {props.help ? (
        <span id={`${props.id}-help`} className={css['help']}>
          {props.help}
        </span>
      ) : null}
      {props.error ? (
        <span id={`${props.id}-error`} className={css['error']} role="alert">
          {props.error}
        </span>
      ) : null}
    </div>
  )
}

function described(id: string, props: FieldProps) {
  return {
    id,
    className: css['input'],
    value: props.value,
    required: props.isRequired,
    'aria-invalid': props.error ? true : undefined,
    'aria-describedby': props.error ? `${id}-error` : props.help ? `${id}-help` : undefined,
  }
}

export function TextInput(
  props: FieldProps & { long?: boolean | undefined; lang?: 'en' | 'ar' | undefined; type?: 'text' | 'number' | 'search' },
): ReactNode {
  const id = useId()
  const common = {
    ...described(id, props),
    lang: props.lang,
    dir: props.lang ? (props.lang === 'ar' ? 'rtl' : 'ltr') : undefined,
  }
  return (
    <Frame {...props} id={id}>
      {props.long ? (
        <textarea {...common} onChange={(e) => props.onChange(e.target.value)} />
      ) : (
        <input {...common} type={props.type ?? 'text'} onChange={(e) => props.onChange(e.target.value)} />
      )}
    </Frame>
  )
}

export function DayInput(props: FieldProps): ReactNode {
  const id = useId()
  return (
    <Frame {...props} id={id}>
      <input {...described(id, props)} type="date" onChange={(e) => props.onChange(e.target.value)} />
    </Frame>
  )
}

export function Choice(
  props: FieldProps & {
    options: readonly { readonly id: string; readonly label: string }[]
    allowEmpty?: boolean | undefined
  },
): ReactNode {
  const id = useId()
  const { t } = useText()
  return (
    <Frame {...props} id={id}>
      <select {...described(id, props)} onChange={(e) => props.onChange(e.target.value)}>
        {props.allowEmpty || props.value === '' ? <option value="">{t('frame.choose')}</option> : null}
        {props.options.map((o) => (
          <option key={o.id} value={o.id}>
            {o.label}
          </option>
        ))}
      </select>
    </Frame>
  )
}

export function Toggle(props: {
  label: string
  isSelected: boolean
  onChange: (on: boolean) => void
}): ReactNode {
  return (
    <label className={css['toggle']}>
      <input
        type="checkbox"
        checked={props.isSelected}
        onChange={(e) => props.onChange(e.target.checked)}
      />
      {props.label}
    </label>
  )
}

export function Dialog(props: {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
}): ReactNode {
  const { t } = useText()
  return (
    <ModalOverlay
      className={css['overlay'] ?? ''}
      isOpen={props.isOpen}
      onOpenChange={(open) => {
        if (!open) props.onClose()
      }}
      isDismissable
    >
      <Modal>
        <AriaDialog className={css['dialog'] ?? ''} aria-label={props.title}>
          <div className={css['dialogTitle']}>
            <h2>{props.title}</h2>
            <Button variant="plain" onPress={props.onClose}>
              {t('frame.close')}
            </Button>
          </div>
          {props.children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

export function Tabs(props: {
  items: readonly { readonly id: string; readonly label: string; readonly content: ReactNode }[]
}): ReactNode {
  return (
    <AriaTabs>
      <TabList className={css['tabs'] ?? ''}>
        {props.items.map((item) => (
          <Tab key={item.id} id={item.id} className={css['tab'] ?? ''}>
            {item.label}
          </Tab>
        ))}
      </TabList>
      {props.items.map((item) => (
        <TabPanel key={item.id} id={item.id} className={css['tabPanel'] ?? ''}>
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
