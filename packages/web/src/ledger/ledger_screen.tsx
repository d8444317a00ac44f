// The ledger as a seat sees it: its own compartments, their signed checkpoints, and a check that
// runs in this browser on the entries themselves. The verdict is the browser's, not the server's.
import { type Checkpoint, ledgerEndpoints } from '@sulh/contract/ledger'
import type { CompartmentReport } from '@sulh/analysis/ledger/verify'
import { findingSentence } from '@sulh/analysis/ledger/sentences'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { Button, DataTable, Note, Page, Section, Skeleton } from '../design/index.ts'
import { useText, word } from '../messages/index.ts'
import { download } from '../process/chronology/download.ts'
import { useProcess } from '../process/data.ts'
import layout from '../process/records/layout.module.css'
import { Soft } from '../process/records/pieces.tsx'
import { call } from '../session/api.ts'
import { allCheckpoints, checkCompartment, type LedgerReader, type Progress } from './check.ts'
import css from './ledger.module.css'

type Verdict =
  | { readonly state: 'running'; readonly progress: Progress | undefined }
  | { readonly state: 'done'; readonly report: CompartmentReport }
  | { readonly state: 'stopped'; readonly reason: string }

const reader: LedgerReader = {
  listEntries: (page) => call(ledgerEndpoints.listEntries, page),
  listCheckpoints: (page) => call(ledgerEndpoints.listCheckpoints, page),
  getKeys: () => call(ledgerEndpoints.getKeys, {}),
}

export function Ledger(): ReactNode {
  const { t, pick, number } = useText()
  const { session } = useProcess()
  const [chosen, setChosen] = useState(session.compartments[0]?.id ?? '')
  const { verdicts, check } = useVerdicts()
  const running = Object.values(verdicts).some((v) => v.state === 'running')
  const checkAll = async () => {
    for (const c of session.compartments) await check(c.id)
  }
  const compartment = session.compartments.find((c) => c.id === chosen)
  return (
    <Page
      title={t('ledger.title')}
      lead={t('ledger.intro')}
      actions={
        <Button variant="primary" isDisabled={running} onPress={() => void checkAll()}>
          {t('ledger.verify_all')}
        </Button>
      }
    >
      <div className={layout['block']}>
        <DataTable
          label={t('ledger.title')}
          rows={session.compartments}
          rowKey={(c) => c.id}
          columns={[
            {
              key: 'compartment',
              title: t('ledger.compartment'),
              render: (c) => (
                <>
                  {pick(c.name)}
                  <div className={layout['soft']}>{t(word('compartment_kind', c.kind))}</div>
                </>
              ),
            },
            { key: 'n', title: t('ledger.entries'), align: 'end', render: (c) => number(c.n) },
            {
              key: 'verdict',
              title: t('ledger.verdict'),
              render: (c) => (
                <VerdictWords verdict={verdicts[c.id]} all={c.n} name={pick(c.name)} />
              ),
            },
            {
              key: 'act',
              title: t('ledger.act'),
              render: (c) => (
                <div className={css['acts']}>
                  <Button
                    isDisabled={running}
                    onPress={() => void check(c.id)}
                    label={`${t('ledger.verify')}: ${pick(c.name)}`}
                  >
                    {t('ledger.verify')}
                  </Button>
                  <Button
                    variant="plain"
                    onPress={() => setChosen(c.id)}
                    label={`${t('ledger.choose')}: ${pick(c.name)}`}
                  >
                    {t('ledger.choose')}
                  </Button>
                </div>
              ),
            },
          ]}
        />
      </div>
      <Section title={t('ledger.what_title')}>
        <p className={css['prose']}>{t('ledger.what')}</p>
      </Section>
      {compartment ? <Checkpoints id={compartment.id} name={pick(compartment.name)} /> : null}
    </Page>
  )
}

function useVerdicts() {
  const { t } = useText()
  const [verdicts, setVerdicts] = useState<Readonly<Record<string, Verdict>>>({})
  const busy = useRef(false)
  const set = (id: string, verdict: Verdict) => setVerdicts((old) => ({ ...old, [id]: verdict }))
  const check = async (id: string) => {
    if (busy.current) return
    busy.current = true
    set(id, { state: 'running', progress: undefined })
    try {
      const report = await checkCompartment(reader, id, (progress) =>
        set(id, { state: 'running', progress }),
      )
      set(id, { state: 'done', report })
    } catch (error) {
      const unsupported = error instanceof DOMException && error.name === 'NotSupportedError'
      const reason = error instanceof Error ? error.message : ''
      set(id, {
        state: 'stopped',
        reason: unsupported ? t('ledger.unsupported') : t('ledger.stopped', { reason }),
      })
    } finally {
      busy.current = false
    }
  }
  return { verdicts, check }
}

function VerdictWords(props: {
  verdict: Verdict | undefined
  all: number
  name: string
}): ReactNode {
  const { t, lang } = useText()
  const { verdict } = props
  if (!verdict) return <span className={layout['soft']}>{t('ledger.not_checked')}</span>
  switch (verdict.state) {
    case 'running': {
      const progress = verdict.progress
      const done = progress?.step === 'fetching' ? progress.done : (progress?.all ?? 0)
      const words =
        progress?.step === 'hashing'
          ? t('ledger.hashing', { all: progress.all })
          : t('ledger.fetching', { done, all: props.all })
      return (
        <span role="status">
          <progress value={done} max={Math.max(1, props.all)} aria-label={words} /> {words}
        </span>
      )
    }
    case 'stopped':
      return <Note tone="warning">{verdict.reason}</Note>
    case 'done': {
      const { n, covered_n, finding } = verdict.report
      if (finding) {
        return <Note tone="warning">{findingSentence(finding, props.name, lang)}</Note>
      }
      return (
        <span role="status">
          <span aria-hidden="true">✓ </span>
          {covered_n === 0
            ? t('ledger.good_unsigned', { entries: n })
            : t('ledger.good', { entries: n, covered: covered_n })}
        </span>
      )
    }
  }
}

const SHOWN = 24

function Checkpoints({ id, name }: { id: string; name: string }): ReactNode {
  const { t, instant, number } = useText()
  const { session } = useProcess()
  const [shown, setShown] = useState(SHOWN)
  const query = useQuery({
    queryKey: ['ledger', session.seat.id, id, 'checkpoints'],
    queryFn: () => allCheckpoints(reader, id),
  })
  const rows = query.data ?? []
  const file = `checkpoints-${id.slice(0, 8)}.json`
  const save = () => download(file, JSON.stringify(rows, undefined, 2), 'application/json')
  return (
    <Section
      title={t('ledger.checkpoints', { name })}
      count={rows.length}
      actions={
        <Button isDisabled={rows.length === 0} onPress={save}>
          {t('ledger.download')}
        </Button>
      }
    >
      <Soft>{t('ledger.download_hint')}</Soft>
      {query.isPending ? <Skeleton lines={4} /> : null}
      {query.error ? <Note tone="warning">{query.error.message}</Note> : null}
      <DataTable
        label={t('ledger.checkpoints', { name })}
        rows={rows.slice(0, shown)}
        rowKey={(c: Checkpoint) => `${c.at} ${c.n}`}
        empty={query.isSuccess ? <Soft>{t('ledger.no_checkpoints')}</Soft> : null}
        columns={[
          { key: 'at', title: t('ledger.at'), render: (c) => instant(c.at) },
          { key: 'n', title: t('ledger.n'), align: 'end', render: (c) => number(c.n) },
          { key: 'root', title: t('ledger.root'), render: (c) => <Hash hex={c.root} /> },
          { key: 'key', title: t('ledger.key'), render: (c) => <Hash hex={c.key_id} /> },
        ]}
      />
      {rows.length > shown ? (
        <Button variant="plain" onPress={() => setShown((n) => n + SHOWN)}>
          {t('ledger.more')}
        </Button>
      ) : null}
    </Section>
  )
}

function Hash({ hex }: { hex: string }): ReactNode {
  return (
    <code className={css['hash']} dir="ltr" title={hex}>
      {hex.slice(0, 16)}
      {hex.length > 16 ? '…' : ''}
    </code>
  )
}
