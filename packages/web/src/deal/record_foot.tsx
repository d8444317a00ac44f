// How a form of a model ends: what it still lacks once recording was tried, what the server refused,
// and the two ways out. And the record itself, new or changed.
import type { ReactNode } from 'react'
import { Button, Note } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { useSending } from '../process/forms/sending.ts'
import css from './deal.module.css'
import { recordDeal, type NewDealRecord } from './send.ts'

export type Recording = {
  readonly busy: boolean
  readonly refusal: string | undefined
  /** Records it, as a change of what stands or as something new, and says whether it was taken. */
  record(record: NewDealRecord, of: { readonly isNew: boolean }): Promise<boolean>
}

export function useRecording(compartment_id: string, mark?: 'none' | 'illustration'): Recording {
  const process = useProcess()
  const { busy, refusal, send } = useSending()
  const record: Recording['record'] = (made, { isNew }) =>
    send(() =>
      recordDeal(process, {
        compartment_id,
        ...(isNew ? { create: [made] } : { change: [made] }),
        ...(mark ? { mark } : {}),
      }),
    )
  return { busy, refusal, record }
}

export function RecordFoot(props: {
  readonly lacks: readonly string[]
  readonly recording: Recording
  readonly isBarred?: boolean
  readonly onRecord: () => void
  /** Absent where there is nothing to go back to. */
  readonly onLeave: (() => void) | undefined
}): ReactNode {
  const { lacks, recording, isBarred = false, onRecord, onLeave } = props
  const { t } = useText()
  return (
    <>
      {lacks.length > 0 ? (
        <Note tone="warning">
          <span role="alert">{lacks.join(' ')}</span>
        </Note>
      ) : null}
      {recording.refusal ? <Note tone="warning">{recording.refusal}</Note> : null}
      <span className={css['row']}>
        <Button variant="primary" isDisabled={recording.busy || isBarred} onPress={onRecord}>
          {t('deal.record')}
        </Button>
        {onLeave ? <Button onPress={onLeave}>{t('deal.leave')}</Button> : null}
      </span>
    </>
  )
}
