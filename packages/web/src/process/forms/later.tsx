// An act that is known from today on leaves a page of an earlier day as it is. Said before the act,
// with the way to the day on which it shows.
import type { ReactNode } from 'react'
import { Button, Note } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useSettings } from '../../session/settings.ts'
import { today, useProcess } from '../data.ts'
import { appearsOn } from './appears.ts'

/** Whether the page in sight would show what becomes known on a day. */
export function useAppears(): (known_from: string) => boolean {
  const { day } = useProcess()
  const { basis } = useSettings()
  return (known_from) => appearsOn({ day, basis }, { known_from, recorded: today() })
}

/** Nothing where the page will change. */
export function KnownLater({ known_from }: { readonly known_from?: string }): ReactNode {
  const { t, day: long } = useText()
  const { day } = useProcess()
  const { set, basis } = useSettings()
  const appears = useAppears()
  const from = known_from ?? today()
  if (from === '' || appears(from)) return null
  // Recorded today, whatever day it is known from.
  const shown = basis === 'recorded' ? today() : from
  return (
    <Note>
      <p>{t('forms.known_later', { day: long(shown), page: long(day) })}</p>
      <Button variant="plain" onPress={() => set({ day: shown })}>
        {t('forms.go_to_day', { day: long(shown) })}
      </Button>
    </Note>
  )
}
