// Takes a streamlining back: the alternatives that it merged stand again.
import type { Alternative } from '@sulh/analysis/text/tree'
import type { ReactNode } from 'react'
import { Note } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import { useProvenance } from '../provenance.tsx'
import { TextForm } from '../text_form.tsx'

export function UndoMergeForm(props: {
  readonly alternative: Alternative
  readonly onDone: () => void
}): ReactNode {
  const { t } = useText()
  const { say } = useOpenText()
  const acting = useActing()
  const provenance = useProvenance()
  const submit = async () => {
    const input = { alternative_id: props.alternative.id, ...provenance.input() }
    if (!(await acting.send('undoMerge', input))) return
    say({ sentence: t('text.done_undo_merge') })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_undo_merge')}
      submit={t('text.act_undo_merge')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <Note>{t('text.undo_merge_help')}</Note>
    </TextForm>
  )
}
