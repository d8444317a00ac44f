// This seat in the text that is open: its part by the table, and where it reads and writes.
import { useProcess } from '../process/data.ts'
import { useOpenText } from './open_text.ts'
import type { Seat } from './permitted.ts'

export function useSeat(): Seat {
  const { session } = useProcess()
  const { instrument, home } = useOpenText()
  return { part: instrument.part, compartments: session.compartments, home }
}
