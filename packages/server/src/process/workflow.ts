// What may follow what: status of an issue, standing of a delegation, approval of a document, reply
// to a referral (process SPEC R12-R15). Pure functions of a record's whole history; the commands
// ask after they hold the ledger's head, so that two acts at once cannot both pass.
import { statedFacts } from '@sulh/analysis/history/stated'
import type { Said } from '@sulh/contract/problem'
import type { issueStatuses, Kind, standings } from '@sulh/contract/process'
import { mayLapse, standingPeriods, type StandingPeriod } from '@sulh/contract/standing'

export type WorkflowFact = {
  readonly id: string
  readonly facet: string
  readonly act: string
  readonly of_fact_id: string | null
  readonly value: Readonly<Record<string, unknown>>
  readonly references: readonly { readonly path: string }[]
  readonly known_from: string
}
type IssueStatus = (typeof issueStatuses)[number]
type Standing = (typeof standings)[number]

/** A status may be stated again, with another occasion or reason. */
export const issueSteps: Readonly<Record<IssueStatus, readonly IssueStatus[]>> = {
  open: ['open', 'under_discussion', 'provisionally_agreed', 'agreed', 'deferred'],
  under_discussion: ['open', 'under_discussion', 'provisionally_agreed', 'agreed', 'deferred'],
  provisionally_agreed: ['under_discussion', 'provisionally_agreed', 'agreed', 'deferred'],
  agreed: ['under_discussion', 'agreed'],
  deferred: ['open', 'under_discussion', 'deferred'],
}
export const standingSteps: Readonly<Record<Standing, readonly Standing[]>> = {
  invited: ['credentialed', 'ended'],
  credentialed: ['credentialed', 'suspended', 'walked_out', 'replaced', 'split', 'ended'],
  suspended: ['returned', 'replaced', 'split', 'ended'],
  walked_out: ['returned', 'suspended', 'replaced', 'split', 'ended'],
  returned: ['credentialed', 'suspended', 'walked_out', 'replaced', 'split', 'ended'],
  replaced: [],
  split: [],
  ended: [],
}

/** The facts of a facet that stand now, in the order from when they were known. */
export function standingFacts<F extends WorkflowFact>(facts: readonly F[], facet: string): F[] {
  return statedFacts(facts, facet).map(({ fact }) => fact)
}

/** The periods of a delegation's standing, by all its facts. */
export function periodsOf(facts: readonly WorkflowFact[]): StandingPeriod[] {
  const stated = statedFacts(facts, 'standing')
  return standingPeriods(stated.map(({ known_from, fact }) => ({ known_from, value: fact.value })))
}

/** Why this history cannot be, as a sentence in both languages; undefined where it can. */
export function workflowFault(kind: Kind, facts: readonly WorkflowFact[]): Said | undefined {
  if (kind === 'issue') return stepFault(facts, { facet: 'status', field: 'status' }, issueSteps)
  if (kind === 'delegation')
    return (
      stepFault(facts, { facet: 'standing', field: 'state' }, standingSteps) ??
      successorFault(facts) ??
      effectFault(facts)
    )
  if (kind === 'document') return approvalFault(facts)
  if (kind === 'referral') return replyFault(facts)
  return undefined
}

function stepFault(
  facts: readonly WorkflowFact[],
  { facet, field }: { readonly facet: string; readonly field: string },
  steps: Readonly<Record<string, readonly string[]>>,
): Said | undefined {
  const path = standingFacts(facts, facet).map((f) => String(f.value[field]))
  for (const [i, to] of path.entries()) {
    const from = path[i - 1]
    if (from === undefined || steps[from]?.includes(to)) continue
    const next = steps[from] ?? []
    const allowed = next.map(plain).join(', ') || 'nothing'
    const in_arabic = next.map(stateInArabic).map(quoted).join(' أو ') || 'لا شيء'
    return {
      en: `After ${plain(from)} may follow ${allowed}, but not ${plain(to)}.`,
      ar: `بعد «${stateInArabic(from)}» يأتي ${in_arabic}، لا «${stateInArabic(to)}».`,
    }
  }
  return undefined
}

function plain(state: string): string {
  return state.replaceAll('_', ' ')
}
const quoted = (word: string) => `«${word}»`

const states: Readonly<Record<IssueStatus | Standing, string>> = {
  open: 'مفتوحة',
  under_discussion: 'قيد النقاش',
  provisionally_agreed: 'متفق عليها مبدئيًا',
  agreed: 'متفق عليها',
  deferred: 'مؤجلة',
  invited: 'مدعو',
  credentialed: 'معتمد',
  suspended: 'معلّق',
  walked_out: 'منسحب',
  returned: 'عائد',
  replaced: 'مستبدل',
  split: 'منقسم',
  ended: 'منتهٍ',
}
/** The word for a status of an issue or the standing of a delegation. */
export function stateInArabic(state: string): string {
  return states[state as IssueStatus | Standing] ?? state
}

function successorFault(facts: readonly WorkflowFact[]): Said | undefined {
  const bare = standingFacts(facts, 'standing').find(
    ({ value, references }) =>
      (value['state'] === 'replaced' || value['state'] === 'split') &&
      !references.some(({ path }) => path === 'successors'),
  )
  if (!bare) return undefined
  const state = String(bare.value['state'])
  return {
    en: `A delegation that is ${plain(state)} names its successors.`,
    ar: `يسمّي الوفد الذي هو «${stateInArabic(state)}» من يخلفه.`,
  }
}

const effectNames = ['access', 'quorum', 'pending_acts', 'consent'] as const

function effectFault(facts: readonly WorkflowFact[]): Said | undefined {
  const values = standingFacts(facts, 'standing').map(({ value }) => value)
  const bare = values.some((v) => !v['reason'] && effectNames.some((name) => v[name] !== undefined))
  if (bare)
    return {
      en: 'An effect that differs from the rules states its reason.',
      ar: 'يُذكر سبب كل أثر يخالف القواعد.',
    }
  const timed = values.find((v) => v['until'] !== undefined)
  if (timed && !mayLapse(String(timed['state'])))
    return {
      en: 'Credentials have a last day; other standings last until the next one.',
      ar: 'لأوراق الاعتماد يوم أخير، وسائر الأوضاع تبقى حتى الوضع التالي.',
    }
  const turned = values.some(
    (v) => typeof v['until'] === 'string' && v['until'] < String(v['from']),
  )
  return turned
    ? {
        en: 'The last day of credentials is not before their first.',
        ar: 'لا يسبق اليوم الأخير لأوراق الاعتماد يومها الأول.',
      }
    : undefined
}

function approvalFault(facts: readonly WorkflowFact[]): Said | undefined {
  const approvals = standingFacts(facts, 'approval')
  const last = standingFacts(facts, 'description').at(-1)?.value['class']
  if (approvals.length > 0 && last === 'note_to_file')
    return {
      en: 'A note to file is approved by nobody.',
      ar: 'لا يقرّ أحد مذكرة الملف.',
    }
  const bare = approvals.some(({ references }) => !references.some((r) => r.path === 'approved_by'))
  if (last === 'agreed_minutes' && bare)
    return {
      en: 'Agreed minutes name those who approve them.',
      ar: 'يذكر المحضر المتفق عليه من أقرّوه.',
    }
  return undefined
}

function replyFault(facts: readonly WorkflowFact[]): Said | undefined {
  const replies = standingFacts(facts, 'reply')
  if (replies.length > 1)
    return {
      en: 'This referral has its reply: correct or withdraw that one.',
      ar: 'لهذه الإحالة ردّها: صحّحه أو اسحبه.',
    }
  const bare = replies.some(
    ({ value }) => value['answer'] === 'conditional' && !value['conditions'],
  )
  return bare
    ? { en: 'A conditional reply states its conditions.', ar: 'يذكر الرد المشروط شروطه.' }
    : undefined
}

/** A note to file never leaves its compartment, whatever it was called later (R14). */
export function isNoteToFile(kind: Kind, facts: readonly WorkflowFact[]): boolean {
  return (
    kind === 'document' &&
    facts.some((f) => f.facet === 'description' && f.value['class'] === 'note_to_file')
  )
}
