// The overview: the picture that an envoy would pin to the wall, and in sentences what is in hand,
// what comes next, what hangs on what, what was learned last and how it came to this.
import type { ReactNode } from 'react'
import {
  Bi,
  Button,
  DataTable,
  Empty,
  Page,
  RecordLink,
  Section,
  Sources,
  TrackMark,
} from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useSettings } from '../../session/settings.ts'
import { TextsInHand } from '../../text/links.tsx'
import { useProcess } from '../data.ts'
import { leadOf, valueOf } from '../view.ts'
import { itemsOf } from './lanes.ts'
import css from './overview.module.css'
import { PhoneList } from './phone_list.tsx'
import { Picture } from './picture.tsx'
import { Across, Background, InHand, Latest, Next } from './sentences.tsx'

/** The same content as the picture, row by row, for readers that see no picture. */
function PictureTable(): ReactNode {
  const { view } = useProcess()
  const { t, span } = useText()
  const rows = itemsOf(view).toReversed()
  return (
    <details className={css['table']}>
      <summary>{t('frame.table')}</summary>
      <DataTable
        label={t('overview.picture_label')}
        rows={rows}
        rowKey={(r) => r.state.id}
        columns={[
          { key: 'when', title: t('overview.when'), render: (r) => span(r.when) },
          { key: 'what', title: t('overview.what'), render: (r) => <RecordLink state={r.state} /> },
          {
            key: 'kind',
            title: t('overview.kind'),
            render: (r) =>
              r.meeting ? t(word('meeting_class', r.meeting)) : t(word('kind', r.shape)),
          },
          {
            key: 'track',
            title: t('overview.track'),
            render: (r) => {
              const family = valueOf(view.get(r.lane), 'track', 'description')?.family
              return family ? <TrackMark family={family} /> : null
            },
          },
          {
            key: 'stage',
            title: t('overview.stage'),
            render: (r) => (r.ahead ? t('overview.planned') : t(word('certainty', r.certainty))),
          },
          {
            key: 'sources',
            title: t('frame.sources'),
            render: (r) => <Sources fact={leadOf(r.state)} />,
          },
        ]}
      />
    </details>
  )
}

/**
 * The example opens as the public sees it, as any process would for who has no seat. A newcomer is
 * shown the way to the other seats, one of each kind, since what they add is the point of it.
 */
function OtherSeats(): ReactNode {
  const { session } = useProcess()
  const { set } = useSettings()
  const { t, pick } = useText()
  if (!session.seats || session.seat.kind !== 'public') return null
  const byKind = Map.groupBy(session.seats, (seat) => seat.kind)
  const offered = [
    // The head office sees most of the mission's cells; it stands last among them.
    byKind.get('mission')?.at(-1),
    ...(byKind.get('delegation') ?? []),
    byKind.get('observer')?.[0],
  ].filter((seat) => seat !== undefined)
  return (
    <div className={css['seats']} role="note">
      <p>{t('frame.seat_public')}</p>
      <div>
        {offered.map((seat) => (
          <Button key={seat.id} onPress={() => set({ seat: seat.id })}>
            {pick(seat.title)}
          </Button>
        ))}
      </div>
    </div>
  )
}

export function Overview(): ReactNode {
  const { view, day, session } = useProcess()
  const { t, pick, day: long } = useText()
  const process = view.of('process')[0]
  if (view.of('track').length === 0) {
    return (
      <Page title={process ? pick(view.title(process)) : t('frame.overview')}>
        <Empty title={t('frame.empty_process')}>
          <p>{t('overview.no_process')}</p>
        </Empty>
      </Page>
    )
  }
  const about = valueOf(process, 'process', 'description')
  return (
    <div className={css['sheet']}>
      <Page
        title={process ? pick(view.title(process)) : t('frame.overview')}
        kicker={t('overview.lead', { day: long(day), seat: pick(session.seat.title) })}
        lead={
          about ? (
            <>
              <Bi text={about.summary} /> <Sources fact={leadOf(process)} />
            </>
          ) : null
        }
      >
        <OtherSeats />
        <div className={css['wall']}>
          <div className={css['wall_main']}>
            <Picture />
            <PhoneList />
            <PictureTable />
          </div>
          <div className={css['wall_side']}>
            <Section title={t('overview.now')}>
              <InHand />
            </Section>
            <Section title={t('overview.next')}>
              <Next />
            </Section>
            <TextsInHand />
          </div>
          <div className={css['wall_low']}>
            <Section title={t('overview.blocked')}>
              <Across />
            </Section>
            <Section title={t('overview.latest')}>
              <Latest />
            </Section>
          </div>
        </div>
        <div className={css['background']}>
          <Section title={t('overview.background')}>
            <Background />
          </Section>
        </div>
      </Page>
    </div>
  )
}
