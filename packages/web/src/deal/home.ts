// Where negotiation models are recorded: the smallest circle first, so the analysts' own rather than a
// cell of the mission that more people read.
import { useProcess } from '../process/data.ts'

export function useHome() {
  const { session } = useProcess()
  return session.compartments
    .filter((c) => c.may_write && c.kind === 'cell' && c.readers.every((r) => r.kind === 'mission'))
    .toSorted((a, b) => a.readers.length - b.readers.length)[0]
}
