// Takes a draft over: a DOCX is chosen, what becomes of it is looked at with all that was not understood,
// and then written in one act. A refusal leaves the file and the preview where they are.
import type { OutputOf } from '@sulh/contract/endpoint'
import { textDocumentEndpoints } from '@sulh/contract/text_documents'
import { useRef, useState, type ReactNode } from 'react'
import { Button, Link, Note, Section } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { sendFile } from '../session/api.ts'
import { useSettings } from '../session/settings.ts'
import type { Instrument } from './data.ts'
import css from './documents.module.css'
import { NotUnderstood, Refused } from './document_file.tsx'
import { ChosenFile, DocumentPage, type Choosing } from './document_page.tsx'
import { DraftNodes } from './draft_preview.tsx'

type Preview = OutputOf<typeof textDocumentEndpoints.previewImport>
type State =
  | Choosing
  | { readonly at: 'read' | 'taking'; readonly file: File; readonly preview: Preview }
  | {
      readonly at: 'not_taken'
      readonly file: File
      readonly preview: Preview
      readonly error: unknown
    }
  | { readonly at: 'taken'; readonly clauses: number }

export function ImportText({ id }: { readonly id: string }): ReactNode {
  const { t } = useText()
  return (
    <DocumentPage id={id} title={t('documents.import_title')} lead={t('documents.import_lead')}>
      {(instrument) => <Body instrument={instrument} />}
    </DocumentPage>
  )
}

function Body({ instrument }: { readonly instrument: Instrument }): ReactNode {
  const { t } = useText()
  const { seat } = useSettings()
  const [state, setState] = useState<State>({ at: 'empty' })
  // One file is one act: sending it again is answered as the first time.
  const act_id = useRef('')
  const of = { instrument_id: instrument.id }
  const choose = async (file: File): Promise<void> => {
    act_id.current = crypto.randomUUID()
    setState({ at: 'reading', file })
    try {
      const preview = await sendFile(textDocumentEndpoints.previewImport, of, { file, seat })
      setState({ at: 'read', file, preview })
    } catch (error) {
      setState({ at: 'refused', file, error })
    }
  }
  const take = async (file: File, preview: Preview): Promise<void> => {
    setState({ at: 'taking', file, preview })
    try {
      const input = { ...of, act_id: act_id.current }
      const made = await sendFile(textDocumentEndpoints.importText, input, { file, seat })
      await instrument.refresh()
      setState({ at: 'taken', clauses: made.nodes })
    } catch (error) {
      setState({ at: 'not_taken', file, preview, error })
    }
  }
  if (state.at === 'taken')
    return (
      <Note>
        <p role="status">{t('documents.taken', { clauses: state.clauses })}</p>
        <p>{t('documents.taken_today')}</p>
        <Link to={paths.text(instrument.id)}>{t('documents.to_text')}</Link>
      </Note>
    )
  if (!instrument.part.may('draft')) return <Note>{t('documents.not_holder')}</Note>
  if ((instrument.tree?.nodes.length ?? 0) > 0)
    return (
      <Note>
        <p>{t('documents.not_empty')}</p>
        <Link to={paths.updateText(instrument.id)}>{t('update.button')}</Link>
      </Note>
    )
  const preview = 'preview' in state ? state.preview : undefined
  return (
    <>
      <ChosenFile
        state={state}
        help={t('documents.no_file_help')}
        onChoose={(file) => void choose(file)}
      />
      {preview ? <Found preview={preview} instrument={instrument} /> : null}
      {state.at === 'not_taken' ? <Refused error={state.error} /> : null}
      {preview && 'file' in state ? (
        <div className={css['end']}>
          <Button
            variant="primary"
            isDisabled={state.at === 'taking'}
            onPress={() => void take(state.file, preview)}
          >
            {t('documents.take_over')}
          </Button>
          <span role="status">{state.at === 'taking' ? t('documents.taking') : null}</span>
        </div>
      ) : null}
    </>
  )
}

function Found(props: { readonly preview: Preview; readonly instrument: Instrument }): ReactNode {
  const { t } = useText()
  const { preview, instrument } = props
  const { nodes, not_understood, slots, alternatives } = preview
  return (
    <>
      <p role="status">{t('documents.found', { clauses: nodes.length, slots, alternatives })}</p>
      <NotUnderstood all={not_understood} />
      <Section title={t('documents.preview')}>
        <p className={css['soft']}>{t('documents.stages_left')}</p>
        <DraftNodes nodes={nodes} parties={instrument.tree?.parties ?? []} />
      </Section>
    </>
  )
}
