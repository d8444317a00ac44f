// The panel beside the paper: it shows what is in hand, or the form of an act on it. An act begun is
// left by its own way out, so that a press elsewhere loses no words.
import type { Slot, TextNode } from '@sulh/analysis/text/tree'
import { titleText } from '@sulh/analysis/text/labels'
import { X } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { Button, IconButton, Note } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { today, useProcess } from '../../process/data.ts'
import { useSettings } from '../../session/settings.ts'
import { useOpenText } from '../open_text.ts'
import css from '../panel.module.css'
import { useClauseName } from '../wording_input.tsx'
import { FormOf, type Form } from './form_of.tsx'
import { NodePanel } from './node_panel.tsx'
import { SlotPanel } from './slot_panel.tsx'

export function Panel(props: {
  readonly slot: Slot | undefined
  readonly node: TextNode | undefined
  readonly form: Form | undefined
  readonly onForm: (form: Form | undefined) => void
  /** Another clause was asked for while an act is in hand. */
  readonly held: boolean
  readonly onClose: () => void
}): ReactNode {
  const { slot, node, form, onForm: setForm } = props
  const { t, lang } = useText()
  const nameOf = useClauseName()
  const title = slot ? titleText(slot.title, lang) : node ? nameOf(node.id) : ''
  const done = () => setForm(undefined)
  const box = useRef<HTMLElement>(null)
  const shown = useRef(form)
  useEffect(() => {
    if (shown.current === form) return
    shown.current = form
    // What was pressed is gone with what it stood in: the keyboard goes to what took its place.
    box.current?.scrollTo(0, 0)
    box.current?.focus({ preventScroll: true })
  }, [form])
  return (
    <aside
      ref={box}
      tabIndex={-1}
      className={css['panel']}
      aria-label={title}
      onKeyDown={(event) => {
        // A form keeps what was typed; Escape closes only what holds nothing.
        if (event.key === 'Escape' && !form) props.onClose()
      }}
    >
      <div className={css['head']}>
        <div>
          <div className={css['kind']}>{t(slot ? 'text.a_slot' : 'text.a_clause')}</div>
          <h2>{title}</h2>
        </div>
        <IconButton label={t('frame.close')} onPress={props.onClose}>
          <X size={18} aria-hidden />
        </IconButton>
      </div>
      {form && props.held ? (
        <div role="alert">
          <Note tone="warning">{t('text.act_in_hand')}</Note>
        </div>
      ) : null}
      {form ? (
        <FormOf form={form} onDone={done} />
      ) : (
        <>
          <NotToday />
          {slot ? <SlotPanel slot={slot} onAct={setForm} /> : null}
          {!slot && node ? <NodePanel node={node} onAct={setForm} /> : null}
        </>
      )}
    </aside>
  )
}

/** Acts change the text of today; a page of an earlier day says so and leads there. */
export function NotToday(): ReactNode {
  const { t, day: long } = useText()
  const { day } = useProcess()
  const { set } = useSettings()
  const { isToday, instrument } = useOpenText()
  const { holder, speaks_for } = instrument.part
  if (isToday || (!holder && speaks_for.length === 0)) return null
  return (
    <Note>
      <p>{t('text.not_today', { day: long(day) })}</p>
      <Button onPress={() => set({ day: today(), basis: 'known' })}>{t('text.go_today')}</Button>
    </Note>
  )
}
