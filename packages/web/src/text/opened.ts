// What a page of a text has open, and what its words are read with: made once for each state of the
// text, so that choosing a clause draws nothing anew.
import { useMemo } from 'react'
import { useText } from '../messages/index.ts'
import { today, useProcess } from '../process/data.ts'
import type { Instrument } from './data.ts'
import { indexOf, type OpenText } from './open_text.ts'
import type { Reading } from './words.tsx'

export function useOpened(
  instrument: Instrument,
  { choose, say }: Pick<OpenText, 'choose' | 'say'>,
): OpenText | undefined {
  const { day, asOf } = useProcess()
  const isToday = day >= today() && asOf.basis === 'known'
  return useMemo(() => {
    const { tree, records, id } = instrument
    const home = records.find((r) => r.id === id)?.compartment_id
    if (!tree || home === undefined) return undefined
    return { instrument, tree, home, isToday, choose, say, ...indexOf(tree, records) }
  }, [instrument, isToday, choose, say])
}

export function useReadingOf(
  open: OpenText | undefined,
  choose: (id: string) => void,
): Reading | undefined {
  const { session } = useProcess()
  const { pick } = useText()
  const compartmentName = useMemo(() => {
    const names = new Map(session.compartments.map((c) => [c.id, pick(c.name)]))
    return (id: string) => names.get(id) ?? ''
  }, [session, pick])
  return useMemo(() => {
    if (!open) return undefined
    const { slots, tree, home } = open
    return { slots, parties: tree.parties, home, compartmentName, open: choose }
  }, [open, compartmentName, choose])
}
