// Downloads of a text or of a redline: format, languages, and whether drafts of narrower compartments may
// be in it. The server makes the file from what this seat reads.
import {
  documentFormats,
  documentLanguages,
  textDocumentEndpoints,
  type DocumentFormat,
  type DocumentLanguages,
} from '@sulh/contract/text_documents'
import { useState, type ReactNode } from 'react'
import { Button, Choice, Dialog, Failure, Note, Toggle } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { call } from '../session/api.ts'
import { useSettings } from '../session/settings.ts'
import css from './documents.module.css'

const languageName = {
  'en,ar': 'both_en',
  'ar,en': 'both_ar',
  en: 'only_en',
  ar: 'only_ar',
} as const

export type DocumentOf = {
  readonly instrument_id: string
  /** A frozen version; absent: as of the date cursor. */
  readonly version_id?: string | undefined
  /** The older version of a redline. */
  readonly since_version_id?: string | undefined
  /** Where the page itself is the plenary's edition, so is its document. */
  readonly plenary?: boolean
}

/** A button that opens the choice of format and languages. */
export function DocumentsMenu(of: DocumentOf): ReactNode {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  const title =
    of.since_version_id === undefined
      ? t('documents.download_text')
      : t('documents.download_redline')
  return (
    <>
      <Button onPress={() => setOpen(true)} label={title}>
        {t('documents.download')}
      </Button>
      <Dialog title={title} isOpen={isOpen} onClose={() => setOpen(false)}>
        <DownloadForm {...of} />
      </Dialog>
    </>
  )
}

type State =
  | { readonly at: 'choosing' | 'making' }
  | { readonly at: 'made'; readonly names: readonly string[] }
  | { readonly at: 'failed'; readonly error: unknown }

function DownloadForm(of: DocumentOf): ReactNode {
  const { t, lang } = useText()
  const { asOf } = useProcess()
  const { seat } = useSettings()
  const [format, setFormat] = useState<DocumentFormat>('docx')
  const [languages, setLanguages] = useState<DocumentLanguages>(lang === 'ar' ? 'ar,en' : 'en,ar')
  const [plenary, setPlenary] = useState(true)
  const [state, setState] = useState<State>({ at: 'choosing' })
  const redline = of.since_version_id !== undefined
  const make = async (): Promise<void> => {
    setState({ at: 'making' })
    try {
      const { files } = await call(
        textDocumentEndpoints.exportText,
        {
          instrument_id: of.instrument_id,
          format,
          languages,
          reach: of.plenary || plenary ? 'plenary' : 'seat',
          version_id: of.version_id,
          since_version_id: of.since_version_id,
          as_of: asOf.at,
        },
        seat,
      )
      for (const file of files) save(file)
      setState({ at: 'made', names: files.map(({ name }) => name) })
    } catch (error) {
      setState({ at: 'failed', error })
    }
  }
  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault()
        void make()
      }}
    >
      <Choice
        label={t('documents.format')}
        value={format}
        onChange={(id) => setFormat(id as DocumentFormat)}
        options={documentFormats.map((id) => ({
          id,
          label: t(
            id === 'docx' && redline ? 'documents.format_docx_redline' : `documents.format_${id}`,
          ),
        }))}
      />
      <Choice
        label={t('documents.languages')}
        value={languages}
        onChange={(id) => setLanguages(id as DocumentLanguages)}
        options={documentLanguages.map((id) => ({ id, label: t(`documents.${languageName[id]}`) }))}
      />
      {of.plenary || of.version_id !== undefined ? null : (
        <div>
          <Toggle label={t('documents.plenary_only')} isSelected={plenary} onChange={setPlenary} />
          <p className={css['help']}>{t('documents.plenary_help')}</p>
        </div>
      )}
      {state.at === 'failed' ? <Failure error={state.error} /> : null}
      <div role="status">
        {state.at === 'making' ? t('documents.making') : null}
        {state.at === 'made' ? (
          <Note>{t('documents.made', { names: state.names.join(', ') })}</Note>
        ) : null}
      </div>
      <Button type="submit" variant="primary" isDisabled={state.at === 'making'}>
        {t('documents.download')}
      </Button>
    </form>
  )
}

function save(file: {
  readonly name: string
  readonly media_type: string
  readonly content_base64: string
}): void {
  const bytes = Uint8Array.from(atob(file.content_base64), (c) => c.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes], { type: file.media_type }))
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  // The browser has taken the file once this turn is over.
  setTimeout(() => URL.revokeObjectURL(url))
}
