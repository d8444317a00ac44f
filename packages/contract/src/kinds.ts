// Every kind of record, whatever its capability: its facets, which references a fact may carry, and
// the facets that all kinds share. Screens, forms, the case loader and OpenAPI read this one table.
import * as z from 'zod'
import { dialogueKinds } from './forum_dialogue_kinds.ts'
import { dealKinds } from './deal_kinds.ts'
import { decisionKinds } from './forum_decision_kinds.ts'
import { processKinds } from './process_kinds.ts'
import { textKinds } from './text_kinds.ts'
import { bilingualLong as text, id } from './wording.ts'

/** Which records a fact of a facet points at. `kinds` are the allowed kinds of the target. */
export type ReferenceRule = {
  readonly kinds: readonly Kind[]
  readonly many: boolean
  readonly required: boolean
}
export type Facet = {
  readonly value: z.ZodObject
  readonly references: Readonly<Record<string, ReferenceRule>>
}

export const kindNames = [
  'process',
  'source',
  'track',
  'actor',
  'person',
  'appointment',
  'body',
  'delegation',
  'relation',
  'round',
  'meeting',
  'agenda_item',
  'issue',
  'issue_link',
  'engagement',
  'event',
  'series',
  'observation',
  'document',
  'statement',
  'referral',
  'undertaking',
  'instrument',
  'node',
  'slot',
  'alternative',
  'position',
  'reservation',
  'version',
  'dialogue',
  'opinion_statement',
  'opinion_result',
  'citizen_invitation',
  'deal_model',
  'deal_issue',
  'deal_link',
  'preference',
  'fallback',
  'deal_package',
  'clearance',
  'bridging_proposal',
  'decision',
] as const
export type Kind = (typeof kindNames)[number]
/** Kinds that are made with the process's own commands and forms; others have their own. */
export const processKindNames = kindNames.filter((kind) => Object.hasOwn(processKinds, kind))

export const kinds = {
  ...processKinds,
  ...textKinds,
  ...dialogueKinds,
  ...dealKinds,
  ...decisionKinds,
} as const satisfies Record<Kind, Record<string, Facet>>

/** Facets that every kind has. */
export const commonFacets = {
  /** The record itself is withdrawn: it was made in error, or its matter lapsed. */
  withdrawal: { value: z.object({ reason: text }), references: {} },
  /** Kept in the source's compartment: a copy of this record went to a wider compartment. */
  disclosure: {
    value: z.object({
      compartment_id: id,
      copy_id: id,
      attribution: z.enum(['party', 'mediator', 'unattributed']),
    }),
    references: {},
  },
} as const satisfies Record<string, Facet>

/** The rule of one facet, or undefined where the kind has none of that name. */
export function facetOf(kind: Kind, facet: string): Facet | undefined {
  const own: Record<string, Facet> = kinds[kind]
  const common: Record<string, Facet> = commonFacets
  return Object.hasOwn(own, facet)
    ? own[facet]
    : Object.hasOwn(common, facet)
      ? common[facet]
      : undefined
}
/** References that every fact may carry: its sources, and who said it. */
export const commonReferences = {
  source: { kinds: ['source'], many: true, required: false },
  said_by: { kinds: ['person', 'actor', 'delegation'], many: false, required: false },
} as const satisfies Record<string, ReferenceRule>
