// The frozen versions of a text: when, how many revisions, the root, and whether what this seat reads
// gives the same root now. The reckoning is done here, in the browser, and asks no one.
import { versionRoot } from '@sulh/analysis/text/version'
import { useState, type ReactNode } from 'react'
import { Bi, Button, DataTable, Empty, Mark, OpenRecord, Sources } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { leadOf } from '../process/view.ts'
import type { Instrument, Version } from './data.ts'
import css from './redline/redline.module.css'

export function VersionsTable({ instrument }: { readonly instrument: Instrument }): ReactNode {
  const { t, instant, number } = useText()
  const { view } = useProcess()
  return (
    <DataTable
      label={t('versions.list')}
      rows={instrument.versions.toReversed()}
      rowKey={(v) => v.id}
      empty={<Empty title={t('versions.none')}>{t('versions.none_help')}</Empty>}
      columns={[
        {
          key: 'title',
          title: t('versions.one'),
          render: (v) => {
            const fact = leadOf(view.get(v.id))
            return (
              <>
                <OpenRecord id={v.id}>
                  <Bi text={v.title} />
                </OpenRecord>{' '}
                <Mark value={fact?.mark ?? 'none'} /> <Sources fact={fact} />
                {v.note ? (
                  <div className={css['soft']}>
                    <Bi text={v.note} />
                  </div>
                ) : null}
              </>
            )
          },
        },
        { key: 'at', title: t('versions.frozen_at'), render: (v) => instant(v.as_of) },
        {
          key: 'revisions',
          title: t('versions.revisions'),
          align: 'end',
          render: (v) => number(v.revisions),
        },
        {
          key: 'root',
          title: t('versions.root'),
          render: (v) => <Root version={v} instrument={instrument} />,
        },
      ]}
    />
  )
}

function Root(props: { readonly version: Version; readonly instrument: Instrument }): ReactNode {
  const { version, instrument } = props
  const { t, number } = useText()
  const [found, setFound] = useState<{ root: string; revisions: number }>()
  const [busy, setBusy] = useState(false)
  const check = async () => {
    setBusy(true)
    const cut = { instrument_id: instrument.id, as_of: version.as_of, n: version.n }
    setFound(await versionRoot(instrument.records, cut))
    setBusy(false)
  }
  const same = found?.root === version.root
  return (
    <>
      <bdi dir="ltr" className={css['root']} title={version.root}>
        {version.root.slice(0, 16)}…
      </bdi>{' '}
      <Button variant="plain" isDisabled={busy} onPress={() => void check()}>
        {t('versions.check')}
      </Button>
      {found ? (
        <strong className={css['verdict']} role="status">
          {t(same ? 'versions.same_root' : 'versions.other_root', {
            count: number(found.revisions),
          })}
        </strong>
      ) : null}
    </>
  )
}
