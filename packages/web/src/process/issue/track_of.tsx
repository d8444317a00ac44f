// The track that an issue belongs to, as a mark.
import type { ReactNode } from 'react'
import { RecordLink, TrackMark } from '../../design/index.ts'
import { useProcess } from '../data.ts'
import { type State, valueOf } from '../view.ts'
import { trackOf } from './selection.ts'

export function TrackOf({ issue }: { issue: State }): ReactNode {
  const { view } = useProcess()
  const track = trackOf(view, issue)
  const family = valueOf(track, 'track', 'description')?.family
  return family ? <TrackMark family={family} /> : <RecordLink state={track} />
}
