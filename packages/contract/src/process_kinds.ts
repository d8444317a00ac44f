// The kinds of record of the process capability and the facets of each: what can be known of a round,
// an issue, a person. Kinds of all capabilities meet in kinds.ts.
import * as z from 'zod'
import type { Facet, Kind } from './kinds.ts'
import { many, maybe, one } from './reference_rules.ts'
import {
  accessLevels,
  consentEffects,
  pendingEffects,
  quorumEffects,
  quorumRules,
} from './standing.ts'
import { bilingual, bilingualLong as text, day, period, shortText } from './wording.ts'

export const modes = ['direct', 'proximity', 'virtual', 'hybrid', 'unknown'] as const
export const trackFamilies = ['security', 'political', 'economic', 'international'] as const
export const issueStatuses = [
  'open',
  'under_discussion',
  'provisionally_agreed',
  'agreed',
  'deferred',
] as const
export const issueRelations = ['requires', 'excludes', 'eases', 'in_conjunction_with'] as const
export const actorRelations = [
  'backs',
  'hosts',
  'guarantees',
  'leads',
  'convenes',
  'supports',
  'part_of',
  'allied_with',
  'co_chairs',
] as const
export const standings = [
  'invited',
  'credentialed',
  'suspended',
  'walked_out',
  'returned',
  'replaced',
  'split',
  'ended',
] as const
export const meetingClasses = [
  'plenary',
  'caucus',
  'consultation',
  'technical',
  'conference',
] as const
export const documentClasses = [
  'note_to_file',
  'record_of_discussion',
  'agreed_minutes',
  'communique',
  'non_paper',
  'terms_of_reference',
] as const
export const actorClasses = [
  'party',
  'state',
  'international_organisation',
  'national_institution',
  'mission',
  'organisation',
  'group',
] as const
export const bodyClasses = [
  'commission',
  'sub_committee',
  'forum',
  'working_group',
  'committee',
  'conference',
] as const

const none = {}

export const processKinds = {
  process: {
    description: { value: z.object({ title: bilingual, summary: text }), references: none },
    setting: {
      value: z.object({
        mode: z.enum(['mission_only', 'open']),
        example: z.boolean(),
        time_zone: shortText,
      }),
      references: none,
    },
  },
  source: {
    description: {
      value: z.object({ code: shortText, title: shortText, address: shortText.optional() }),
      references: none,
    },
  },
  track: {
    description: {
      value: z.object({
        title: bilingual,
        summary: text,
        purpose: text,
        family: z.enum(trackFamilies),
        order: z.int().min(1).max(99),
      }),
      references: none,
    },
  },
  actor: {
    description: {
      value: z.object({
        name: bilingual,
        short_name: bilingual,
        class: z.enum(actorClasses),
        summary: text,
        /** The parties of the process are its sides; letters and patterns follow this. */
        side: z.enum(['A', 'B']).optional(),
      }),
      references: none,
    },
  },
  person: {
    description: {
      value: z.object({ name: bilingual, summary: text.optional() }),
      references: none,
    },
  },
  appointment: {
    description: {
      value: z.object({
        title: bilingual,
        rank: bilingual.optional(),
        from: day.optional(),
        to: day.optional(),
        note: text.optional(),
      }),
      references: { person: one('person'), in: one('actor', 'body', 'delegation') },
    },
  },
  body: {
    description: {
      value: z.object({
        title: bilingual,
        short_name: bilingual,
        class: z.enum(bodyClasses),
        summary: text,
        composition: text,
      }),
      references: { track: maybe('track'), convener: maybe('actor'), parties: many('actor') },
    },
    mandate: {
      value: z.object({ text, from: day.optional(), expires: day.optional() }),
      references: { reports_to: maybe('body', 'actor') },
    },
    /** What a meeting of it needs; where none is stated, all delegations. */
    quorum: {
      value: z.object({ required: z.enum(quorumRules), note: text.optional() }),
      references: none,
    },
  },
  delegation: {
    description: {
      value: z.object({ title: bilingual, summary: text.optional() }),
      references: { party: one('actor'), body: one('body') },
    },
    standing: {
      value: z.object({
        state: z.enum(standings),
        from: day,
        /** The last day of credentials; then they lapse. */
        until: day.optional(),
        reason: text.optional(),
        /** The wording of what follows. */
        effect: text,
        /** Each where it differs from the rules of standing.ts; the reason says why. */
        access: z.enum(accessLevels).optional(),
        quorum: z.enum(quorumEffects).optional(),
        pending_acts: z.enum(pendingEffects).optional(),
        consent: z.enum(consentEffects).optional(),
      }),
      references: { successors: many('delegation') },
    },
  },
  relation: {
    description: {
      value: z.object({
        relation: z.enum(actorRelations),
        from: day.optional(),
        to: day.optional(),
        note: text.optional(),
      }),
      references: {
        subject: one('actor', 'person'),
        object: one('actor', 'body', 'round', 'meeting', 'track'),
      },
    },
  },
  round: {
    description: {
      value: z.object({
        number: shortText,
        title: bilingual,
        place: bilingual,
        mode: z.enum(modes),
        summary: text.optional(),
      }),
      references: { body: one('body'), host: maybe('actor') },
    },
    planned: { value: z.object({ when: period }), references: none },
    actual: { value: z.object({ when: period }), references: none },
    outcome: {
      value: z.object({ text, result: z.enum(['agreement', 'partial', 'none', 'draft']) }),
      references: none,
    },
  },
  meeting: {
    description: {
      value: z.object({
        title: bilingual,
        class: z.enum(meetingClasses),
        place: bilingual,
        mode: z.enum(modes),
        time_zone: shortText,
        summary: text.optional(),
      }),
      references: {
        round: maybe('round'),
        body: maybe('body'),
        tracks: many('track'),
        participants: many('actor', 'person', 'delegation', 'body'),
      },
    },
    planned: { value: z.object({ when: period }), references: none },
    actual: {
      value: z.object({ when: period, minutes: z.int().min(1).max(10_000).optional() }),
      references: none,
    },
    outcome: { value: z.object({ text }), references: none },
  },
  agenda_item: {
    description: {
      value: z.object({ title: bilingual, order: z.int().min(1).max(999) }),
      references: { of: one('round', 'meeting'), issues: many('issue') },
    },
  },
  issue: {
    description: {
      value: z.object({ title: bilingual, question: text }),
      references: { track: one('track'), body: maybe('body') },
    },
    status: {
      value: z.object({ status: z.enum(issueStatuses), reason: text.optional() }),
      references: { occasion: maybe('round', 'meeting', 'event') },
    },
  },
  issue_link: {
    description: {
      value: z.object({ relation: z.enum(issueRelations), reason: text }),
      references: { subject: one('issue'), object: one('issue') },
    },
  },
  engagement: {
    description: {
      value: z.object({ title: bilingual, text, when: period }),
      references: {
        actor: one('actor'),
        tracks: many('track'),
        with: many('actor', 'person', 'body'),
      },
    },
  },
  event: {
    account: {
      value: z.object({
        title: bilingual,
        text,
        when: period,
        precision: z.enum(['day', 'month', 'year', 'about']),
        /** Scheduled events are announced first and may happen otherwise. */
        scheduled: z.boolean().optional(),
      }),
      references: {
        tracks: many('track'),
        actors: many('actor', 'person', 'body', 'delegation'),
        concerns: many('issue', 'round', 'meeting', 'document'),
      },
    },
  },
  series: {
    description: {
      value: z.object({ title: bilingual, unit: bilingual, note: text }),
      references: { track: maybe('track') },
    },
  },
  observation: {
    value: {
      value: z.object({ period: shortText, amount: z.number(), note: text.optional() }),
      references: { series: one('series') },
    },
  },
  document: {
    description: {
      value: z.object({ title: bilingual, class: z.enum(documentClasses), text, when: day }),
      references: { occasion: maybe('round', 'meeting'), tracks: many('track') },
    },
    approval: {
      value: z.object({ on: day, note: text.optional() }),
      references: { approved_by: many('delegation', 'actor', 'person') },
    },
  },
  statement: {
    account: {
      value: z.object({ title: bilingual, text, when: day }),
      references: {
        speaker: one('person', 'actor', 'delegation'),
        occasion: maybe('round', 'meeting', 'event'),
        tracks: many('track'),
      },
    },
  },
  referral: {
    description: {
      value: z.object({ matter: text, due: day.optional() }),
      references: {
        delegation: one('delegation', 'actor'),
        principal: one('person', 'actor'),
        concerns: many('issue', 'round', 'document', 'instrument', 'node', 'slot'),
      },
    },
    reply: {
      value: z.object({
        answer: z.enum(['yes', 'no', 'conditional']),
        conditions: text.optional(),
        on: day,
      }),
      references: none,
    },
  },
  undertaking: {
    description: {
      value: z.object({ text, from: day.optional(), to: day.optional() }),
      references: { guarantor: one('actor'), concerns: many('issue', 'round', 'document', 'body') },
    },
  },
} as const satisfies Partial<Record<Kind, Record<string, Facet>>>
