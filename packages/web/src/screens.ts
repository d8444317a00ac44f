// The screens by name, each loaded when it is first opened.
import { lazy, type ComponentType } from 'react'

type WithId = ComponentType<{ id: string }>
export type PairOf = { id: string; from?: string | undefined; to?: string | undefined }

export const Overview = lazy(async () => ({
  default: (await import('./process/overview/overview_screen.tsx')).Overview,
}))

export const Tracks = lazy(async () => ({
  default: (await import('./process/track/tracks_screen.tsx')).Tracks,
}))
export const Track = lazy<WithId>(async () => ({
  default: (await import('./process/track/track_screen.tsx')).Track,
}))

export const Rounds = lazy(async () => ({
  default: (await import('./process/round/rounds_screen.tsx')).Rounds,
}))
export const Round = lazy<WithId>(async () => ({
  default: (await import('./process/round/round_screen.tsx')).Round,
}))

export const Issues = lazy(async () => ({
  default: (await import('./process/issue/issues_screen.tsx')).Issues,
}))
export const Issue = lazy<WithId>(async () => ({
  default: (await import('./process/issue/issue_screen.tsx')).Issue,
}))

export const Texts = lazy(async () => ({
  default: (await import('./text/texts_screen.tsx')).Texts,
}))
export const NewText = lazy(async () => ({
  default: (await import('./text/new_text_screen.tsx')).NewText,
}))
export const Text = lazy<WithId>(async () => ({
  default: (await import('./text/text_screen.tsx')).Text,
}))
export const Versions = lazy<ComponentType<PairOf>>(async () => ({
  default: (await import('./text/versions_screen.tsx')).Versions,
}))

export const TextConvergence = lazy<WithId>(async () => ({
  default: (await import('./text/convergence/convergence_screen.tsx')).ConvergenceScreen,
}))

export const Dialogues = lazy(async () => ({
  default: (await import('./forum/dialogues_screen.tsx')).Dialogues,
}))
export const Dialogue = lazy<WithId>(async () => ({
  default: (await import('./forum/dialogue_screen.tsx')).Dialogue,
}))
export const Citizen = lazy<ComponentType<{ readonly token: string }>>(async () => ({
  default: (await import('./forum/citizen_screen.tsx')).Citizen,
}))

export const Deal = lazy(async () => ({
  default: (await import('./deal/deal_screen.tsx')).Deal,
}))
export const DealModel = lazy(async () => ({
  default: (await import('./deal/model_screen.tsx')).DealModel,
}))
export const DealEstimates = lazy(async () => ({
  default: (await import('./deal/estimates_screen.tsx')).DealEstimates,
}))
export const DealBrief = lazy(async () => ({
  default: (await import('./deal/brief_screen.tsx')).DealBrief,
}))

export const DraftingRoom = lazy<
  ComponentType<{ id: string; compartment: string; subject: string }>
>(async () => ({
  default: (await import('./text/room/room_screen.tsx')).DraftingRoom,
}))
export const UpdateText = lazy<WithId>(async () => ({
  default: (await import('./text/update/update_screen.tsx')).UpdateText,
}))
export const ImportText = lazy<WithId>(async () => ({
  default: (await import('./text/import_screen.tsx')).ImportText,
}))

export const Decisions = lazy(async () => ({
  default: (await import('./forum/decision_list.tsx')).Decisions,
}))
export const Decision = lazy<WithId>(async () => ({
  default: (await import('./forum/decision_screen.tsx')).Decision,
}))
export const DecisionProtocol = lazy<WithId>(async () => ({
  default: (await import('./forum/decision_protocol.tsx')).DecisionProtocol,
}))
export const NewDecision = lazy(async () => ({
  default: (await import('./forum/decision_new.tsx')).NewDecision,
}))

export const Actors = lazy(async () => ({
  default: (await import('./process/actors/actors_screen.tsx')).Actors,
}))
export const Actor = lazy<WithId>(async () => ({
  default: (await import('./process/actors/actor_screen.tsx')).Actor,
}))

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
