// The key of the picture, in words beside every sign.
import type { ReactNode } from 'react'
import { certainties, meetingClasses } from '@sulh/contract/process'
import { CertaintySign } from '../../design/marks.tsx'
import { useText, word } from '../../messages/index.ts'
import { MeetingSign } from './glyphs.tsx'
import css from './overview.module.css'

export function Legend(): ReactNode {
  const { t } = useText()
  return (
    <div className={css['legend']}>
      <span>
        <i className={css['bar_sign']} /> {t('overview.round_held')}
      </span>
      <span>
        <i className={css['bar_sign']} data-ahead /> {t('overview.round_planned')}
      </span>
      {meetingClasses.map((value) => (
        <span key={value}>
          <MeetingSign value={value} /> {t(word('meeting_class', value))}
        </span>
      ))}
      {certainties.map((value) => (
        <span key={value}>
          <CertaintySign value={value} /> {t('overview.event')}, {t(word('certainty', value))}
        </span>
      ))}
      <span>
        <i className={css['ring']} /> {t('overview.event_ahead')}
      </span>
    </div>
  )
}
