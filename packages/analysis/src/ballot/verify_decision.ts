// Verifies a decision from its facts alone, as an export holds them: terms as accepted and frozen, every
// counted secret ballot admitted by a voucher of the stage's published keys, no more ballots than
// those who took part, the result worked out anew, certificates of this very protocol. It trusts no
// figure that it is given; what it cannot check, below a floor, it says.
import {
  courseOf,
  protocolHash,
  termsHash,
  type Course,
  type CourseFact,
  type CourseStage,
} from './decision_course.ts'
import type { CastBallot } from './procedure.ts'
import { readToken, voucherHolds } from './voucher.ts'

export type DecisionFault = {
  readonly fault:
    | 'terms-changed'
    | 'not-accepted'
    | 'count-before-freeze'
    | 'receipt-twice'
    | 'receipt-without-voucher'
    | 'sheet-incomplete'
    | 'more-ballots-than-voters'
    | 'stranger-took-part'
    | 'cannot-be-decided'
    | 'certificate-of-another-protocol'
  readonly at: string
}
export type DecisionVerdict = {
  readonly decision_id: string
  readonly outcome: Course['outcome']
  readonly winners: readonly string[]
  readonly faults: readonly DecisionFault[]
  /** Stages of which the outcome alone was published: their count rests on who counted. */
  readonly taken_on_trust: readonly string[]
}

export async function verifyDecision(
  decision_id: string,
  facts: readonly CourseFact[],
): Promise<DecisionVerdict> {
  const course = courseOf(facts)
  const faults: DecisionFault[] = [...(await termsFaults(facts, course))]
  for (const own of course.stages) faults.push(...(await stageFaults(decision_id, course, own)))
  if (course.fault !== undefined) faults.push({ fault: 'cannot-be-decided', at: course.fault })
  const hash = await protocolHash(course)
  for (const { witness, hash: signed } of course.certifications) {
    if (signed !== hash) faults.push({ fault: 'certificate-of-another-protocol', at: witness })
  }
  return {
    decision_id,
    outcome: course.outcome,
    winners: course.winners,
    faults,
    taken_on_trust: course.stages.flatMap(({ stage, count }) =>
      count?.published === 'outcome' ? [stage.id] : [],
    ),
  }
}

/** The line of the sheet that a receipt names: its stage and, unless below the floor, its ballot. */
export function findReceipt(
  course: Course,
  typed: string,
): { readonly stage: string; readonly ballot: CastBallot | undefined } | undefined {
  const receipt = readToken(typed)
  for (const { stage, count } of course.stages) {
    const place = count?.receipts.findIndex((r) => r.receipt === receipt) ?? -1
    if (!count || place < 0) continue
    return { stage: stage.id, ballot: count.ballots[place] }
  }
  return undefined
}

async function termsFaults(
  facts: readonly CourseFact[],
  { given, frozen, acceptance }: Course,
): Promise<readonly DecisionFault[]> {
  const freezes = facts.findIndex((f) => f.facet === 'frozen')
  const counts = facts.findIndex((f) => f.facet === 'count' || f.facet === 'opening')
  const found: DecisionFault[] = []
  if (counts >= 0 && (freezes < 0 || counts < freezes)) {
    found.push({ fault: 'count-before-freeze', at: 'frozen' })
  }
  if (frozen === undefined) return found
  const later = facts.slice(freezes).some((f) => f.facet === 'terms')
  if (later || (await termsHash(given)) !== frozen)
    found.push({ fault: 'terms-changed', at: frozen })
  if (acceptance !== undefined && acceptance.hash !== frozen) {
    found.push({ fault: 'not-accepted', at: acceptance.hash })
  }
  return found
}

async function stageFaults(
  decision_id: string,
  { terms }: Course,
  { stage, form, count, opening }: CourseStage,
): Promise<readonly DecisionFault[]> {
  if (!count || form === 'paper') return []
  const at = stage.id
  const found: DecisionFault[] = []
  const seats = new Set(terms?.voters.map(({ seat }) => seat))
  if (count.took_part.some((seat) => !seats.has(seat))) {
    found.push({ fault: 'stranger-took-part', at })
  }
  const sheet = form === 'secret' ? count.receipts : count.ballots
  if (sheet.length > count.took_part.length) found.push({ fault: 'more-ballots-than-voters', at })
  if (form !== 'secret') return found
  if (count.published === 'all' && count.ballots.length !== count.receipts.length) {
    found.push({ fault: 'sheet-incomplete', at })
  }
  if (new Set(count.receipts.map((r) => r.receipt)).size < count.receipts.length) {
    found.push({ fault: 'receipt-twice', at })
  }
  for (const [i, { receipt: token, signature }] of count.receipts.entries()) {
    const college = count.ballots[i]?.college
    const keys = (opening?.keys ?? []).filter(
      (key) => count.published === 'outcome' || key.college === (college ?? null),
    )
    const holds = await Promise.all(
      keys.map(({ n, college: of }) =>
        voucherHolds({ token, signature, n, scope: { decision_id, stage: stage.id, college: of } }),
      ),
    )
    if (!holds.includes(true)) found.push({ fault: 'receipt-without-voucher', at: token })
  }
  return found
}
