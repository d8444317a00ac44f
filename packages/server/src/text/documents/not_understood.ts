// What a reader of a document did not understand, with where it stands and its words, so that nothing
// is lost unseen. Each kind is one sentence in the screens' messages.
import type { NotUnderstoodKind } from '@sulh/contract/text_documents'

export type NotUnderstood = {
  readonly what: NotUnderstoodKind
  /** As a person finds it: paragraph 12, after “…”. */
  readonly where: string
  /** The words concerned, whole. */
  readonly text: string
}
