// The components that screens are made of, by name.
export { Bi } from './bi.tsx'
export { type Both, BothInput, given, isHalf, noWords } from './both_input.tsx'
export { Button, IconButton } from './button.tsx'
export { DayInput } from './day_input.tsx'
export { Dialog } from './dialog.tsx'
export { Choice, TextInput, Toggle } from './fields.tsx'
export { FileChooser } from './file_chooser.tsx'
export { useInspector } from './inspector_state.ts'
export { go, goWithin, Link } from './link.tsx'
export {
  Certainty,
  CertaintySign,
  Mark,
  PartyMark,
  StatusChip,
  TrackMark,
  TrackSign,
} from './marks.tsx'
export { matches, normalise } from './normalise.ts'
export { DataTable, Page, Section, type Column } from './page.tsx'
export { OpenRecord, pageOf, Readers, RecordLink, Sources } from './record.tsx'
export { Empty, Failure, Note, Skeleton } from './states.tsx'
export { Tabs } from './tabs.tsx'
