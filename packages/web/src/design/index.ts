// The design's components in one import for screens.
export { Button, Choice, DayInput, Dialog, Tabs, TextInput, Toggle } from './controls.tsx'
export { go, Link } from './link.tsx'
export { matches, normalise } from './normalise.ts'
export { DataTable, Empty, Failure, Note, Page, Section, Skeleton, type Column } from './page.tsx'
export {
  Bi, Certainty, CertaintyGlyph, Mark, OpenRecord, pageOf, PartyMark, Readers, RecordLink, Sources,
  StatusChip, TrackMark, useInspector,
} from './record.tsx'
