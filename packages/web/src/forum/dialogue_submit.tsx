// A statement of one's own, in one language or both; and what became of those submitted.
import type { StatementShown } from '@sulh/contract/forum_dialogue'
import { useState, type ReactNode } from 'react'
import { Button, DataTable, Failure, Section, StatusChip, TextInput } from '../design/index.ts'
import { useText, type MessageKey } from '../messages/index.ts'
import css from './dialogue.module.css'
import type { DialogueRead } from './dialogue_data.ts'
import { Words } from './dialogue_vote.tsx'

export type Submitting = (statement: {
  readonly statement_id: string
  readonly en?: string
  readonly ar?: string
}) => Promise<void>

export function Submit(props: {
  readonly help: MessageKey
  /** For the secretariat, whose statements are open to votes at once. */
  readonly moderates: boolean
  readonly submit: Submitting
}): ReactNode {
  const { t } = useText()
  const [words, setWords] = useState({ en: '', ar: '' })
  const [id, setId] = useState(() => crypto.randomUUID())
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const [done, setDone] = useState(false)
  const { moderates } = props
  const send = async () => {
    setBusy(true)
    setError(undefined)
    setDone(false)
    try {
      await props.submit({
        statement_id: id,
        ...(words.en.trim() ? { en: words.en.trim() } : {}),
        ...(words.ar.trim() ? { ar: words.ar.trim() } : {}),
      })
      setWords({ en: '', ar: '' })
      setId(crypto.randomUUID())
      setDone(true)
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Section title={moderates ? t('dialogue.add') : t('dialogue.submit')}>
      <p className={css['soft']}>{t(props.help)}</p>
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <TextInput
          label={t('dialogue.in_english')}
          lang="en"
          value={words.en}
          onChange={(en) => setWords((w) => ({ ...w, en }))}
        />
        <TextInput
          label={t('dialogue.in_arabic')}
          lang="ar"
          value={words.ar}
          onChange={(ar) => setWords((w) => ({ ...w, ar }))}
        />
        <div>
          <Button type="submit" isDisabled={busy || !(words.en.trim() || words.ar.trim())}>
            {moderates ? t('dialogue.add') : t('dialogue.submit_act')}
          </Button>
        </div>
      </form>
      {error ? <Failure error={error} /> : null}
      {done ? <p role="status">{t(moderates ? 'dialogue.added' : 'dialogue.submitted')}</p> : null}
    </Section>
  )
}

/** What she submitted and what became of it, with the reason in words. */
export function MySubmissions({ read }: { readonly read: DialogueRead }): ReactNode {
  const { t } = useText()
  const rows = read.part.moderates ? [] : read.statements.filter((s) => s.submitted_by_me)
  if (rows.length === 0) return null
  return (
    <Section title={t('dialogue.my_statements')} count={rows.length}>
      <DataTable
        label={t('dialogue.my_statements')}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { key: 's', title: t('dialogue.statement'), render: (s) => <Words statement={s} /> },
          {
            key: 'x',
            title: t('dialogue.status'),
            render: (s) => <Judged read={read} statement={s} />,
          },
        ]}
      />
    </Section>
  )
}

export function Judged(props: {
  readonly read: DialogueRead
  readonly statement: StatementShown
}): ReactNode {
  const { t } = useText()
  const { statement, read } = props
  const into = read.statements.find(({ id }) => id === statement.into_id)
  return (
    <div>
      <StatusChip tone={statement.status === 'accepted' ? 'accent' : 'plain'}>
        {t(`dialogue.status_${statement.status}`)}
      </StatusChip>
      {statement.reason ? <p>{t(`dialogue.reason_${statement.reason}`)}</p> : null}
      {into ? (
        <p>
          {t('dialogue.merged_into')} <Words statement={into} />
        </p>
      ) : null}
      {statement.note ? <p dir="auto">{statement.note}</p> : null}
    </div>
  )
}
