// The reckoning over the versions: the picture, and the table that says the same.
import type { ReactNode } from 'react'
import { DataTable, Section } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useOpenText } from '../open_text.ts'
import { useClauseName } from '../wording_input.tsx'
import { Chart } from './chart.tsx'
import type { Point } from './reckoning.ts'

export function OverTime({ points }: { readonly points: readonly Point[] }): ReactNode {
  const { t, pick, day, number } = useText()
  const { instrument } = useOpenText()
  const clause = useClauseName()
  const nameOf = (point: Point) => {
    const version = instrument.versions.find((v) => v.id === point.id)
    return version ? pick(version.title) : t('versions.now', { day: day(point.at) })
  }
  const times = (point: Point) => point.plenary.reopened.reduce((sum, s) => sum + s.times, 0)
  return (
    <Section title={t('versions.over_time')} count={points.length}>
      <Chart points={points} nameOf={nameOf} />
      <details>
        <summary>{t('versions.table_behind')}</summary>
        <DataTable
          label={t('versions.over_time')}
          rows={points}
          rowKey={(p) => p.id}
          columns={[
            { key: 'name', title: t('versions.version'), render: nameOf },
            { key: 'at', title: t('versions.frozen_at'), render: (p) => day(p.at) },
            {
              key: 'plenary',
              title: t('versions.edition_plenary'),
              align: 'end',
              render: (p) => p.plenary.score.toFixed(2),
            },
            {
              key: 'mission',
              title: t('versions.edition_mission'),
              align: 'end',
              render: (p) => p.mission.score.toFixed(2),
            },
            {
              key: 'weakest',
              title: t('versions.weakest'),
              render: (p) => (p.plenary.weakest ? clause(p.plenary.weakest.node) : '–'),
            },
            {
              key: 'open',
              title: t('versions.open_slots'),
              align: 'end',
              render: (p) => number(p.plenary.open.length),
            },
            {
              key: 'reopened',
              title: t('versions.reopened'),
              align: 'end',
              render: (p) => number(times(p)),
            },
            {
              key: 'options',
              title: t('versions.count_inline_alternatives'),
              align: 'end',
              render: (p) => number(p.plenary.counts.inline_alternatives),
            },
          ]}
        />
      </details>
    </Section>
  )
}
