// The picture's own controls: its scale, and earlier or later.
import { ChevronLeft, ChevronRight, Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../design/button.tsx'
import { useText } from '../../messages/index.ts'
import { scaleNames, type Scale } from './axis.ts'
import css from './overview.module.css'

export function PictureTools(props: {
  readonly scale: Scale
  readonly setScale: (scale: Scale) => void
  readonly move: (days: number) => void
  readonly days: number
}): ReactNode {
  const { t } = useText()
  const { scale, setScale, move, days } = props
  return (
    <header className={css['tools']}>
      <h2>{t('overview.picture')}</h2>
      <div className={css['scales']} role="group" aria-label={t('overview.scale')}>
        {scaleNames.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === scale}
            onClick={() => setScale(name)}
          >
            {t(`overview.${name}`)}
          </button>
        ))}
      </div>
      <IconButton label={t('overview.earlier')} onPress={() => move(-days / 3)}>
        <ChevronLeft size={18} className={css['flip']} aria-hidden />
      </IconButton>
      <IconButton label={t('overview.later')} onPress={() => move(days / 3)}>
        <ChevronRight size={18} className={css['flip']} aria-hidden />
      </IconButton>
      <IconButton label={t('frame.print')} onPress={() => print()}>
        <Printer size={17} aria-hidden />
      </IconButton>
    </header>
  )
}
