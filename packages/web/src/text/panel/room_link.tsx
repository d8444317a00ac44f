// The place of the live drafting room in the panel of a slot: nothing where there is none to open.
import type { Slot } from '@sulh/analysis/text/tree'
import type { ReactNode } from 'react'

export function RoomLink(_props: {
  readonly instrument_id: string
  readonly slot: Slot
}): ReactNode {
  return null
}
