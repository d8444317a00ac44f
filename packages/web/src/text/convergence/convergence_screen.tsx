// How far a text is from agreement, for the mission: two editions, their difference, over time, with
// the raw counts beside. Seats that are not the mission's are told that this is not shown to them.
import { useMemo, useState, type ReactNode } from 'react'
import { Empty, Failure, Section, Skeleton } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { useProcess } from '../../process/data.ts'
import { NotKnown } from '../../process/records/not_known.tsx'
import { useInstrument, type Instrument } from '../data.ts'
import { OpenTextContext } from '../open_text.ts'
import { TextPage } from '../text_head.tsx'
import { useOpened } from '../opened.ts'
import { Beside } from './beside.tsx'
import { Bridging, OpenSlots } from './bridging.tsx'
import { Edition } from './edition.tsx'
import css from './convergence.module.css'
import { OverTime } from './over_time.tsx'
import { gapsOf, pointsOf } from './reckoning.ts'

export function ConvergenceScreen({ id }: { readonly id: string }): ReactNode {
  const { t } = useText()
  const { view, session } = useProcess()
  const { instrument, error } = useInstrument(id)
  const state = view.get(id)
  if (error && !instrument) return <Failure error={error} />
  if (!state)
    return <NotKnown title={t('text.title')} words={t('text.not_found')} list={paths.texts()} />
  const isMission = session.seat.kind === 'mission'
  return (
    <TextPage state={state} place="convergence">
      {isMission ? null : (
        <Empty title={t('versions.for_mission')}>{t('versions.for_mission_help')}</Empty>
      )}
      {isMission && instrument ? <Body instrument={instrument} /> : null}
      {isMission && !instrument ? <Skeleton lines={10} /> : null}
    </TextPage>
  )
}

const nothing = () => undefined

function Body({ instrument }: { readonly instrument: Instrument }): ReactNode {
  const { t } = useText()
  const { asOf } = useProcess()
  const [acts] = useState({ choose: nothing, say: nothing })
  const open = useOpened(instrument, acts)
  const points = useMemo(() => pointsOf(instrument, asOf.at), [instrument, asOf.at])
  const last = points.at(-1)
  const gaps = useMemo(() => (last ? gapsOf(last) : []), [last])
  if (!open || !last) return <Empty title={t('text.not_known_then')} />
  return (
    <OpenTextContext value={open}>
      <div className={css['editions']}>
        <Edition title={t('versions.edition_plenary')} of={last.plenary} />
        <Edition title={t('versions.edition_mission')} of={last.mission} />
      </div>
      <p className={css['soft']}>{t('versions.for_mission_help')}</p>
      <Bridging gaps={gaps} />
      <OverTime points={points} />
      <OpenSlots gaps={gaps} />
      <Beside of={last.plenary} />
      <Section title={t('versions.method')}>
        <p className={css['soft']}>{t('versions.method_text')}</p>
      </Section>
    </OpenTextContext>
  )
}
