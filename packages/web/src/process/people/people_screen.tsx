// Who holds which office, who sits in which delegation, and which seats read which compartments.
// Seats and compartments come from the session: only what this seat itself can read is there.
import type { ReactNode } from 'react'
import { Bi, DataTable, Empty, Page, RecordLink, Section } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import type { Session } from '../../session/session.ts'
import { sideOf } from '../actors/selection.ts'
import { useProcess } from '../data.ts'
import layout from '../records/layout.module.css'
import { Basis, Named, Soft } from '../records/pieces.tsx'
import { at } from '../records/reading.ts'
import { Members } from '../round/members.tsx'
import { leadOf, type State, valueOf } from '../view.ts'
import css from './people.module.css'

export function People(): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  return (
    <Page title={t('people.title')} lead={t('people.intro')}>
      {view.of('person').length === 0 ? <Empty title={t('people.empty')} /> : null}
      <Delegations />
      <Offices />
      <Seats />
    </Page>
  )
}

function Delegations(): ReactNode {
  const { t, lang } = useText()
  const { view } = useProcess()
  const side = (d: State) => sideOf(at(view, d, 'party')) ?? 'Z'
  const sorted = view.of('delegation').toSorted((a, b) => (side(a) < side(b) ? -1 : 1))
  const ordered = lang === 'en' ? sorted : sorted.toReversed()
  return (
    <Section title={t('people.delegations')} count={ordered.length}>
      {ordered.length === 0 ? <Soft>{t('people.no_delegations')}</Soft> : null}
      <div className={css['delegations']}>
        {ordered.map((delegation) => (
          <article key={delegation.id}>
            <h3>
              <RecordLink state={delegation} />
            </h3>
            <p className={layout['soft']}>
              <RecordLink state={at(view, delegation, 'party')} /> ·{' '}
              <RecordLink state={at(view, delegation, 'body')} />
            </p>
            <Members of={delegation} />
          </article>
        ))}
      </div>
    </Section>
  )
}

function Offices(): ReactNode {
  const { t, pick, day } = useText()
  const { view } = useProcess()
  const rows = view.of('appointment').filter((a) => at(view, a, 'in')?.kind !== 'delegation')
  const office = (s: State) => valueOf(s, 'appointment', 'description')
  const date = (iso: string | undefined) => (iso ? day(iso) : '')
  return (
    <Section title={t('people.others')} count={rows.length}>
      <DataTable
        label={t('people.others')}
        rows={rows}
        rowKey={(s) => s.id}
        empty={<Soft>{t('people.no_others')}</Soft>}
        columns={[
          {
            key: 'person',
            title: t('people.person'),
            render: (s) => <Named state={at(view, s, 'person')} />,
          },
          {
            key: 'office',
            title: t('people.office'),
            render: (s) => (
              <>
                {pick(office(s)?.title)} <Basis fact={leadOf(s)} />
              </>
            ),
          },
          {
            key: 'where',
            title: t('people.where'),
            render: (s) => <RecordLink state={at(view, s, 'in')} />,
          },
          { key: 'from', title: t('people.from'), render: (s) => date(office(s)?.from) },
          { key: 'to', title: t('people.to'), render: (s) => date(office(s)?.to) },
        ]}
      />
    </Section>
  )
}

/** Compartments against the seats that read them, as far as this seat can know. */
function Seats(): ReactNode {
  const { t, pick, number } = useText()
  const { session } = useProcess()
  const seats = readersOf(session)
  return (
    <Section title={t('people.seats')} count={session.compartments.length}>
      <Soft>{t('people.seats_hint')}</Soft>
      <div className={css['scroll']} tabIndex={0} role="region" aria-label={t('people.seats')}>
        <table className={css['matrix']}>
          <caption className={layout['hidden']}>{t('people.seats')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('people.compartment')}</th>
              <th scope="col">{t('people.kind')}</th>
              {seats.map((seat) => (
                <th key={seat.id} scope="col">
                  <span>
                    <Bi text={seat.title} />
                    {seat.id === session.seat.id ? (
                      <span className={layout['soft']}> ({t('people.you')})</span>
                    ) : null}
                  </span>
                </th>
              ))}
              <th scope="col">
                <span>{t('people.entries')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {session.compartments.map((c) => (
              <tr key={c.id}>
                <th scope="row">
                  {pick(c.name)}
                  {c.may_write ? (
                    <div className={layout['soft']}>{t('people.may_write')}</div>
                  ) : null}
                </th>
                <td>{t(word('compartment_kind', c.kind))}</td>
                {seats.map((seat) => {
                  const reads = c.readers.some((r) => r.id === seat.id)
                  return (
                    <td key={seat.id} className={css['reads']}>
                      <span aria-hidden="true">{reads ? '●' : ''}</span>
                      <span className={layout['hidden']}>
                        {t(reads ? 'people.reads' : 'people.reads_not')}
                      </span>
                    </td>
                  )
                })}
                <td className={css['reads']}>{number(c.n)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function readersOf(session: Session) {
  const all = session.compartments.flatMap((c) => c.readers)
  const unique = [...new Map(all.map((r) => [r.id, r])).values()]
  return unique.toSorted((a, b) =>
    a.id === session.seat.id ? -1 : b.id === session.seat.id ? 1 : 0,
  )
}
