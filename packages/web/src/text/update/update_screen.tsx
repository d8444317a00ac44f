// Takes an edited DOCX back into its text: what it amounts to is looked at act by act, with what this seat
// may do and why not the rest, and the chosen acts are done as one. Nothing is written before that.
import type { OutputOf } from '@sulh/contract/endpoint'
import { textDocumentEndpoints } from '@sulh/contract/text_documents'
import { useRef, useState, type ReactNode } from 'react'
import { Button, Link, Note } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { useProcess } from '../../process/data.ts'
import { sendFile } from '../../session/api.ts'
import { useSettings } from '../../session/settings.ts'
import type { Instrument } from '../data.ts'
import { NotUnderstood, Refused } from '../document_file.tsx'
import { ChosenFile, DocumentPage, type Choosing } from '../document_page.tsx'
import docs from '../documents.module.css'
import { Standing } from './standing.tsx'
import { ActList } from './act_list.tsx'
import { withNeeded } from './picking.ts'

type Preview = OutputOf<typeof textDocumentEndpoints.previewUpdate>
type Looked = { readonly file: File; readonly preview: Preview; readonly picked: readonly string[] }
type State =
  | Choosing
  | ({ readonly at: 'read' | 'doing' } & Looked)
  | ({ readonly at: 'not_done'; readonly error: unknown } & Looked)
  | { readonly at: 'done'; readonly acts: number }

export function UpdateText({ id }: { readonly id: string }): ReactNode {
  const { t } = useText()
  return (
    <DocumentPage id={id} title={t('update.title')} lead={t('update.lead')}>
      {(instrument) => <Body instrument={instrument} />}
    </DocumentPage>
  )
}

function Body({ instrument }: { readonly instrument: Instrument }): ReactNode {
  const { t } = useText()
  const { seat } = useSettings()
  const { refresh } = useProcess()
  const [state, setState] = useState<State>({ at: 'empty' })
  // One choice of one file is one act: sending it again is answered as the first time.
  const act = useRef({ id: '', picked: '' })
  const of = { instrument_id: instrument.id }
  const look = async (file: File): Promise<void> => {
    setState({ at: 'reading', file })
    try {
      const preview = await sendFile(textDocumentEndpoints.previewUpdate, of, { file, seat })
      const picked = preview.acts.flatMap(({ key, refused }) => (refused ? [] : [key]))
      setState({ at: 'read', file, preview, picked: withNeeded(picked, preview.acts) })
    } catch (error) {
      setState({ at: 'refused', file, error })
    }
  }
  const apply = async ({ file, preview, picked }: Looked): Promise<void> => {
    const looked = { file, preview, picked }
    const chosen = picked.join(',')
    if (act.current.picked !== chosen) act.current = { id: crypto.randomUUID(), picked: chosen }
    setState({ at: 'doing', ...looked })
    try {
      const input = { ...of, act_id: act.current.id, picked: chosen }
      const done = await sendFile(textDocumentEndpoints.updateText, input, { file, seat })
      await Promise.all([instrument.refresh(), refresh()])
      setState({ at: 'done', acts: done.acts })
    } catch (error) {
      setState({ at: 'not_done', ...looked, error })
    }
  }
  if (state.at === 'done')
    return (
      <Note>
        <p role="status">{t('update.done', { acts: state.acts })}</p>
        <p>{t('documents.taken_today')}</p>
        <Link to={paths.text(instrument.id)}>{t('documents.to_text')}</Link>
      </Note>
    )
  return (
    <>
      <ChosenFile
        state={state}
        help={t('update.no_file_help')}
        onChoose={(file) => void look(file)}
      />
      {'preview' in state ? (
        <Found
          looked={state}
          instrument={instrument}
          busy={state.at === 'doing'}
          error={state.at === 'not_done' ? state.error : undefined}
          onPick={(picked) => setState({ ...state, at: 'read', picked })}
          onApply={() => void apply(state)}
        />
      ) : null}
    </>
  )
}

function Found(props: {
  readonly looked: Looked
  readonly instrument: Instrument
  readonly busy: boolean
  readonly error: unknown
  readonly onPick: (picked: readonly string[]) => void
  readonly onApply: () => void
}): ReactNode {
  const { t } = useText()
  const { preview, picked } = props.looked
  const parties = props.instrument.tree?.parties ?? []
  return (
    <>
      <Standing preview={preview} />
      <ActList
        acts={preview.acts}
        parties={parties}
        picked={picked}
        onPick={(next) => props.onPick(withNeeded(next, preview.acts))}
      />
      <NotUnderstood all={preview.not_understood} />
      {props.error === undefined ? null : <Refused error={props.error} />}
      {preview.acts.length === 0 ? null : (
        <div className={docs['end']}>
          <Button
            variant="primary"
            isDisabled={props.busy || picked.length === 0}
            onPress={props.onApply}
          >
            {t('update.apply', { acts: picked.length })}
          </Button>
          <span role="status">{props.busy ? t('update.doing') : null}</span>
        </div>
      )}
    </>
  )
}
