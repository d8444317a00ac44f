// The frame of every form: its refusal above, its fields, its one act and the way out. After a
// refusal the first field at fault is brought into sight and takes the keyboard.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button, Note } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import css from './forms.module.css'

export function ActForm(props: {
  readonly children: ReactNode
  readonly submit: string
  readonly busy: boolean
  readonly refusal: string | undefined
  /** What else to say beside the refusal. */
  readonly remarks?: ReactNode
  readonly isDisabled?: boolean
  readonly onSubmit: () => Promise<void>
  readonly onCancel?: () => void
}): ReactNode {
  const { t } = useText()
  const form = useRef<HTMLFormElement>(null)
  const { refusal, busy } = props
  const [tries, setTries] = useState(0)
  const refused = useRef(false)
  useEffect(() => {
    refused.current = refusal !== undefined
  }, [refusal])
  // Counted, not read off the refusal: the same one twice is to be shown twice.
  useEffect(() => {
    if (tries > 0 && refused.current && form.current) showFault(form.current)
  }, [tries])
  return (
    <form
      ref={form}
      className={css['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) void props.onSubmit().then(() => setTries((n) => n + 1))
      }}
    >
      {refusal === undefined ? null : (
        <div role="alert" tabIndex={-1} data-refusal className={css['refusal']}>
          <Note tone="warning">
            {refusal}
            {props.remarks}
          </Note>
        </div>
      )}
      {props.children}
      <div className={css['actions']}>
        <Button type="submit" variant="primary" isDisabled={busy || props.isDisabled === true}>
          {busy ? t('forms.sending') : props.submit}
        </Button>
        {props.onCancel ? (
          <Button variant="plain" onPress={props.onCancel}>
            {t('forms.cancel')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}

/** The first field at fault, in the order of the page; where none is, the refusal itself. */
function showFault(form: HTMLFormElement): void {
  const place =
    form.querySelector<HTMLElement>('[data-invalid] :is(input, textarea, button)') ??
    form.querySelector<HTMLElement>('[data-refusal]')
  place?.focus({ preventScroll: true })
  // The bar stands over the top of the page, the foot of a phone over its end.
  place?.scrollIntoView({ block: 'center' })
}
