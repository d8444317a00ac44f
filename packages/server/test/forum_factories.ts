// A forum for tests: a mission as secretariat, members of two colleges with a compartment of their own
// each, an outsider, and decisions brought as far as a test wants them. Ids are random.
import { randomBytes, randomUUID } from 'node:crypto'
import { courseOf, termsHash, type Course } from '@sulh/analysis/ballot/decision_course'
import { blind, newToken, unblind } from '@sulh/analysis/ballot/voucher'
import type { DecisionTerms } from '@sulh/contract/forum_decision'
import type { ProcessRecord } from '@sulh/contract/process'
import { commandContext } from '../src/platform/append.ts'
import type { Database } from '../src/platform/database.ts'
import { provision } from '../src/platform/provision.ts'
import { seatRole } from '../src/platform/roles.ts'
import {
  castSecretBallot,
  closeStage,
  decisionAct,
  openStage,
  proposeDecision,
  takeVoucher,
} from '../src/forum/decision_commands.ts'
import { both } from './factories.ts'

export type Forum = {
  readonly db: Database
  readonly plenary: string
  readonly process: string
  readonly mission: string
  readonly outsider: string
  /** Seats of the members; the first half are of college `west`, the others of `east`. */
  readonly members: readonly string[]
  readonly own: readonly string[]
  readonly context: (seat: string) => ReturnType<typeof commandContext>
  readonly role: (seat: string) => ReturnType<typeof seatRole>
}

export async function makeForum(db: Database, size: number): Promise<Forum> {
  const [process, plenary, process_id] = [randomUUID(), randomUUID(), randomUUID()]
  const [mission, outsider] = [randomUUID(), randomUUID()]
  const members = Array.from({ length: size }, () => randomUUID() as string)
  const own = members.map(() => randomUUID() as string)
  const seat = (id: string, kind: string, title: string) => ({
    id,
    kind,
    title: both(title),
    compartment_id: process,
  })
  const all = [mission, outsider, ...members]
  const reader = (may_write: boolean) => (seat_id: string) => ({ seat_id, may_write })
  await provision(db, {
    process_id,
    now: '2026-01-01T00:00:00.000Z',
    random_id: () => randomUUID(),
    salt: () => new Uint8Array(randomBytes(32)),
    seats: [
      seat(mission, 'mission', 'secretariat'),
      seat(outsider, 'delegation', 'outsider'),
      ...members.map((id, i) => seat(id, 'member', `member ${i}`)),
    ],
    compartments: [
      { id: process, kind: 'process', name: both('process'), readers: all.map(reader(false)) },
      {
        id: plenary,
        kind: 'plenary',
        name: both('plenary'),
        readers: [mission, ...members].map(reader(true)),
      },
      ...members.map((id, i) => ({
        id: own[i] as string,
        kind: 'member',
        name: both('own'),
        readers: [reader(true)(id)],
      })),
    ],
  })
  return {
    db,
    process,
    plenary,
    mission,
    outsider,
    members,
    own,
    context: (id) => commandContext(id),
    role: (id) => seatRole(db.prefix, id),
  }
}

/** A motion of one stage, for all members of the forum, unless changed. */
export function termsOf(forum: Forum, changed: Partial<DecisionTerms> = {}): DecisionTerms {
  const half = Math.ceil(forum.members.length / 2)
  return {
    procedure: {
      format: 'sulh-procedure/1',
      name: both('A motion'),
      electorate: { members: forum.members.length },
      stages: [
        {
          id: 'vote',
          name: both('The vote'),
          ballot: 'yes-no',
          voters: 'all',
          requires: [{ base: 'for-and-against', share: '1/2', comparison: '>' }],
        },
      ],
    },
    candidates: [],
    nominations: 'closed',
    forms: { vote: 'secret' },
    participation: 'after_close',
    floor: 0,
    voters: forum.members.map((seat, i) => ({ seat, college: i < half ? 'west' : 'east' })),
    stewards: [forum.mission],
    ...changed,
  }
}

export async function propose(
  forum: Forum,
  terms: DecisionTerms,
  by = forum.mission,
): Promise<string> {
  const decision_id = randomUUID()
  await proposeDecision(forum.db, forum.context(by), {
    decision_id,
    act_id: randomUUID(),
    channel: 'in_room',
    compartment_id: forum.plenary,
    description: { title: both('A decision'), summary: both('What is decided.') },
    concerns: [],
    terms,
  })
  return decision_id
}

const common = (decision_id: string) => ({
  decision_id,
  act_id: randomUUID() as string,
  channel: 'in_room' as const,
})

/** Accepted and frozen; its stages wait. */
export async function freeze(forum: Forum, terms: DecisionTerms): Promise<string> {
  const decision_id = await propose(forum, terms)
  const hash = await termsHash(terms)
  const mission = forum.context(forum.mission)
  await decisionAct(forum.db, mission, {
    name: 'acceptTerms',
    input: {
      ...common(decision_id),
      hash,
      on: '2026-01-02',
      how: both('By all.'),
      accepted_by: [],
    },
  })
  await decisionAct(forum.db, mission, {
    name: 'freezeTerms',
    input: { ...common(decision_id), hash },
  })
  return decision_id
}

export async function open(forum: Forum, decision_id: string, stage: string) {
  return openStage(forum.db, forum.context(forum.mission), { ...common(decision_id), stage })
}
export async function close(forum: Forum, decision_id: string, stage: string) {
  return closeStage(forum.db, forum.context(forum.mission), { ...common(decision_id), stage })
}
export async function endorse(forum: Forum, decision_id: string, seat: string, candidate: string) {
  return decisionAct(forum.db, forum.context(seat), {
    name: 'endorseCandidate',
    input: { ...common(decision_id), candidate },
  })
}

export type Voucher = {
  readonly token: string
  readonly signature: string
  readonly college: string | null
  readonly blinded: string
}

/** What a voter's browser does for a voucher. */
export async function voucherOf(
  forum: Forum,
  of: { readonly decision_id: string; readonly stage: string; readonly course: Course },
  seat: string,
): Promise<Voucher> {
  const { decision_id, stage, course } = of
  const keys = course.stages.find((s) => s.stage.id === stage)?.opening?.keys ?? []
  const own = course.terms?.voters.find((v) => v.seat === seat)?.college
  const key = keys.find((k) => k.college === null || k.college === own)
  if (!key) throw new Error('The stage has no key.')
  const token = newToken()
  const scope = { decision_id, stage, college: key.college }
  const { blinded, factor } = await blind(token, scope, key.n)
  const signed = await takeVoucher(forum.db, forum.context(seat), { decision_id, stage, blinded })
  const signature = await unblind({ token, scope, n: key.n }, factor, signed.signature)
  if (signature === undefined) throw new Error('The voucher is not signed by the key.')
  return { token, signature, college: key.college, blinded }
}

export async function handIn(
  forum: Forum,
  of: { readonly decision_id: string; readonly stage: string },
  voucher: Voucher,
  ballot: { readonly choice?: string | string[]; readonly spoilt?: boolean },
) {
  const { token, signature, college } = voucher
  return castSecretBallot(forum.db, new Date(), {
    decision_id: of.decision_id,
    stage: of.stage,
    compartment_id: forum.plenary,
    token,
    signature,
    college,
    ballot,
  })
}

/** Voucher and ballot in one. */
export async function vote(
  forum: Forum,
  of: { readonly decision_id: string; readonly stage: string; readonly course: Course },
  seat: string,
  choice: string,
): Promise<Voucher> {
  const voucher = await voucherOf(forum, of, seat)
  await handIn(forum, of, voucher, { choice })
  return voucher
}

export function course(record: ProcessRecord): Course {
  return courseOf(record.facts)
}
