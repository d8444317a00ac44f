// How far a text is from agreement, for the mission: two editions, their difference, over time, with
// the raw counts beside. Other seats are shown the plenary's edition where it is disclosed, else told
// that this is not shown to them.
import { useMemo, useState, type ReactNode } from 'react'
import { Empty, Failure, Section, Skeleton } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { useProcess } from '../../process/data.ts'
import { NotKnown } from '../../process/records/not_known.tsx'
import { valueOf } from '../../process/view.ts'
import { useInstrument, type Instrument } from '../data.ts'
import { OpenTextContext } from '../open_text.ts'
import { TextPage } from '../text_head.tsx'
import { useOpened } from '../opened.ts'
import { editionsFor } from '../rights.ts'
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
  const editions = editionsFor(session.seat.kind, valueOf(state, 'instrument', 'table'))
  return (
    <TextPage state={state} place="convergence">
      {editions === 'none' ? (
        <Empty title={t('versions.for_mission')}>{t('versions.for_mission_help')}</Empty>
      ) : instrument ? (
        <Body instrument={instrument} plenary={editions === 'plenary'} />
      ) : (
        <Skeleton lines={10} />
      )}
    </TextPage>
  )
}

const nothing = () => undefined

type Of = {
  readonly instrument: Instrument
  /** The plenary's edition alone, which the mission disclosed. */
  readonly plenary: boolean
}

function Body({ instrument, plenary }: Of): ReactNode {
  const { t } = useText()
  const { asOf } = useProcess()
  const [acts] = useState({ choose: nothing, say: nothing })
  const open = useOpened(instrument, acts)
  const points = useMemo(() => pointsOf(instrument, asOf.at), [instrument, asOf.at])
  const last = points.at(-1)
  const gaps = useMemo(() => (last ? gapsOf(last) : []), [last])
  if (!open || !last) return <Empty title={t('text.not_known_then')} />
  if (plenary)
    return (
      <OpenTextContext value={open}>
        <div className={css['editions']}>
          <Edition title={t('versions.edition_plenary')} of={last.plenary} />
        </div>
        <p className={css['soft']}>{t('versions.disclosed_help')}</p>
        <Beside of={last.plenary} />
        <Section title={t('versions.method')}>
          <p className={css['soft']}>{t('versions.method_text')}</p>
        </Section>
      </OpenTextContext>
    )
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
