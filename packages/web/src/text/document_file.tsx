// What the screens share that take a DOCX: the choosing of a file, why one was not taken, and what in it
// was not understood, each with its place in the reader's language.
import { kindLabels } from '@sulh/analysis/text/labels'
import { numberIn } from '@sulh/analysis/text/numbers'
import { nodeKinds } from '@sulh/analysis/text/tree'
import type { OutputOf } from '@sulh/contract/endpoint'
import {
  documentRefusals,
  type DocumentRefusal,
  type textDocumentEndpoints,
} from '@sulh/contract/text_documents'
import type { ReactNode } from 'react'
import { DataTable, Failure, FileChooser, Note, Section } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { ProblemError, refusalIn } from '../session/api.ts'
import css from './documents.module.css'

type Told = OutputOf<typeof textDocumentEndpoints.previewImport>['not_understood']

export function Chooser(props: {
  readonly file: File | undefined
  readonly onChoose: (file: File) => void
}): ReactNode {
  const { t } = useText()
  const { file, onChoose } = props
  return (
    <div className={css['file']}>
      <FileChooser
        label={file ? t('documents.other_file') : t('documents.choose_file')}
        accept=".docx"
        variant={file ? 'quiet' : 'primary'}
        chosen={file ? <bdi className={css['name']}>{file.name}</bdi> : null}
        onChoose={([chosen]) => chosen && onChoose(chosen)}
      />
    </div>
  )
}

/** The reason in the reader's language where it is the file's, with its place. */
export function Refused({ error }: { readonly error: unknown }): ReactNode {
  const { t, lang } = useText()
  const said = error instanceof ProblemError ? refusalIn(error.details, lang) : undefined
  const problem = said?.errors[0]
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

/** `paragraph 12, after “…”` or `article 5` in the reader's language; the name of a part as it is. */
function Where({ where }: { readonly where: string }): ReactNode {
  const { t, lang } = useText()
  const [, number, words] = /^paragraph (\d+)(?:, after “([^]*)”)?$/u.exec(where) ?? []
  const kind = nodeKinds.find((one) => where === one || where.startsWith(`${one} `))
  if (where === 'title') return t('documents.the_title')
  if (number !== undefined)
    return (
      <>
        {t('documents.paragraph', { number })}
        {words === undefined ? null : <bdi> {t('documents.after', { words })}</bdi>}
      </>
    )
  if (kind === undefined) return <bdi>{where}</bdi>
  return `${kindLabels[kind][lang]} ${numberIn(where.slice(kind.length + 1), lang)}`
}

export function NotUnderstood({ all }: { readonly all: Told }): ReactNode {
  const { t } = useText()
  if (all.length === 0) return <Note>{t('documents.all_understood')}</Note>
  return (
    <Section title={t('documents.not_understood')} count={all.length}>
      <p className={css['soft']}>{t('documents.not_understood_lead')}</p>
      <DataTable
        label={t('documents.not_understood')}
        rows={all.map((one, i) => ({ ...one, key: `${i}` }))}
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
  )
}
