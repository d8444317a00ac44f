// Clauses that have left the text, with the reason and, for who drafts, the way back.
import { recordAsOf } from '@sulh/analysis/history/asof'
import { titleText } from '@sulh/analysis/text/labels'
import { refs, wordingOf, type TextState } from '@sulh/analysis/text/instrument'
import type { Title } from '@sulh/analysis/text/tree'
import { useState, type ReactNode } from 'react'
import { Bi, Button } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { useActing } from './acting.ts'
import { useOpenText } from './open_text.ts'
import css from './panel.module.css'
import { contentLine } from './words_in_line.ts'

function useWithdrawn(): readonly TextState[] {
  const { instrument } = useOpenText()
  const { asOf } = useProcess()
  return instrument.records.flatMap((record): TextState[] => {
    if (record.kind !== 'node') return []
    const state = recordAsOf(record, asOf)
    if (!state?.withdrawn) return []
    const lead = state.facets['description']?.lead
    if (!refs(lead, 'instrument').includes(instrument.id)) return []
    return [{ ...state, kind: record.kind, compartment_id: record.compartment_id, record }]
  })
}

export function Withdrawn(): ReactNode {
  const { t } = useText()
  const states = useWithdrawn()
  if (states.length === 0) return null
  return (
    <details className={css['part']}>
      <summary>{t('text.withdrawn_clauses', { count: states.length })}</summary>
      {states.map((state) => (
        <One key={state.id} state={state} />
      ))}
    </details>
  )
}

function One({ state }: { readonly state: TextState }): ReactNode {
  const { t, lang } = useText()
  const { instrument, isToday, say } = useOpenText()
  const acting = useActing()
  const [refused, setRefused] = useState(false)
  const heading = state.facets['heading']?.lead.value as Title | undefined
  const words = wordingOf(state)
  const line = contentLine(words[lang] ?? words[lang === 'en' ? 'ar' : 'en'])
  const reason = state.facets['withdrawal']?.lead.value['reason'] as { en: string; ar: string }
  const restore = async () => {
    const done = await acting.send('restoreNode', { node_id: state.id })
    setRefused(!done)
    if (done) say({ sentence: t('text.done_restore') })
  }
  return (
    <div className={css['alternative']}>
      <strong>{titleText(heading, lang)}</strong> <span dir="auto">{line}</span>
      <p className={css['soft']}>
        <Bi text={reason} />
      </p>
      {isToday && instrument.part.may('draft') ? (
        <Button isDisabled={acting.busy} onPress={() => void restore()}>
          {t('text.button_restore')}
        </Button>
      ) : null}
      {refused ? <p role="alert">{acting.refusal?.sentence}</p> : null}
    </div>
  )
}
