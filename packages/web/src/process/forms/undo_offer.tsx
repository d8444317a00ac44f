// After a withdrawal: the offer to state again what was withdrawn. It outlives the form and the
// inspector, because what is withdrawn may leave the page at once.
import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { Button } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import css from './forms.module.css'

type Offer = { readonly title: string; readonly undo: () => Promise<unknown> }

let offer: Offer | undefined
const listeners = new Set<() => void>()

export function offerUndo(next: Offer | undefined): void {
  offer = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Stands once, in the frame. */
export function UndoOffer(): ReactNode {
  const { t } = useText()
  const current = useSyncExternalStore(subscribe, () => offer)
  const [failed, setFailed] = useState(false)
  if (!current) return null
  const undo = () => {
    current.undo().then(
      () => {
        setFailed(false)
        offerUndo(undefined)
      },
      () => setFailed(true),
    )
  }
  return <OfferBar title={current.title} failed={failed} onUndo={undo} words={t('forms.undo')} />
}

function OfferBar(props: {
  title: string
  failed: boolean
  onUndo: () => void
  words: string
}): ReactNode {
  const { t } = useText()
  return (
    <div className={css['offer']} role="status">
      <span>
        {props.failed ? t('forms.refused_network') : t('forms.done_withdraw')}{' '}
        <bdi>{props.title}</bdi>
      </span>
      <Button onPress={props.onUndo}>{props.words}</Button>
      <Button variant="plain" onPress={() => offerUndo(undefined)}>
        {t('frame.close')}
      </Button>
    </div>
  )
}
