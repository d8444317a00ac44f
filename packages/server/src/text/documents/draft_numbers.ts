// Numbers of a draft: its nodes as the counting takes them, and whether two written numbers are one.
import type { TextNode } from '@sulh/analysis/text/tree'
import type { DraftNode } from './draft.ts'

export function uncounted(draft: DraftNode): TextNode {
  return {
    id: '',
    kind: draft.kind,
    number: '',
    heading: {},
    wording: {},
    stale: [],
    slots: [],
    stage: 'open',
    agreed_by: [],
    reservations: [],
    mark: 'none',
    weight: 1,
    children: draft.children.map(uncounted),
  }
}

/** (a), a. and a are one number. */
export function isAnotherNumber(one: string, other: string | undefined): boolean {
  return bare(one) !== bare(other ?? '')
}
function bare(number: string): string {
  return number.replaceAll(/[().\s]/gu, '').toLowerCase()
}
