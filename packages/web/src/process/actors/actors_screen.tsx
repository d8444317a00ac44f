// The actors, parties first, with who backs, hosts, guarantees and talks to whom. The two parties
// stand side by side with equal weight, in the order of the viewer’s language.
import type { ReactNode } from 'react'
import { DataTable, Empty, Page, PartyMark, RecordLink, Section } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import layout from '../records/layout.module.css'
import { Basis, Named, Names, Passage, Soft } from '../records/pieces.tsx'
import { at } from '../records/reading.ts'
import { leadOf, type State, valueOf } from '../view.ts'
import css from './actors.module.css'
import { Balance } from './balance_view.tsx'
import { Relations } from './relations.tsx'
import { partiesOf, relations, sideOf } from './selection.ts'
import { Talks } from './talks.tsx'

export function Actors(): ReactNode {
  const { t } = useText()
  const { view, session } = useProcess()
  const all = view.of('actor')
  return (
    <Page title={t('actors.list_title')} lead={t('actors.list_intro')}>
      {all.length === 0 ? <Empty title={t('actors.empty')} /> : null}
      <Parties />
      {session.seat.kind === 'mission' ? <Balance /> : null}
      <Others />
      <Relations relations={relations(view)} />
      <Talks />
      <Persons />
    </Page>
  )
}

function Parties(): ReactNode {
  const { t, lang } = useText()
  const { view } = useProcess()
  const parties = partiesOf(view, lang)
  if (parties.length === 0) return null
  return (
    <Section title={t('actors.parties')}>
      <div className={css['parties']}>
        {parties.map((party) => (
          <Party key={party.id} party={party} />
        ))}
      </div>
    </Section>
  )
}

function Party({ party }: { party: State }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const value = valueOf(party, 'actor', 'description')
  const side = sideOf(party)
  const about = relations(view)
  const leaders = about.filter((r) => r.relation === 'leads' && r.object === party)
  const backers = about.filter((r) => r.relation === 'backs' && r.object === party)
  const delegations = view.back(party.id, 'delegation', 'party')
  return (
    <article className={css['party']} data-side={side}>
      <h3 className={css['party_name']}>
        {side ? <PartyMark side={side} /> : null} <RecordLink state={party} />
      </h3>
      <Passage text={value?.summary} fact={leadOf(party)} />
      <dl className={layout['facts']}>
        {leaders.length > 0 ? (
          <>
            <dt>{t('actors.led_by')}</dt>
            <dd>
              <Names states={leaders.map((r) => r.subject)} />
            </dd>
          </>
        ) : null}
        <dt>{t('actors.backed_by')}</dt>
        <dd>
          {backers.length === 0 ? t('actors.nobody_backs') : null}
          {backers.map((r) => (
            <div key={r.link.id}>
              <RecordLink state={r.subject} /> <Basis fact={leadOf(r.link)} />
            </div>
          ))}
        </dd>
        {delegations.length > 0 ? (
          <>
            <dt>{t('actors.delegations')}</dt>
            <dd>
              <Names states={delegations} />
            </dd>
          </>
        ) : null}
      </dl>
    </article>
  )
}

const classOrder = [
  'party',
  'mission',
  'national_institution',
  'international_organisation',
  'state',
  'organisation',
  'group',
]

function Others(): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const actorClass = (s: State) => valueOf(s, 'actor', 'description')?.class ?? 'group'
  const rows = view
    .of('actor')
    .filter((s) => sideOf(s) === undefined)
    .toSorted((a, b) => classOrder.indexOf(actorClass(a)) - classOrder.indexOf(actorClass(b)))
  return (
    <Section title={t('actors.others')} count={rows.length}>
      <DataTable
        label={t('actors.others')}
        rows={rows}
        rowKey={(s) => s.id}
        columns={[
          { key: 'name', title: t('actors.name'), render: (s) => <Named state={s} /> },
          {
            key: 'class',
            title: t('actors.class'),
            brief: true,
            render: (s) => t(word('actor_class', actorClass(s))),
          },
          {
            key: 'summary',
            title: t('actors.roles'),
            render: (s) => (
              <>
                {pick(valueOf(s, 'actor', 'description')?.summary)} <Basis fact={leadOf(s)} />
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}

function Persons(): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const rows = view.of('appointment').filter((a) => at(view, a, 'in')?.kind === 'actor')
  const office = (s: State) => valueOf(s, 'appointment', 'description')
  return (
    <Section title={t('actors.persons')} count={rows.length}>
      <DataTable
        label={t('actors.persons')}
        rows={rows}
        rowKey={(s) => s.id}
        empty={<Soft>{t('actors.no_persons')}</Soft>}
        columns={[
          {
            key: 'person',
            title: t('actors.person'),
            render: (s) => <Named state={at(view, s, 'person')} />,
          },
          {
            key: 'role',
            title: t('actors.role'),
            render: (s) => (
              <>
                {pick(office(s)?.title)} <Basis fact={leadOf(s)} />
              </>
            ),
          },
          {
            key: 'in',
            title: t('actors.where'),
            render: (s) => <RecordLink state={at(view, s, 'in')} />,
          },
        ]}
      />
    </Section>
  )
}
