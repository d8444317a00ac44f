// On what an edited file stands: of when it is, what has changed in the text since, and how many of its
// edits the text has already.
import type { OutputOf } from '@sulh/contract/endpoint'
import type { textDocumentEndpoints } from '@sulh/contract/text_documents'
import type { ReactNode } from 'react'
import { Note } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useClause } from './clause.ts'
import css from './update.module.css'

type Preview = OutputOf<typeof textDocumentEndpoints.previewUpdate>

export function Standing({ preview }: { readonly preview: Preview }): ReactNode {
  const { t, instant } = useText()
  const clause = useClause()
  const { as_of, acts, already, since } = preview
  const mine = acts.filter(({ refused }) => refused === undefined).length
  return (
    <div className={css['standing']}>
      <p>
        {as_of === undefined
          ? t('update.of_unknown')
          : t('update.of_instant', { at: instant(as_of) })}
      </p>
      <p role="status">
        {acts.length === 0 ? t('update.no_acts') : t('update.found', { acts: acts.length, mine })}
        {already > 0 ? ` ${t('update.already', { acts: already })}` : ''}
      </p>
      {since.length === 0 ? null : (
        <Note tone="warning">
          <p>{t('update.since', { clauses: since.length })}</p>
          <ul className={css['since']}>
            {since.map((one) => (
              <li key={one.node_id}>
                <bdi>{clause(one)}</bdi> – {t(`update.since_${one.what}`)}
              </li>
            ))}
          </ul>
        </Note>
      )}
    </div>
  )
}
