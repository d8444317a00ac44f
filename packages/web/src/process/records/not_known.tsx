// A page whose record this seat does not know as of the day: of another day, of another seat, or of
// none. Which of them is not said, since that would tell of what others see.
import type { ReactNode } from 'react'
import { Button, Empty, Page } from '../../design/index.ts'
import { Link } from '../../design/link.tsx'
import { useText } from '../../messages/index.ts'
import { useSettings } from '../../session/settings.ts'
import { today, useProcess } from '../data.ts'

export function NotKnown(props: {
  readonly title: string
  readonly words: string
  /** The list of its kind. */
  readonly list: string
}): ReactNode {
  const { t } = useText()
  const { day } = useProcess()
  const { set } = useSettings()
  return (
    <Page title={props.title}>
      <Empty title={props.words}>
        <p>{t('frame.not_known_help')}</p>
        <p>
          {day < today() ? (
            <Button onPress={() => set({ day: today() })}>{t('frame.not_known_today')}</Button>
          ) : null}{' '}
          <Link to={props.list}>{props.title}</Link>
        </p>
      </Empty>
    </Page>
  )
}
