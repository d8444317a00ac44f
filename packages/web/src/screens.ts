// The screens by name, each loaded when it is first opened.
import { lazy, type ComponentType } from 'react'

type WithId = ComponentType<{ id: string }>

export const Overview = lazy(async () => ({
  default: (await import('./process/overview/overview_screen.tsx')).Overview,
}))

const track = () => import('./process/track/track_screens.tsx')
export const Tracks = lazy(async () => ({ default: (await track()).Tracks }))
export const Track = lazy<WithId>(async () => ({ default: (await track()).Track }))

const round = () => import('./process/round/round_screens.tsx')
export const Rounds = lazy(async () => ({ default: (await round()).Rounds }))
export const Round = lazy<WithId>(async () => ({ default: (await round()).Round }))

const issue = () => import('./process/issue/issue_screens.tsx')
export const Issues = lazy(async () => ({ default: (await issue()).Issues }))
export const Issue = lazy<WithId>(async () => ({ default: (await issue()).Issue }))

const actors = () => import('./process/actors/actor_screens.tsx')
export const Actors = lazy(async () => ({ default: (await actors()).Actors }))
export const Actor = lazy<WithId>(async () => ({ default: (await actors()).Actor }))

export const Chronology = lazy(async () => ({
  default: (await import('./process/chronology/chronology_screen.tsx')).Chronology,
}))
export const People = lazy(async () => ({
  default: (await import('./process/people/people_screen.tsx')).People,
}))
export const Records = lazy(async () => ({
  default: (await import('./process/records/records_screen.tsx')).Records,
}))
export const CreateRecord = lazy<ComponentType<{ kind?: string }>>(async () => ({
  default: (await import('./process/forms/form_screen.tsx')).CreateRecord,
}))
export const Ledger = lazy(async () => ({
  default: (await import('./ledger/ledger_screen.tsx')).Ledger,
}))
export const Gallery = lazy(async () => ({
  default: (await import('./design/gallery.tsx')).default,
}))
