// The deal room: what can be had, what is fair, what unlocks it, for the model that is chosen. Sliders
// try out other values and record nothing.
import type { ReactNode } from 'react'
import { Empty, Link, Page, Readers } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { GeniusImport } from './genius_import.tsx'
import { DealWays, ModelChoice, useModel } from './model_choice.tsx'
import { useHome } from './home.ts'
import { Room } from './room.tsx'

export function Deal(): ReactNode {
  const { t } = useText()
  const model = useModel()
  const home = useHome()
  if (!model)
    return (
      <Page title={t('deal.title')} lead={t('deal.lead')}>
        <Empty title={t('deal.none')}>
          <p>{t('deal.none_help')}</p>
          {home ? <Link to={paths.dealModel()}>{t('deal.begin')}</Link> : null}
        </Empty>
        <GeniusImport />
      </Page>
    )
  return (
    <Page
      title={t('deal.title')}
      lead={t('deal.lead')}
      kicker={
        <>
          {t('deal.only_analysts')} <Readers compartment_id={model.compartment_id} />
        </>
      }
      actions={<ModelChoice model={model} />}
    >
      <DealWays model={model} here="room" />
      <Room key={model.id} model={model} />
      <GeniusImport />
    </Page>
  )
}
