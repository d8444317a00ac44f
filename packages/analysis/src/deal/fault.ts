// What is wrong with an input, as a structure. Found by the readers, by checkModel and by the
// frontier; the sentences for people are in fault_sentences.ts.
import { faultSentence } from './fault_sentences.ts'

/** What a place in a case file must hold. */
export type Needed =
  | 'json'
  | 'format'
  | 'object'
  | 'list'
  | 'text'
  | 'number'
  | 'integer'
  | 'points'
  | 'positive'
  | 'per-party'
  | 'disagreement'
  | 'normalisation'
  | 'kind'
  | 'issue'
  | 'option'
  | 'no-such-key'

/** `where` is a place in a file, as the reader of that file names places. */
export type Fault =
  | { readonly code: 'parties'; readonly count: number }
  | { readonly code: 'no-issues' }
  | { readonly code: 'no-options'; readonly issue: string }
  | { readonly code: 'same-name'; readonly name: string }
  | { readonly code: 'too-many-options'; readonly issue: string; readonly count: number }
  | {
      readonly code: 'utility-missing' | 'utility-negative' | 'utility-not-integer'
      readonly party: string
      readonly issue: string
      readonly option: string
    }
  | { readonly code: 'disagreement' | 'scale' | 'sums'; readonly party: string }
  | { readonly code: 'exact-shape' }
  | { readonly code: 'link-empty' | 'link-choice' | 'link-number'; readonly link: string }
  | { readonly code: 'link-repeats'; readonly link: string }
  | { readonly code: 'links-cycle' | 'links-contradict'; readonly links: readonly string[] }
  | { readonly code: 'format'; readonly where: string; readonly needed: Needed }
  | {
      readonly code: 'xml'
      readonly file: string
      readonly problem: 'doctype' | 'entity' | 'malformed' | 'size' | 'depth'
      readonly line: number
    }
  | {
      readonly code: 'genius-file'
      readonly file: string
      readonly problem: 'missing' | 'no-profile'
    }
  | { readonly code: 'genius-profiles'; readonly count: number }
  | {
      readonly code: 'genius-issue'
      readonly file: string
      readonly issue: string
      readonly problem: 'missing' | 'weight' | 'range' | 'real' | 'evaluator' | 'type'
    }
  | {
      readonly code: 'genius-value'
      readonly file: string
      readonly issue: string
      readonly option: string
      readonly problem: 'missing' | 'negative' | 'number'
    }
  | {
      readonly code: 'genius-function'
      readonly file: string
      readonly problem: 'aggregation' | 'excludes' | 'bounds' | 'number' | 'maximum'
    }

/** An input that cannot be used; the message is the sentence in English. */
export class DealError extends Error {
  override readonly name = 'DealError'
  readonly fault: Fault
  constructor(fault: Fault) {
    super(faultSentence(fault, 'en'))
    this.fault = fault
  }
}
