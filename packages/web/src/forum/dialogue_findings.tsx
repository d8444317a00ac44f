// What the published figures say of statements: what unites, what divides, how the blocs stand, what
// bridges, what each group stands for, and all of it in one table. Bars are never the only bearer.
import type { OpinionFigures } from '@sulh/contract/forum_dialogue_kinds'
import type { ReactNode } from 'react'
import { DataTable, Empty, Section, StatusChip, Tabs, type Column } from '../design/index.ts'
import { useText, type MessageKey } from '../messages/index.ts'
import css from './dialogue.module.css'
import { letterOf, type DialogueRead } from './dialogue_data.ts'
import { percent } from './dialogue_map.tsx'
import { Bar, Evidence, Groups, Range, round2, sum, type Row } from './dialogue_measures.tsx'
import { Figure, type Method } from './dialogue_method.tsx'
import { Words } from './dialogue_vote.tsx'

const MOST_ROWS = 12

export function Findings(props: {
  readonly read: DialogueRead
  readonly figures: OpinionFigures
}): ReactNode {
  const { read, figures } = props
  const { t } = useText()
  const known = new Map(read.statements.map((s) => [s.id, s]))
  const rows = figures.statements.flatMap((row): Row[] => {
    const statement = known.get(row.id)
    return statement ? [{ ...row, statement }] : []
  })
  const parts = { read, figures, rows }
  return (
    <Section title={t('dialogue.findings')}>
      <Tabs
        label={t('dialogue.findings')}
        items={[
          { id: 'unites', label: t('dialogue.unites'), content: <Unites {...parts} /> },
          { id: 'divides', label: t('dialogue.divides'), content: <Divides {...parts} /> },
          ...(read.rules.blocs.length > 1
            ? [{ id: 'blocs', label: t('dialogue.by_bloc'), content: <ByBloc {...parts} /> }]
            : []),
          { id: 'bridging', label: t('dialogue.bridging'), content: <Bridges {...parts} /> },
          { id: 'represents', label: t('dialogue.represents'), content: <Represents {...parts} /> },
          { id: 'table', label: t('dialogue.whole_table'), content: <Whole {...parts} /> },
        ]}
      />
    </Section>
  )
}

type Parts = {
  readonly read: DialogueRead
  readonly figures: OpinionFigures
  readonly rows: readonly Row[]
}

function Listed(props: {
  readonly method: Method
  readonly figures: OpinionFigures
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
}): ReactNode {
  const { t } = useText()
  const { method, figures, rows, columns } = props
  const words: Column<Row> = {
    key: 's',
    title: t('dialogue.statement'),
    render: (row) => <Words statement={row.statement} />,
  }
  return (
    <div className={css['finding']}>
      <div className={css['finding_head']}>
        <p>{t(`dialogue.lead_${method}` as MessageKey)}</p>
        <Figure of={method} figures={figures} />
      </div>
      <DataTable
        label={t(`dialogue.method_${method}_title`)}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<Empty title={t('dialogue.nothing_yet')} />}
        columns={[words, ...columns]}
      />
    </div>
  )
}

function Unites({ figures, rows }: Parts): ReactNode {
  const { t } = useText()
  const whole = rows
    .filter((r) => r.unites !== null)
    .toSorted(
      (a, b) =>
        Number(b.unites?.evidence === 'enough') - Number(a.unites?.evidence === 'enough') ||
        (b.unites?.low ?? 0) - (a.unites?.low ?? 0),
    )
    .slice(0, MOST_ROWS)
  return (
    <Listed
      method="unites"
      figures={figures}
      rows={whole}
      columns={[
        {
          key: 'u',
          title: t('dialogue.group_informed'),
          render: ({ unites }) =>
            unites ? (
              <>
                <Range interval={unites} /> <Evidence enough={unites.evidence === 'enough'} />
              </>
            ) : null,
        },
        {
          key: 'g',
          title: t('dialogue.by_group'),
          render: (row) => <Groups row={row} figures={figures} />,
        },
      ]}
    />
  )
}

function Divides({ figures, rows }: Parts): ReactNode {
  const { t, lang } = useText()
  const found = new Map(rows.map((r) => [r.id, r]))
  const list = figures.divisive.slice(0, MOST_ROWS)
  const of = new Map(list.map((d) => [d.statement_id, d]))
  const name = (g: number) => letterOf(figures.groups[g]?.name ?? 1, lang)
  return (
    <Listed
      method="divides"
      figures={figures}
      rows={list.flatMap((d) => found.get(d.statement_id) ?? [])}
      columns={[
        {
          key: 'd',
          title: t('dialogue.difference'),
          render: ({ id }) => {
            const d = of.get(id)
            if (!d) return null
            return d.groups ? (
              <>
                {t('dialogue.more_than', { one: name(d.groups[0]), other: name(d.groups[1]) })}{' '}
                <Range interval={d.difference} />
              </>
            ) : (
              t('dialogue.split', { percent: percent(d.split) })
            )
          },
        },
        {
          key: 'g',
          title: t('dialogue.by_group'),
          render: (row) => <Groups row={row} figures={figures} />,
        },
      ]}
    />
  )
}

function ByBloc({ figures, rows, read }: Parts): ReactNode {
  const { t, pick } = useText()
  const { blocs } = read.rules
  const list = rows
    .filter((r) => r.blocs.some((b) => sum(b) > 0))
    .toSorted(
      (a, b) =>
        Number(b.across_blocs?.evidence === 'enough') -
          Number(a.across_blocs?.evidence === 'enough') ||
        (b.across_blocs?.least.low ?? 0) - (a.across_blocs?.least.low ?? 0),
    )
  return (
    <Listed
      method="blocs"
      figures={figures}
      rows={list}
      columns={[
        {
          key: 'l',
          title: t('dialogue.least_bloc'),
          render: ({ across_blocs }) =>
            across_blocs ? (
              <>
                <Range interval={across_blocs.least} />{' '}
                <Evidence enough={across_blocs.evidence === 'enough'} />
              </>
            ) : (
              '—'
            ),
        },
        ...blocs.map((bloc, b): Column<Row> => ({
          key: bloc.key,
          title: pick(bloc.name),
          render: (row) => <Bar counts={row.blocs[b] ?? [0, 0, 0]} />,
        })),
      ]}
    />
  )
}

function Bridges({ figures, rows }: Parts): ReactNode {
  const { t, number } = useText()
  const list = rows
    .toSorted((a, b) => b.bridging.intercept - a.bridging.intercept)
    .slice(0, MOST_ROWS)
  return (
    <Listed
      method="bridging"
      figures={figures}
      rows={list}
      columns={[
        {
          key: 'b',
          title: t('dialogue.bridging_rank'),
          render: ({ bridging: b }) => (
            <>
              {t('dialogue.between', {
                value: number(round2(b.intercept)),
                low: number(round2(b.low)),
                high: number(round2(b.high)),
              })}{' '}
              <StatusChip tone={b.status === 'bridges' ? 'accent' : 'plain'}>
                {t(`dialogue.bridging_${b.status}`)}
              </StatusChip>
            </>
          ),
        },
        {
          key: 'u',
          title: t('dialogue.group_informed'),
          render: ({ unites }) => (unites ? <Range interval={unites} /> : '—'),
        },
      ]}
    />
  )
}

function Represents({ figures, rows }: Parts): ReactNode {
  const { t, lang } = useText()
  const found = new Map(rows.map((r) => [r.id, r]))
  if (figures.groups.length < 2 || figures.representative.length === 0)
    return <Empty title={t('dialogue.nothing_yet')} />
  return (
    <>
      {figures.groups.map((group, g) => {
        const picks = figures.representative.filter((p) => p.group === g)
        const of = new Map(picks.map((p) => [p.statement_id, p]))
        return (
          <div key={group.name}>
            <h3 className={css['group_head']}>
              <span className={css['letter']} data-group={g}>
                {letterOf(group.name, lang)}
              </span>{' '}
              {t('dialogue.group_people', { people: group.people })}
            </h3>
            <Listed
              method="represents"
              figures={figures}
              rows={picks.flatMap((p) => found.get(p.statement_id) ?? [])}
              columns={[
                {
                  key: 'w',
                  title: t('dialogue.within_group'),
                  render: ({ id }) => {
                    const p = of.get(id)
                    return p ? (
                      <>
                        {t(p.direction === 'agree' ? 'dialogue.agrees' : 'dialogue.disagrees')}{' '}
                        <Range interval={p.within} />
                      </>
                    ) : null
                  },
                },
                {
                  key: 'o',
                  title: t('dialogue.all_others'),
                  render: ({ id }) => {
                    const p = of.get(id)
                    return p ? <Range interval={p.others} /> : null
                  },
                },
              ]}
            />
          </div>
        )
      })}
    </>
  )
}

function Whole({ figures, rows }: Parts): ReactNode {
  const { t, number } = useText()
  return (
    <Listed
      method="table"
      figures={figures}
      rows={rows.toSorted((a, b) => sum(b.all) - sum(a.all)).slice(0, MOST_TABLE_ROWS)}
      columns={[
        { key: 'a', title: t('dialogue.agree'), align: 'end', render: (r) => number(r.all[0]) },
        { key: 'd', title: t('dialogue.disagree'), align: 'end', render: (r) => number(r.all[1]) },
        { key: 'p', title: t('dialogue.pass'), align: 'end', render: (r) => number(r.all[2]) },
        { key: 'b', title: t('dialogue.shares'), render: (r) => <Bar counts={r.all} /> },
      ]}
    />
  )
}
const MOST_TABLE_ROWS = 300
