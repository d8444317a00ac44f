// A decision in the browser: its record from the seat's history, where it stands now, what this seat
// is in it, and the calls of its acts. The course is worked out by the analysis package, as on the
// server; acts are done today, so the date cursor does not cut it (decision_SPEC.md D19).
import {
  courseOf,
  protocolHash,
  termsHash,
  type Course,
  type CourseStage,
} from '@sulh/analysis/ballot/decision_course'
import type { Candidate } from '@sulh/analysis/ballot/procedure'
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

export function useDecision(id: string): DecisionView | undefined {
  const { records, session } = useProcess()
  const record = records.get(id)
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
      part: {
        steward: course.terms?.stewards.includes(me) ?? false,
        voter: voter !== undefined,
        college: voter?.college,
      },
      hash: hashes.hash,
      protocol: hashes.protocol,
      candidate: (of) => nameOf(course, of),
      college: (of) => colleges.find((c) => c.id === of)?.name ?? { en: of, ar: of },
      seat: (of) =>
        readers.find((r) => r.id === of)?.title ?? { en: of.slice(0, 8), ar: of.slice(0, 8) },
    }
  }, [id, record, course, session, hashes])
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
