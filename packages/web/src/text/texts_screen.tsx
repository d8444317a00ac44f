// The negotiating texts of the process: who holds the pen, how far each is, its last version.
import type { ReactNode } from 'react'
import {
  Bi,
  Button,
  DataTable,
  Empty,
  go,
  Link,
  Mark,
  Page,
  Readers,
  RecordLink,
} from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { leadOf, type State, valueOf } from '../process/view.ts'
import { useInstrument, useInstruments } from './data.ts'
import { clausesOf, StageBar } from './stage_mark.tsx'
import css from './text.module.css'

export function Texts(): ReactNode {
  const { t, pick } = useText()
  const { view, session } = useProcess()
  // A text begins with who mediates; a delegation proposes within it.
  const makes = session.seat.kind === 'mission' && session.compartments.some((c) => c.may_write)
  const rows = useInstruments()
  return (
    <Page
      title={t('text.title')}
      lead={t('text.lead')}
      actions={
        makes ? (
          <Button variant="primary" onPress={() => go(paths.newText())}>
            {t('newtext.button')}
          </Button>
        ) : null
      }
    >
      <DataTable
        label={t('text.title')}
        rows={rows}
        rowKey={(s) => s.id}
        empty={
          <Empty title={t('text.empty')}>{t(makes ? 'newtext.empty' : 'text.empty_help')}</Empty>
        }
        columns={[
          {
            key: 'title',
            title: t('text.one'),
            render: (s) => (
              <>
                <Link to={paths.text(s.id)}>
                  <Bi text={view.title(s)} />
                </Link>
                <div className={css['under']}>
                  <Mark value={leadOf(s)?.mark ?? 'none'} />{' '}
                  <Readers compartment_id={s.compartment_id} />
                </div>
              </>
            ),
          },
          {
            key: 'holder',
            title: t('text.holder'),
            render: (s) => <RecordLink state={view.ref(leadOf(s), 'holder')} />,
          },
          {
            key: 'mode',
            title: t('text.mode'),
            render: (s) => {
              const mode = valueOf(s, 'instrument', 'description')?.mode
              return mode ? t(`text.mode_${mode}`) : null
            },
          },
          { key: 'open', title: t('text.open_slots'), render: (s) => <OpenSlots state={s} /> },
          { key: 'stages', title: t('text.stages'), render: (s) => <Stages state={s} /> },
          {
            key: 'version',
            title: t('text.last_version'),
            render: (s) => {
              const last = view
                .of('version')
                .filter((v) => view.ref(leadOf(v), 'instrument')?.id === s.id)
                .toSorted((a, b) => (asOf(a) < asOf(b) ? -1 : 1))
                .at(-1)
              return last ? (
                <Link to={paths.redline(s.id)}>{pick(view.title(last))}</Link>
              ) : (
                t('text.no_version')
              )
            },
          },
        ]}
      />
    </Page>
  )
}

function asOf(version: State): string {
  return valueOf(version, 'version', 'description')?.as_of ?? ''
}

function OpenSlots({ state }: { readonly state: State }): ReactNode {
  const { t } = useText()
  const { instrument } = useInstrument(state.id)
  if (!instrument?.tree) return null
  const slots = clausesOf(instrument.tree).flatMap((n) => n.slots)
  const open = slots.filter((s) => s.status === 'open').length
  return t('text.open_of', { open, all: slots.length })
}

function Stages({ state }: { readonly state: State }): ReactNode {
  const { instrument } = useInstrument(state.id)
  return instrument?.tree ? <StageBar tree={instrument.tree} /> : null
}
