// Takes a draft over: a DOCX is chosen, what becomes of it is looked at with all that was not understood,
// and then written in one act. A refusal leaves the file and the preview where they are.
import type { OutputOf } from '@sulh/contract/endpoint'
import {
  documentRefusals,
  textDocumentEndpoints,
  type DocumentRefusal,
} from '@sulh/contract/text_documents'
import { useRef, useState, type ReactNode } from 'react'
import {
  Button,
  DataTable,
  Empty,
  Failure,
  Link,
  Note,
  Page,
  Section,
  Skeleton,
} from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { NotKnown } from '../process/records/not_known.tsx'
import { ProblemError, sendFile } from '../session/api.ts'
import { useSettings } from '../session/settings.ts'
import { useInstrument, type Instrument } from './data.ts'
import css from './documents.module.css'
import { DraftNodes } from './draft_preview.tsx'

type Preview = OutputOf<typeof textDocumentEndpoints.previewImport>
type State =
  | { readonly at: 'empty' }
  | { readonly at: 'reading'; readonly file: File }
  | { readonly at: 'refused'; readonly file: File; readonly error: unknown }
  | { readonly at: 'read' | 'taking'; readonly file: File; readonly preview: Preview }
  | {
      readonly at: 'not_taken'
      readonly file: File
      readonly preview: Preview
      readonly error: unknown
    }
  | { readonly at: 'taken'; readonly clauses: number }

export function ImportText({ id }: { readonly id: string }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const { instrument, error } = useInstrument(id)
  const state = view.get(id)
  if (error && !instrument) return <Failure error={error} />
  if (!state)
    return <NotKnown title={t('text.title')} words={t('text.not_found')} list={paths.texts()} />
  return (
    <Page
      title={t('documents.import_title')}
      kicker={<Link to={paths.text(id)}>{pick(view.title(state))}</Link>}
      lead={t('documents.import_lead')}
    >
      {instrument ? <Body instrument={instrument} /> : <Skeleton lines={6} />}
    </Page>
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
  if ((instrument.tree?.nodes.length ?? 0) > 0) return <Note>{t('documents.not_empty')}</Note>
  const preview = 'preview' in state ? state.preview : undefined
  return (
    <>
      <Chooser
        file={'file' in state ? state.file : undefined}
        onChoose={(file) => void choose(file)}
      />
      {state.at === 'empty' ? (
        <Empty title={t('documents.no_file')}>{t('documents.no_file_help')}</Empty>
      ) : null}
      {state.at === 'reading' ? (
        <>
          <p role="status">{t('documents.reading')}</p>
          <Skeleton lines={8} />
        </>
      ) : null}
      {state.at === 'refused' ? <Refused error={state.error} /> : null}
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

function Chooser(props: {
  readonly file: File | undefined
  readonly onChoose: (file: File) => void
}): ReactNode {
  const { t } = useText()
  const input = useRef<HTMLInputElement>(null)
  const label = props.file ? t('documents.other_file') : t('documents.choose_file')
  return (
    <div className={css['file']}>
      <input
        ref={input}
        type="file"
        accept=".docx"
        hidden
        aria-label={label}
        onChange={(event) => {
          const file = event.target.files?.[0]
          // So that the same file, mended, can be chosen again.
          event.target.value = ''
          if (file) props.onChoose(file)
        }}
      />
      <Button variant={props.file ? 'quiet' : 'primary'} onPress={() => input.current?.click()}>
        {label}
      </Button>
      {props.file ? <bdi className={css['name']}>{props.file.name}</bdi> : null}
    </div>
  )
}

/** The reason in the reader's language where it is the file's, with its place. */
function Refused({ error }: { readonly error: unknown }): ReactNode {
  const { t } = useText()
  const problem = error instanceof ProblemError ? error.details.errors?.[0] : undefined
  const refusal = documentRefusals.find((one) => problem?.field === `file.${one}`)
  if (problem === undefined || refusal === undefined) return <Failure error={error} />
  return (
    <div role="alert">
      <Note tone="warning">
        <p>
          <strong>{t('documents.failed')}</strong>
        </p>
        <p>{t(`documents.refused_${refusal satisfies DocumentRefusal}`)}</p>
        <p className={css['soft']}>{t('documents.place', { where: problem.expected })}</p>
      </Note>
    </div>
  )
}

/** `paragraph 12, after “…”` in the reader's language; the name of a part as it is. */
function Where({ where }: { readonly where: string }): ReactNode {
  const { t } = useText()
  const [, number, words] = /^paragraph (\d+)(?:, after “([^]*)”)?$/u.exec(where) ?? []
  if (number === undefined) return <bdi>{where}</bdi>
  return (
    <>
      {t('documents.paragraph', { number })}
      {words === undefined ? null : <bdi> {t('documents.after', { words })}</bdi>}
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
      {not_understood.length === 0 ? (
        <Note>{t('documents.all_understood')}</Note>
      ) : (
        <Section title={t('documents.not_understood')} count={not_understood.length}>
          <p className={css['soft']}>{t('documents.not_understood_lead')}</p>
          <DataTable
            label={t('documents.not_understood')}
            rows={not_understood.map((one, i) => ({ ...one, key: `${i}` }))}
            rowKey={(one) => one.key}
            empty={null}
            columns={[
              {
                key: 'where',
                title: t('documents.where'),
                render: (one) => <Where where={one.where} />,
              },
              {
                key: 'what',
                title: t('documents.what'),
                render: (one) => t(`documents.told_${one.what}`),
              },
              { key: 'words', title: t('documents.words'), render: (one) => <bdi>{one.text}</bdi> },
            ]}
          />
        </Section>
      )}
      <Section title={t('documents.preview')}>
        <p className={css['soft']}>{t('documents.stages_left')}</p>
        <DraftNodes nodes={nodes} parties={instrument.tree?.parties ?? []} />
      </Section>
    </>
  )
}
