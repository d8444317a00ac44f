// What follows from the standing of a delegation: the process's rules as one table, and the pure
// functions that read it. The database applies the access by itself (migration 0004); here is what
// the screens show and what the tests hold the database against. No words for people.
import type { standings } from './process_kinds.ts'

export const accessLevels = ['full', 'read_only', 'own_only', 'closed'] as const
export const quorumEffects = ['counted', 'counted_as_absent', 'not_counted'] as const
export const pendingEffects = ['kept', 'suspended', 'void'] as const
export const consentEffects = ['needed', 'not_needed', 'kept_as_given'] as const
export const quorumRules = ['all', 'two_thirds', 'majority'] as const

export type Access = (typeof accessLevels)[number]
export type Effects = {
  readonly access: Access
  readonly quorum: (typeof quorumEffects)[number]
  readonly pending_acts: (typeof pendingEffects)[number]
  readonly consent: (typeof consentEffects)[number]
}
/** `lapsed` is never stated: it is what credentials are after their last day. */
export type StandingState = (typeof standings)[number] | 'lapsed'

const gone = {
  access: 'closed',
  quorum: 'not_counted',
  pending_acts: 'void',
  consent: 'kept_as_given',
} as const
const seated = {
  access: 'full',
  quorum: 'counted',
  pending_acts: 'kept',
  consent: 'needed',
} as const
const outside = {
  access: 'own_only',
  quorum: 'not_counted',
  pending_acts: 'suspended',
  consent: 'kept_as_given',
} as const
export const standingRules: Readonly<Record<StandingState, Effects>> = {
  invited: {
    access: 'own_only',
    quorum: 'not_counted',
    pending_acts: 'kept',
    consent: 'not_needed',
  },
  credentialed: seated,
  returned: seated,
  suspended: outside,
  lapsed: outside,
  // Who walks out is not decided over: absent from the quorum, and its consent is still needed.
  walked_out: {
    access: 'read_only',
    quorum: 'counted_as_absent',
    pending_acts: 'suspended',
    consent: 'needed',
  },
  replaced: gone,
  split: gone,
  ended: gone,
}

/** Templates of a seat's own, and those that every seat reads; all others are shared. */
const own: readonly string[] = ['room', 'caucus', 'monitors', 'member']
const reference: readonly string[] = ['process', 'public']

/** What is left of a right to a compartment of this template; undefined: it is not read. */
export function rightUnder(
  access: Access,
  kind: string,
  may_write: boolean,
): { readonly may_write: boolean } | undefined {
  switch (access) {
    case 'full':
      return { may_write }
    case 'read_only':
      return { may_write: may_write && own.includes(kind) }
    case 'own_only':
      if (own.includes(kind)) return { may_write }
      return reference.includes(kind) ? { may_write: false } : undefined
    case 'closed':
      return own.includes(kind) || reference.includes(kind) ? { may_write: false } : undefined
  }
}

/** A fact of standing that stands: not withdrawn, with the value of its last correction. */
export type StatedStanding = {
  readonly known_from: string
  readonly value: Readonly<Record<string, unknown>>
}
export type StandingPeriod = Effects & {
  readonly state: StandingState
  /** Instants in UTC; null: without a beginning or an end. `ends` is the first that is out. */
  readonly begins: string | null
  readonly ends: string | null
}

const dayMs = 86_400_000
const later = (a: string, b: string) => (a > b ? a : b)
const earlier = (a: string | null, b: string | null) =>
  a === null || (b !== null && b < a) ? b : a
const startOf = (day: string, add = 0) =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + add * dayMs).toISOString()

function effectsOf(state: StandingState, value: StatedStanding['value']): Effects {
  const stated = Object.fromEntries(
    ['access', 'quorum', 'pending_acts', 'consent'].flatMap((name) =>
      value[name] === undefined ? [] : [[name, value[name]]],
    ),
  ) as Partial<Effects>
  return { ...standingRules[state], ...stated }
}

/**
 * The standings of a delegation as periods without gap or overlap, from `stated` in the order from
 * when they were known. Empty where none is stated: then nothing follows.
 */
export function standingPeriods(stated: readonly StatedStanding[]): StandingPeriod[] {
  const placed = stated.map(({ known_from, value }) => ({
    value,
    state: value['state'] as StandingState,
    begins: later(startOf(String(value['from'])), known_from),
  }))
  if (placed.length === 0) return []
  const first = placed.reduce((a, { begins }) => (begins < a ? begins : a), placed[0]?.begins ?? '')
  const periods: StandingPeriod[] = [
    { ...standingRules.invited, state: 'invited', begins: null, ends: first },
  ]
  for (const [i, { state, value, begins }] of placed.entries()) {
    const ends = placed
      .slice(i + 1)
      .reduce<string | null>((a, next) => earlier(a, next.begins), null)
    const last = value['until']
    const lapses =
      typeof last === 'string' && mayLapse(state) ? later(startOf(last, 1), begins) : null
    const own = { ...effectsOf(state, value), state, begins, ends: earlier(ends, lapses) }
    periods.push(own)
    if (lapses !== null)
      periods.push({ ...standingRules.lapsed, state: 'lapsed', begins: lapses, ends })
  }
  return periods
    .filter(({ begins, ends }) => begins === null || ends === null || begins < ends)
    .toSorted((a, b) => ((a.begins ?? '') < (b.begins ?? '') ? -1 : 1))
}

/** Credentials have a last day; other standings last until the next. */
export function mayLapse(state: string): boolean {
  return state === 'credentialed' || state === 'returned'
}

/** The period at an instant, or undefined where no standing is stated. */
export function standingAt(
  periods: readonly StandingPeriod[],
  at: string,
): StandingPeriod | undefined {
  return periods.find(
    ({ begins, ends }) => (begins === null || begins <= at) && (ends === null || at < ends),
  )
}

export type QuorumMember = { readonly id: string; readonly effects: Effects }
export type Quorum = {
  /** How many count, how many of them are needed, and how many are there. */
  readonly counted: number
  readonly needed: number
  readonly present: number
  readonly reached: boolean
  /** Ids, in the order given. */
  readonly absent: readonly string[]
  readonly not_counted: readonly string[]
  /** Those without whose consent nothing is agreed. */
  readonly consent_of: readonly string[]
}

/** The quorum of a body from the effects of its delegations' standings (process SPEC R26). */
export function quorumOf(
  required: (typeof quorumRules)[number],
  members: readonly QuorumMember[],
): Quorum {
  const of = (effect: Effects['quorum']) =>
    members.filter(({ effects }) => effects.quorum === effect).map(({ id }) => id)
  const present = of('counted').length
  const absent = of('counted_as_absent')
  const counted = present + absent.length
  const needed = neededOf(required, counted)
  return {
    counted,
    needed,
    present,
    reached: counted > 0 && present >= needed,
    absent,
    not_counted: of('not_counted'),
    consent_of: members.filter((m) => m.effects.consent === 'needed').map(({ id }) => id),
  }
}

function neededOf(required: (typeof quorumRules)[number], counted: number): number {
  switch (required) {
    case 'all':
      return counted
    case 'two_thirds':
      return Math.ceil((counted * 2) / 3)
    case 'majority':
      return Math.floor(counted / 2) + 1
  }
}
