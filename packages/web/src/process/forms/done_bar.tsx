// After an act: what was done, the way to the day on which it shows where this page does not, and
// after a withdrawal the offer to state it again. It outlives the form and the inspector, because
// what is withdrawn may leave the page at once.
import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { Button } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useSettings } from '../../session/settings.ts'
import { today } from '../data.ts'
import css from './forms.module.css'
import { useAppears } from './later.tsx'

export type Done = {
  readonly act: 'create' | 'state' | 'correct' | 'differ' | 'confirm' | 'withdraw' | 'disclose'
  readonly title: string
  /** The day from which it is known; today where it is not said. */
  readonly known_from?: string
  readonly undo?: () => Promise<unknown>
}

let done: Done | undefined
const listeners = new Set<() => void>()

export function sayDone(next: Done | undefined): void {
  done = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Stands once, in the frame. */
export function DoneBar(): ReactNode {
  const current = useSyncExternalStore(subscribe, () => done)
  return current ? <Bar key={current.title} done={current} /> : null
}

function Bar({ done: { act, title, known_from = today(), undo } }: { done: Done }): ReactNode {
  const { t, day } = useText()
  const { set, basis } = useSettings()
  const appears = useAppears()
  const [failed, setFailed] = useState(false)
  const shown = basis === 'recorded' ? today() : known_from
  const undone = () => {
    undo?.().then(
      () => sayDone(undefined),
      () => setFailed(true),
    )
  }
  return (
    <div className={css['offer']} role="status">
      <span>
        {failed
          ? t('forms.refused_network')
          : t(act === 'withdraw' ? 'forms.done_withdraw' : 'forms.done')}{' '}
        <bdi>{title}</bdi>
        {appears(known_from) ? null : (
          <small className={css['soft']}> {t('forms.done_later', { day: day(shown) })}</small>
        )}
      </span>
      {appears(known_from) ? null : (
        <Button onPress={() => set({ day: shown })}>
          {t('forms.go_to_day', { day: day(shown) })}
        </Button>
      )}
      {undo ? (
        <Button onPress={undone}>
          {t(act === 'confirm' ? 'forms.undo_confirm' : 'forms.undo')}
        </Button>
      ) : null}
      <Button variant="plain" onPress={() => sayDone(undefined)}>
        {t('frame.close')}
      </Button>
    </div>
  )
}
