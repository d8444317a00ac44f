// A decision in the browser: its record from the seat's history, where it stands now, what this seat
// is in it, and the calls of its acts. The course is worked out by the analysis package, as on the
// server, from the facts that the date cursor lets through (decision_SPEC.md D19).
import {
  courseOf,
  protocolHash,
  termsHash,
  type Course,
  type CourseStage,
} from '@sulh/analysis/ballot/decision_course'
import type { Candidate } from '@sulh/analysis/ballot/procedure'
import type { AsOf } from '@sulh/analysis/history/asof'
import { decisionEndpoints } from '@sulh/contract/forum_decision'
import type { ProcessRecord } from '@sulh/contract/process'
import type { Bilingual } from '@sulh/contract/wording'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useProcess } from '../process/data.ts'
import { call } from '../session/api.ts'
import { useSettings } from '../session/settings.ts'

export type Part = {
  readonly steward: boolean
  readonly voter: boolean
  readonly college: string | undefined
}
export type DecisionView = {
  readonly id: string
  readonly record: ProcessRecord
  readonly title: Bilingual
  readonly summary: Bilingual
  readonly course: Course
  /** Whether more happened since the day of the date cursor: then nothing is done here. */
  readonly past: boolean
  readonly part: Part
  /** Of the terms as they are now; undefined while it is worked out. */
  readonly hash: string | undefined
  readonly protocol: string | undefined
  candidate(id: string): Bilingual
  college(id: string): Bilingual
  seat(id: string): Bilingual
}
/** A steward's or member's act; rejects with a ProblemError, and shows what came of it. */
export type Acting = (name: ActName, given?: Readonly<Record<string, unknown>>) => Promise<void>
type ActName = Exclude<
  keyof typeof decisionEndpoints,
  'proposeDecision' | 'takeVoucher' | 'castSecretBallot' | 'castOpenBallot' | 'readStage'
>

const plain: Readonly<Record<string, Bilingual>> = {
  yes: { en: 'For', ar: 'مؤيد' },
  no: { en: 'Against', ar: 'معارض' },
  abstain: { en: 'Abstention', ar: 'امتناع' },
}

export function nameOf(course: Course, id: string): Bilingual {
  const own: Candidate | undefined = course.candidates.find((c) => c.id === id)
  return plain[id] ?? own?.name ?? { en: id, ar: id }
}

/** The decision with the facts known, or recorded, by the day of the date cursor; undefined: none. */
export function decisionAsOf(record: ProcessRecord, asOf: AsOf): ProcessRecord | undefined {
  // Acts are stated and withdrawn, never corrected: with hindsight nothing more is known of a day.
  const instant = asOf.basis === 'recorded' ? 'recorded_at' : 'known_from'
  const facts = record.facts.filter((fact) => fact[instant] <= asOf.at)
  if (facts.length === record.facts.length) return record
  return facts.length === 0 ? undefined : { ...record, facts }
}

export function useDecision(id: string): DecisionView | undefined {
  const { records, session, asOf } = useProcess()
  const whole = records.get(id)
  const record = useMemo(() => whole && decisionAsOf(whole, asOf), [whole, asOf])
  const [hashes, setHashes] = useState<{ hash?: string; protocol?: string }>({})
  const course = useMemo(() => (record ? courseOf(record.facts) : undefined), [record])
  useEffect(() => {
    let live = true
    if (!course) return undefined
    void Promise.all([termsHash(course.given), protocolHash(course)]).then(([hash, protocol]) => {
      if (live) setHashes({ hash, protocol })
    })
    return () => {
      live = false
    }
  }, [course])
  return useMemo(() => {
    if (!record || record.kind !== 'decision' || !course) return undefined
    const description = record.facts.findLast((f) => f.facet === 'description')?.value as
      | { readonly title: Bilingual; readonly summary: Bilingual }
      | undefined
    if (!description) return undefined
    const me = session.seat.id
    const voter = course.terms?.voters.find(({ seat }) => seat === me)
    const readers = session.compartments.find((c) => c.id === record.compartment_id)?.readers ?? []
    const colleges = course.terms?.procedure.electorate.colleges ?? []
    return {
      id,
      record,
      title: description.title,
      summary: description.summary,
      course,
      past: record !== whole,
      part: {
        // On an earlier day nobody acts.
        steward: record === whole && (course.terms?.stewards.includes(me) ?? false),
        voter: record === whole && voter !== undefined,
        college: voter?.college,
      },
      hash: hashes.hash,
      protocol: hashes.protocol,
      candidate: (of) => nameOf(course, of),
      college: (of) => colleges.find((c) => c.id === of)?.name ?? { en: of, ar: of },
      seat: (of) =>
        readers.find((r) => r.id === of)?.title ?? { en: of.slice(0, 8), ar: of.slice(0, 8) },
    }
  }, [id, record, whole, course, session, hashes])
}

/** The acts of this decision by name; what came of one is read before it is over. */
export function useActing(id: string): Acting {
  const { seat } = useSettings()
  const client = useQueryClient()
  return useCallback(
    async (name, given = {}) => {
      const input = { decision_id: id, act_id: crypto.randomUUID(), channel: 'in_room', ...given }
      await call(decisionEndpoints[name], input, seat)
      await client.invalidateQueries({ queryKey: ['history', seat] })
    },
    [id, seat, client],
  )
}

/** Steps of a decision's life, for the list and the head of its page. */
export type Phase = 'proposed' | 'accepted' | 'frozen' | 'open' | 'closed' | 'decided' | 'undecided'
export function phaseOf({ terms, frozen, acceptance, stages, outcome, next }: Course): Phase {
  if (!terms || frozen === undefined) return acceptance ? 'accepted' : 'proposed'
  if (outcome !== undefined && outcome !== 'pending')
    return outcome === 'undecided' ? 'undecided' : 'decided'
  if (next?.status === 'open') return 'open'
  if (next?.status === 'closed') return 'closed'
  return next || stages.length === 0 ? 'frozen' : 'undecided'
}

export function openStageOf(course: Course): CourseStage | undefined {
  return course.stages.find((s) => s.status === 'open')
}

/** `0f3a 99c2 …`: a hash that two people can compare by voice. */
export function hashText(hash: string): string {
  return hash.slice(0, 16).replaceAll(/(.{4})(?=.)/g, '$1 ')
}
