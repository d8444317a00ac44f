// The records of the process by what they are: documents by kind, statements with who said and who
// recorded them, referrals, undertakings, and series of figures.
import type { ReactNode } from 'react'
import { Page, Section } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { Documents } from './documents.tsx'
import { Soft } from './pieces.tsx'
import { Referrals, Undertakings } from './promises.tsx'
import { Series } from './series_chart.tsx'
import { Statements } from './statements.tsx'

export function Records(): ReactNode {
  const { t } = useText()
  return (
    <Page title={t('records.title')} lead={t('records.intro')}>
      <Documents />
      <Statements />
      <Referrals />
      <Undertakings />
      <AllSeries />
    </Page>
  )
}

function AllSeries(): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const all = view.of('series')
  return (
    <Section title={t('records.series')} count={all.length}>
      {all.length === 0 ? <Soft>{t('records.no_series')}</Soft> : null}
      {all.map((series) => (
        <Series key={series.id} series={series} />
      ))}
    </Section>
  )
}
