// The model itself: what it is called, whom it is between, which points are open and how they hang
// together. A new one is begun here; everything is recorded with the named analysts alone.
import { useMemo, useState, type ReactNode } from 'react'
import { Button, Empty, Page, PartyMark, Readers, Section } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import type { State } from '../process/view.ts'
import { dealCase } from './case.ts'
import css from './deal.module.css'
import { GeniusImport } from './genius_import.tsx'
import { useHome } from './home.ts'
import { LinksEditor } from './links_editor.tsx'
import { DealWays, ModelChoice, useModel } from './model_choice.tsx'
import { ModelHead } from './model_head.tsx'
import { PointsEditor } from './points_editor.tsx'

export function DealModel(): ReactNode {
  const { t } = useText()
  const model = useModel()
  const home = useHome()
  const [fresh, setFresh] = useState(false)
  const begin = home ? (
    <Section title={t('deal.begin')}>
      <ModelHead
        compartment_id={home.id}
        deal={undefined}
        onDone={() => setFresh(false)}
        onLeave={model && (() => setFresh(false))}
      />
    </Section>
  ) : null
  if (!model)
    return (
      <Page title={t('deal.model_title')} lead={t('deal.model_lead')}>
        {begin ?? (
          <Empty title={t('deal.none')}>
            <p>{t('deal.none_help')}</p>
          </Empty>
        )}
        <GeniusImport />
      </Page>
    )
  return (
    <Page
      title={t('deal.model_title')}
      lead={t('deal.model_lead')}
      kicker={
        <>
          {t('deal.only_analysts')} <Readers compartment_id={model.compartment_id} />
        </>
      }
      actions={
        <>
          <ModelChoice model={model} />
          {home && !fresh ? (
            <Button onPress={() => setFresh(true)}>{t('deal.begin_another')}</Button>
          ) : null}
        </>
      }
    >
      <DealWays model={model} here="model" />
      {fresh ? begin : null}
      <OfModel key={model.id} model={model} />
      <GeniusImport />
    </Page>
  )
}

function OfModel({ model }: { readonly model: State }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const deal = useMemo(() => dealCase(view, model), [view, model])
  const [editing, setEditing] = useState(false)
  return (
    <>
      <Section title={pick(deal.title)}>
        {editing ? (
          <ModelHead
            compartment_id={deal.compartment_id}
            deal={deal}
            onDone={() => setEditing(false)}
            onLeave={() => setEditing(false)}
          />
        ) : (
          <>
            {deal.note ? <p>{pick(deal.note)}</p> : null}
            <p className={css['row']}>
              {deal.parties.map((party) => (
                <span key={party.id}>
                  <PartyMark side={party.side} /> {pick(party.name)}
                </span>
              ))}
              <Button onPress={() => setEditing(true)}>{t('deal.change_head')}</Button>
            </p>
          </>
        )}
      </Section>
      <PointsEditor deal={deal} />
      <LinksEditor deal={deal} />
    </>
  )
}
