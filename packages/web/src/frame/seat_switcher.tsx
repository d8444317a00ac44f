// The seat that the viewer has, always in sight. In the example it can be changed, so that one sees
// at once what another seat sees; what it does not see leaves no trace here.
import { ChevronDown } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useInspector } from '../design/inspector_state.ts'
import { useText, word } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { useSettings } from '../session/settings.ts'
import css from './frame.module.css'

export function SeatSwitcher(): ReactNode {
  const { session } = useProcess()
  const { set } = useSettings()
  const { t, pick } = useText()
  const inspector = useInspector()
  const [open, setOpen] = useState(false)
  const name = <bdi className={css['seat_name']}>{pick(session.seat.title)}</bdi>
  if (!session.seats) {
    return (
      <div className={css['seat']}>
        <span className={css['seat_word']}>{t('frame.seat')}</span>
        {name}
      </div>
    )
  }
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button
        className={css['seat'] ?? ''}
        aria-label={`${t('frame.seat')}: ${pick(session.seat.title)}`}
      >
        <span className={css['seat_word']}>{t('frame.seat')}</span>
        {name}
        <ChevronDown size={15} aria-hidden />
      </Button>
      <Popover className={css['seats'] ?? ''} placement="bottom end">
        <Dialog className={css['plain_dialog'] ?? ''} aria-label={t('frame.seat')}>
          <p className={css['seats_help']}>{t('frame.seat_help')}</p>
          <ul>
            {session.seats.map((seat) => (
              <li key={seat.id}>
                <Button
                  className={css['seat_row'] ?? ''}
                  {...(seat.id === session.seat.id ? { 'aria-current': 'true' as const } : {})}
                  onPress={() => {
                    setOpen(false)
                    inspector.close()
                    set({ seat: seat.id })
                  }}
                >
                  <bdi>{pick(seat.title)}</bdi>
                  <span>{t(word('seat_kind', seat.kind))}</span>
                </Button>
              </li>
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
