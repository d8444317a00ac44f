// Where what the mission knows is nearer to agreement than what was declared: in sentences, and all open
// slots in a table. It describes and proposes nothing.
import type { ReactNode } from 'react'
import { DataTable, Section } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useOpenText } from '../open_text.ts'
import { PlaceLink } from '../place_link.tsx'
import css from './convergence.module.css'
import { type Gap, isBridgeable } from './reckoning.ts'
import { useLetters, usePartyNames, useSlotName } from './slot_name.ts'

export function Bridging({ gaps }: { readonly gaps: readonly Gap[] }): ReactNode {
  const { t } = useText()
  const worth = gaps.filter(isBridgeable)
  return (
    <Section title={t('versions.bridging')} count={worth.length}>
      {worth.length === 0 ? <p className={css['soft']}>{t('versions.bridging_none')}</p> : null}
      <ul className={css['list']}>
        {worth.map((gap) => (
          <li key={gap.slot}>
            <Sentence gap={gap} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Sentence({ gap }: { readonly gap: Gap }): ReactNode {
  const { t } = useText()
  const { alternatives, home } = useOpenText()
  const slotName = useSlotName()
  const letters = useLetters()
  const names = usePartyNames()
  const { known } = gap
  const values = { title: slotName(gap.slot), labels: letters(known.nearest) }
  const draft = known.nearest.some((id) => alternatives.get(id)?.of.compartment_id !== home)
  return (
    <>
      <PlaceLink id={gap.slot}>
        {known.distance === 0
          ? t('versions.bridging_all', values)
          : t('versions.bridging_nearer', { ...values, missing: names(known.missing) })}
      </PlaceLink>
      {draft ? ` ${t('versions.bridging_draft')}` : null}
    </>
  )
}

export function OpenSlots({ gaps }: { readonly gaps: readonly Gap[] }): ReactNode {
  const { t } = useText()
  const slotName = useSlotName()
  const letters = useLetters()
  const names = usePartyNames()
  if (gaps.length === 0) return null
  return (
    <Section title={t('versions.open_slots')} count={gaps.length}>
      <DataTable
        label={t('versions.open_slots')}
        rows={gaps}
        rowKey={(g) => g.slot}
        columns={[
          {
            key: 'slot',
            title: t('versions.slot'),
            render: (g) => <PlaceLink id={g.slot}>{slotName(g.slot)}</PlaceLink>,
          },
          {
            key: 'declared',
            title: t('versions.distance_plenary'),
            align: 'end',
            render: (g) => (g.declared?.distance ?? 1).toFixed(2),
          },
          {
            key: 'known',
            title: t('versions.distance_mission'),
            align: 'end',
            render: (g) => g.known.distance.toFixed(2),
          },
          { key: 'nearest', title: t('versions.nearest'), render: (g) => letters(g.known.nearest) },
          { key: 'missing', title: t('versions.missing'), render: (g) => names(g.known.missing) },
          {
            key: 'age',
            title: t('versions.age'),
            render: (g) => t('versions.days', { count: Math.floor(g.known.age_days) }),
          },
          {
            key: 'reopened',
            title: t('versions.reopened'),
            render: (g) =>
              g.known.reopened > 0 ? t('versions.times', { count: g.known.reopened }) : null,
          },
        ]}
      />
    </Section>
  )
}
