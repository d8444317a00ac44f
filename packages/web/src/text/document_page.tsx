// The frame of a screen that takes a DOCX into a text: the text is found, said to be unknown or read; a
// file is chosen, read, or refused. What becomes of the file is each screen's own.
import type { ReactNode } from 'react'
import { Empty, Failure, Link, Page, Skeleton } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { NotKnown } from '../process/records/not_known.tsx'
import { useInstrument, type Instrument } from './data.ts'
import { Chooser, Refused } from './document_file.tsx'

export function DocumentPage(props: {
  readonly id: string
  readonly title: string
  readonly lead: string
  readonly children: (instrument: Instrument) => ReactNode
}): ReactNode {
  const { id, title, lead, children } = props
  const { t, pick } = useText()
  const { view } = useProcess()
  const { instrument, error } = useInstrument(id)
  const state = view.get(id)
  if (error && !instrument) return <Failure error={error} />
  if (!state)
    return <NotKnown title={t('text.title')} words={t('text.not_found')} list={paths.texts()} />
  return (
    <Page
      title={title}
      kicker={<Link to={paths.text(id)}>{pick(view.title(state))}</Link>}
      lead={lead}
    >
      {instrument ? children(instrument) : <Skeleton lines={6} />}
    </Page>
  )
}

/** Where a file stands before anything is known of it. */
export type Choosing =
  | { readonly at: 'empty' }
  | { readonly at: 'reading'; readonly file: File }
  | { readonly at: 'refused'; readonly file: File; readonly error: unknown }

/** The choosing of a file, with what is said until it was read; `help` where none is chosen yet. */
export function ChosenFile(props: {
  readonly state: Choosing | { readonly at: string; readonly file: File }
  readonly help: string
  readonly onChoose: (file: File) => void
}): ReactNode {
  const { state, help, onChoose } = props
  const { t } = useText()
  return (
    <>
      <Chooser file={'file' in state ? state.file : undefined} onChoose={onChoose} />
      {state.at === 'empty' ? <Empty title={t('documents.no_file')}>{help}</Empty> : null}
      {state.at === 'reading' ? (
        <>
          <p role="status">{t('documents.reading')}</p>
          <Skeleton lines={8} />
        </>
      ) : null}
      {state.at === 'refused' && 'error' in state ? <Refused error={state.error} /> : null}
    </>
  )
}
