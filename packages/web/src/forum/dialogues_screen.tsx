// The dialogues that a seat can read, and for the mission the two ways to begin one: opening it with
// rules and statements, or bringing in an export of Polis.
import { useState, type ReactNode } from 'react'
import {
  Bi,
  Button,
  DataTable,
  Dialog,
  Empty,
  Failure,
  Link,
  Page,
  Section,
  Skeleton,
  StatusChip,
} from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import css from './dialogue.module.css'
import { useDialogues } from './dialogue_data.ts'
import { ImportDialogue } from './dialogue_import.tsx'
import { OpenDialogue } from './dialogue_open.tsx'

export function Dialogues(): ReactNode {
  const { t, instant, number } = useText()
  const { session } = useProcess()
  const { data, error, refetch } = useDialogues()
  const [making, setMaking] = useState<'open' | 'import'>()
  const mission = session.seat.kind === 'mission'
  const rows = (data?.dialogues ?? []).toSorted((a, b) => (a.opened_at < b.opened_at ? 1 : -1))
  return (
    <Page
      title={t('dialogue.list_title')}
      lead={t('dialogue.list_lead')}
      actions={
        mission ? (
          <>
            <Button onPress={() => setMaking('import')}>{t('dialogue.import')}</Button>
            <Button variant="primary" onPress={() => setMaking('open')}>
              {t('dialogue.open_new')}
            </Button>
          </>
        ) : null
      }
    >
      {error ? <Failure error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Skeleton lines={5} /> : null}
      {data ? (
        <Section title={t('dialogue.list_title')} count={rows.length}>
          <DataTable
            label={t('dialogue.list_title')}
            rows={rows}
            rowKey={({ id }) => id}
            empty={
              <Empty title={t('dialogue.empty')}>
                <p>{t('dialogue.empty_help')}</p>
              </Empty>
            }
            columns={[
              {
                key: 't',
                title: t('dialogue.title'),
                render: (d) => (
                  <>
                    <Link to={paths.dialogue(d.id)}>
                      <Bi text={d.title} />
                    </Link>
                    <div className={css['soft']}>
                      <Bi text={d.question} />
                    </div>
                    {d.example ? <StatusChip>{t('dialogue.example')}</StatusChip> : null}
                  </>
                ),
              },
              {
                key: 'x',
                title: t('dialogue.status'),
                brief: true,
                render: (d) => (
                  <StatusChip tone={d.status === 'open' ? 'accent' : 'plain'}>
                    {t(`dialogue.is_${d.status}`)}
                  </StatusChip>
                ),
              },
              {
                key: 'n',
                title: t('dialogue.statements'),
                align: 'end',
                render: (d) => number(d.statements),
              },
              {
                key: 'p',
                title: t('dialogue.last_published'),
                render: (d) => (d.published_at ? instant(d.published_at) : '—'),
              },
            ]}
          />
        </Section>
      ) : null}
      <Dialog
        title={t(making === 'import' ? 'dialogue.import' : 'dialogue.open_new')}
        isOpen={making !== undefined}
        onClose={() => setMaking(undefined)}
      >
        {making === 'import' ? <ImportDialogue /> : <OpenDialogue />}
      </Dialog>
    </Page>
  )
}
