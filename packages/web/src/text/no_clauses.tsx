// A text that has no clauses yet: who may draft writes the first one or brings a file; others are told.
import { useState, type ReactNode } from 'react'
import { Button, Dialog, Empty, Link } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { InsertForm } from './acts/insert_form.tsx'
import { useOpenText } from './open_text.ts'
import css from './panel.module.css'
import { NotToday } from './panel/panel.tsx'

export function NoClauses(): ReactNode {
  const { t } = useText()
  const { instrument, isToday } = useOpenText()
  const [writing, setWriting] = useState(false)
  const stop = () => setWriting(false)
  if (!instrument.part.may('draft')) return <Empty title={t('text.no_clauses')} />
  return (
    <>
      <Empty title={t('text.no_clauses')}>
        <p>{t('newtext.no_clauses_help')}</p>
        {isToday ? (
          <div className={css['acts']}>
            <Button variant="primary" onPress={() => setWriting(true)}>
              {t('newtext.first_clause')}
            </Button>
            <Link to={paths.importText(instrument.id)}>{t('documents.import')}</Link>
          </div>
        ) : null}
      </Empty>
      <NotToday />
      <Dialog title={t('newtext.first_clause')} isOpen={writing} onClose={stop}>
        <InsertForm onDone={stop} />
      </Dialog>
    </>
  )
}
