// Counts endorsements and says which lists are admitted (B6). Signatures of named members are
// counted once; tallies without names are held against the sizes of the colleges.
import type { Aside, DecisionStep } from './decision.ts'
import { collegeOf } from './intake.ts'
import {
  instant,
  type Ballots,
  type CastEndorsement,
  type Endorsement,
  type Procedure,
  type Stage,
} from './procedure.ts'
import { BallotError } from './profile.ts'

export type Admission = {
  readonly admitted: readonly string[]
  readonly aside: readonly Aside[]
  readonly steps: readonly DecisionStep[]
}

type Signature = {
  readonly cast: CastEndorsement
  readonly position: number
  readonly college?: string
  readonly at: number | undefined
}

export function admitLists(
  procedure: Procedure,
  stage: Stage,
  rule: Endorsement,
  ballots: Ballots,
  listed: readonly string[],
): Admission {
  const aside: Aside[] = []
  const closes = instant(rule.closes, stage.id)
  const signatures = (ballots.endorsements ?? [])
    .map((cast, i): Signature => {
      const where = { en: `Endorsement ${i + 1}`, ar: `التزكية ${i + 1}` }
      if (!listed.includes(cast.candidate)) {
        throw new BallotError(
          `${where.en} is of ${cast.candidate}, whom nobody knows: endorse one of ${listed.join(', ')}.`,
          `${where.ar} لـ${cast.candidate} ولا يعرفه أحد: زكِّ واحدًا من ${listed.join('، ')}.`,
        )
      }
      if (cast.voter !== undefined && (cast.count ?? 1) !== 1) {
        throw new BallotError(
          `${where.en} counts ${cast.count} times for one voter: leave one out.`,
          `${where.ar} محسوبة ${cast.count} مرات لناخب واحد: احذف أحد الأمرين.`,
        )
      }
      const college = collegeOf(procedure, ballots, cast, where)
      const at = instant(cast.at, where)
      return { cast, position: i + 1, at, ...(college === undefined ? {} : { college }) }
    })
    .filter(({ cast, at }) => {
      const late = at !== undefined && closes !== undefined && at > closes
      if (late) aside.push(asideOf(stage, cast, 'late'))
      return !late
    })
  const counted = onceEach(signatures, rule)
  for (const { cast } of signatures.filter((s) => !counted.has(s))) {
    aside.push(asideOf(stage, cast, 'second'))
  }
  const kept = signatures.filter((s) => counted.has(s))
  for (const group of groupsBound(kept, rule, listed)) bound(procedure, group)
  const steps = listed.map((candidate) => stepOf(candidate, kept, rule))
  const admitted = steps.filter((step) => step.admitted).map(({ candidate }) => candidate)
  return { admitted, aside, steps }
}

function asideOf(stage: Stage, { voter, at }: CastEndorsement, reason: Aside['reason']): Aside {
  return {
    stage: stage.id,
    what: 'endorsement',
    reason,
    ...(voter === undefined ? {} : { voter }),
    ...(at === undefined ? {} : { at }),
  }
}

/** A named member once a list, and for one list only where the rule says so. */
function onceEach(signatures: readonly Signature[], rule: Endorsement): ReadonlySet<Signature> {
  const kept = new Set<Signature>()
  const signers = Map.groupBy(signatures, ({ cast }) => cast.voter)
  for (const [voter, own] of signers) {
    const sorted = own.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0) || a.position - b.position)
    if (voter === undefined) {
      for (const signature of own) kept.add(signature)
      continue
    }
    const seen = new Map<string, Signature>()
    for (const s of sorted) if (!seen.has(s.cast.candidate)) seen.set(s.cast.candidate, s)
    const distinct = [...seen.values()]
    const several = distinct.length > 1 && rule.per_member === 'one'
    const counts = !several ? distinct : rule.second === 'neither' ? [] : distinct.slice(0, 1)
    for (const signature of counts) kept.add(signature)
  }
  return kept
}

type Group = {
  readonly of: string
  readonly signatures: readonly Signature[]
  readonly rule: string
}

/** What must not exceed a body: a list's signatures, and all of them where one list a member. */
function groupsBound(
  kept: readonly Signature[],
  rule: Endorsement,
  listed: readonly string[],
): Group[] {
  const lists = listed.map((candidate) => ({
    of: `list ${candidate}`,
    signatures: kept.filter(({ cast }) => cast.candidate === candidate),
    rule: '',
  }))
  if (rule.per_member === 'several') return lists
  return [...lists, { of: 'all lists', signatures: kept, rule: ', who may sign one list each' }]
}

function bound({ electorate }: Procedure, { of, signatures, rule }: Group): void {
  const refuse = (endorsements: number, members: number, place: string) => {
    if (endorsements <= members) return
    throw new BallotError(
      `There are ${endorsements} endorsements for ${of} by ${members} members${place}${rule}: correct them.`,
    )
  }
  refuse(total(signatures), electorate.members, '')
  for (const { id, members } of electorate.colleges ?? []) {
    refuse(total(signatures.filter(({ college }) => college === id)), members, ` of college ${id}`)
  }
}

function total(signatures: readonly Signature[]): number {
  return signatures.reduce((sum, { cast }) => sum + (cast.count ?? 1), 0)
}

function stepOf(
  candidate: string,
  kept: readonly Signature[],
  rule: Endorsement,
): DecisionStep & { readonly step: 'endorsed' } {
  const own = kept.filter(({ cast }) => cast.candidate === candidate)
  const colleges = Object.entries(rule.minima ?? {}).map(([college, needed]) => ({
    college,
    count: total(own.filter((signature) => signature.college === college)),
    needed,
  }))
  const admitted =
    total(own) >= rule.total && colleges.every(({ count, needed }) => count >= needed)
  return { step: 'endorsed', candidate, total: total(own), needed: rule.total, colleges, admitted }
}
