// All decisions that the seat reads: those known on the day of the date cursor, and those after it.
import { courseOf } from '@sulh/analysis/ballot/decision_course'
import type { AsOf } from '@sulh/analysis/history/asof'
import type { ProcessRecord } from '@sulh/contract/process'
import type { Bilingual } from '@sulh/contract/wording'
import type { ReactNode } from 'react'
import { Button, DataTable, Empty, go, Link, Page, Section, StatusChip } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import { copiesInSight } from '../process/view.ts'
import { decisionAsOf, phaseOf } from './decision_reading.ts'
import { OutcomeWords } from './decision_result.tsx'

type Row = {
  readonly id: string
  readonly title: Bilingual
  readonly when: { readonly from: string; readonly to?: string } | undefined
  readonly first: string
  readonly known: boolean
  readonly record: ProcessRecord
}

function rowOf(whole: ProcessRecord, asOf: AsOf): Row | undefined {
  const cut = decisionAsOf(whole, asOf)
  const record = cut ?? whole
  const lead = record.facts.findLast((f) => f.facet === 'description')
  const value = lead?.value as { title: Bilingual; when?: Row['when'] } | undefined
  const first = record.facts[0]?.known_from
  if (!value || first === undefined) return undefined
  const { id } = record
  return { id, title: value.title, when: value.when, first, record, known: cut !== undefined }
}

export function Decisions(): ReactNode {
  const { t } = useText()
  const { records, asOf, session } = useProcess()
  const decisions = [...records.values()].filter((r) => r.kind === 'decision')
  // What was published is a copy, shown once where its source is in sight.
  const copies = copiesInSight(decisions)
  const rows = decisions
    .filter((r) => !copies.has(r.id))
    .flatMap((r) => rowOf(r, asOf) ?? [])
    .toSorted((a, b) => (a.first < b.first ? 1 : -1))
  const known = rows.filter((r) => r.known)
  const later = rows.filter((r) => !r.known)
  const mayPropose = session.compartments.some((c) => c.kind === 'plenary' && c.may_write)
  return (
    <Page
      title={t('decision.title')}
      lead={t('decision.lead')}
      actions={
        mayPropose ? (
          <Button variant="primary" onPress={() => go(paths.newDecision())}>
            {t('decision.new')}
          </Button>
        ) : null
      }
    >
      {rows.length === 0 ? (
        <Empty title={t('decision.none')}>
          <p>{t('decision.none_help')}</p>
        </Empty>
      ) : null}
      {known.length > 0 ? <Table rows={known} label={t('decision.title')} /> : null}
      {later.length > 0 ? (
        <Section title={t('decision.later')} count={later.length}>
          <Table rows={later} label={t('decision.later')} />
        </Section>
      ) : null}
    </Page>
  )
}

function Table({ rows, label }: { rows: readonly Row[]; label: string }): ReactNode {
  const { t, pick, span, day } = useText()
  return (
    <DataTable
      label={label}
      rows={rows}
      rowKey={(r) => r.id}
      onOpen={(r) => go(paths.decision(r.id))}
      columns={[
        {
          key: 'title',
          title: t('decision.title'),
          brief: true,
          render: (r) => <Link to={paths.decision(r.id)}>{pick(r.title)}</Link>,
        },
        {
          key: 'when',
          title: t('decision.when'),
          render: (r) => (r.when ? span(r.when) : day(r.first)),
        },
        {
          key: 'phase',
          title: t('decision.phase'),
          render: (r) => (r.known ? <PhaseChip record={r.record} /> : '–'),
        },
        {
          key: 'result',
          title: t('decision.result'),
          render: (r) => (r.known ? <OutcomeWords course={courseOf(r.record.facts)} /> : '–'),
        },
      ]}
    />
  )
}

export function PhaseChip({ record }: { record: ProcessRecord }): ReactNode {
  const { t } = useText()
  const phase = phaseOf(courseOf(record.facts))
  const tone = phase === 'open' ? 'accent' : phase === 'decided' ? 'agreed' : 'soft'
  return <StatusChip tone={tone}>{t(`decision.phase_${phase}`)}</StatusChip>
}
