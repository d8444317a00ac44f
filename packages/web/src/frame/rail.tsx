// The places of the client: a narrow rail on a desk, a bar at the foot of a phone where the lesser
// used ones stand behind "More".
import {
  CalendarRange,
  Ellipsis,
  FilePen,
  FileText,
  Handshake,
  History,
  LayoutDashboard,
  MessagesSquare,
  Network,
  Route,
  ScrollText,
  UserRound,
  Vote,
  Waypoints,
  type LucideIcon,
} from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { Dialog } from '../design/dialog.tsx'
import { Link } from '../design/link.tsx'
import { useText, type MessageKey } from '../messages/index.ts'
import { paths } from '../paths.ts'
import { useProcess } from '../process/data.ts'
import css from './frame.module.css'

type Place = {
  readonly to: string
  readonly key: MessageKey
  readonly Sign: LucideIcon
  /** Of use to the mission's seats alone. */
  readonly mission?: true
}
/** In their order; the digits of the keyboard lead to them. */
export const places: readonly Place[] = [
  { to: paths.overview(), key: 'frame.overview', Sign: LayoutDashboard },
  { to: paths.tracks(), key: 'frame.tracks', Sign: Route },
  { to: paths.rounds(), key: 'frame.rounds', Sign: CalendarRange },
  { to: paths.issues(), key: 'frame.issues', Sign: Network },
  { to: paths.texts(), key: 'frame.texts', Sign: FilePen },
  { to: paths.dialogues(), key: 'frame.dialogues', Sign: MessagesSquare },
  { to: paths.decisions(), key: 'frame.decisions', Sign: Vote },
  { to: paths.actors(), key: 'frame.actors', Sign: Waypoints },
  { to: paths.chronology(), key: 'frame.chronology', Sign: History },
  { to: paths.people(), key: 'frame.people', Sign: UserRound },
  { to: paths.records(), key: 'frame.records', Sign: FileText },
  { to: paths.ledger(), key: 'frame.ledger', Sign: ScrollText },
  { to: paths.deal(), key: 'frame.deal', Sign: Handshake, mission: true },
]
/** How many stand in the bar of a phone before "More". */
const ON_PHONE = 4

export function Rail(): ReactNode {
  const { t } = useText()
  const [location] = useLocation()
  const [more, setMore] = useState(false)
  const { session } = useProcess()
  const own = places.filter((p) => !p.mission || session.seat.kind === 'mission')
  const here = (to: string) => (to === '/' ? location === '/' : location.startsWith(to))
  return (
    <nav className={css['rail']} aria-label={t('frame.navigation')}>
      <Link to={paths.overview()} className={css['brand']}>
        <span lang="ar" dir="rtl" aria-label={t('frame.title')}>
          صُلح
        </span>
      </Link>
      {own.map(({ to, key, Sign }, i) => (
        <Link
          key={to}
          to={to}
          className={css['place']}
          current={here(to)}
          {...(i >= ON_PHONE ? { 'data-more': true } : {})}
        >
          <Sign aria-hidden />
          {t(key)}
        </Link>
      ))}
      <button type="button" className={css['more']} onClick={() => setMore(true)}>
        <Ellipsis aria-hidden />
        {t('frame.more')}
      </button>
      <Dialog title={t('frame.more')} isOpen={more} onClose={() => setMore(false)}>
        <div className={css['drawer']} onClick={() => setMore(false)}>
          {own.slice(ON_PHONE).map(({ to, key, Sign }) => (
            <Link key={to} to={to} className={css['place']} current={here(to)}>
              <Sign aria-hidden />
              {t(key)}
            </Link>
          ))}
        </div>
      </Dialog>
    </nav>
  )
}
