// Who sits in a delegation, body or actor on the day of the cursor, with rank, office and standing.
import type { ReactNode } from 'react'
import { DataTable, StatusChip } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { Basis, Named, Passage, Soft } from '../records/pieces.tsx'
import { leadOf, type State, valueOf } from '../view.ts'
import { type Member, membersOf } from './selection.ts'
import { standingOn } from './standing.ts'

const effects = ['access', 'quorum', 'pending_acts', 'consent'] as const

export function Members({ of: state }: { of: State }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const rows = membersOf(view, state.id)
  const office = (m: Member) => valueOf(m.appointment, 'appointment', 'description')
  const ranked = rows.some((m) => office(m)?.rank)
  const standing = valueOf(state, 'delegation', 'standing')
  const now = state.kind === 'delegation' ? standingOn(view, state) : undefined
  return (
    <>
      {standing ? (
        <>
          <p>
            <StatusChip>
              {t('round.standing', { state: t(word('standing', now?.state ?? standing.state)) })}
            </StatusChip>
          </p>
          {now ? (
            <ul>
              {effects.map((effect) => (
                <li key={effect}>
                  {t(`forms.field_${effect}`)}: {t(word(effect, now[effect]))}
                </li>
              ))}
            </ul>
          ) : null}
          <Passage text={standing.effect} fact={leadOf(state, 'standing')} />
        </>
      ) : null}
      <DataTable
        label={`${t('round.members')}: ${pick(view.title(state))}`}
        rows={rows}
        rowKey={(m) => m.appointment.id}
        empty={<Soft>{t('round.no_members')}</Soft>}
        columns={[
          {
            key: 'member',
            title: t('round.member'),
            render: (m) => <Named state={m.person ?? m.appointment} />,
          },
          ...(ranked
            ? [
                {
                  key: 'rank',
                  title: t('round.rank'),
                  render: (m: Member) => pick(office(m)?.rank),
                },
              ]
            : []),
          {
            key: 'role',
            title: t('round.role'),
            render: (m: Member) => (
              <>
                {pick(office(m)?.title)} <Basis fact={leadOf(m.appointment)} />
              </>
            ),
          },
        ]}
      />
    </>
  )
}
