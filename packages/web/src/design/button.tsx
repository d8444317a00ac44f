// The buttons of the client: primary for the one act of a place, quiet beside it, plain in text.
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import css from './controls.module.css'

export type ButtonProps = {
  readonly children: ReactNode
  readonly onPress?: () => void
  readonly variant?: 'primary' | 'quiet' | 'plain'
  readonly type?: 'button' | 'submit'
  readonly isDisabled?: boolean
  readonly label?: string
}

export function Button(props: ButtonProps): ReactNode {
  const { children, onPress, variant = 'quiet', type = 'button', isDisabled = false, label } = props
  return (
    <AriaButton
      className={`${css['button']} ${css[variant]}`}
      type={type}
      isDisabled={isDisabled}
      {...(onPress ? { onPress } : {})}
      {...(label ? { 'aria-label': label } : {})}
    >
      {children}
    </AriaButton>
  )
}

/** A button that shows a sign only; its label is for readers and for the title. */
export function IconButton(props: {
  readonly label: string
  readonly children: ReactNode
  readonly onPress?: () => void
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
}): ReactNode {
  return (
    <AriaButton
      className={css['iconbutton'] ?? ''}
      aria-label={props.label}
      isDisabled={props.isDisabled ?? false}
      autoFocus={props.autoFocus ?? false}
      {...(props.onPress ? { onPress: props.onPress } : {})}
    >
      {props.children}
    </AriaButton>
  )
}
