// What is wrong with a procedure before anybody votes by it: contradictions, which stop it, and
// warnings of figures that two readers could read differently (B10). The sentences of the findings
// are in procedure_sentences.ts.
import { endorsementFindings } from './check_endorsement.ts'
import {
  needed,
  quorumOf,
  shareOf,
  type Procedure,
  type Stage,
  type Threshold,
} from './procedure.ts'
import { thresholdFindings } from './check_threshold.ts'
import { compareRatio, type Ratio } from './ratio.ts'

export type Rule =
  | 'duplicate-id'
  | 'unknown-college'
  | 'no-colleges'
  | 'colleges-do-not-sum'
  | 'quorum-above-electorate'
  | 'threshold-unreachable'
  | 'base-not-of-ballot'
  | 'threshold-on-ranked'
  | 'ranked-without-method'
  | 'method-without-ranked'
  | 'candidates-of-yes-no'
  | 'endorsement-minimum-above-college'
  | 'endorsement-total-above-electorate'
  | 'endorsements-above-college'
  | 'endorsements-above-electorate'
  | 'run-off-of-unknown-stage'
  | 'run-off-of-unfit-stage'
  | 'run-off-of-one'
  | 'run-off-without-tie-rule'
  | 'tie-without-rule'
  | 'stage-unreachable'
  | 'closes-before-opening'
  | 'stages-overlap'
  | 'more-witnesses-than-named'
  | 'lists-bounded'
  | 'total-without-effect'
  | 'rounded-fraction'
  | 'nearest-differs'
  | 'plus-one-reading'

/** `figures` are what the sentence names; `stage` and `college` are ids. */
export type Finding = {
  readonly rule: Rule
  readonly severity: 'contradiction' | 'warning'
  readonly stage?: string
  readonly college?: string
  readonly figures?: Readonly<Record<string, string | number>>
}

/** All findings in the order of the stages; without a contradiction the procedure can decide. */
export function checkProcedure(procedure: Procedure): Finding[] {
  const findings = electorateFindings(procedure)
  procedure.stages.forEach((stage, i) => {
    const before = procedure.stages.slice(0, i)
    findings.push(
      ...stageFindings(procedure, stage),
      ...(stage.requires?.flatMap((t) => thresholdFindings(procedure, stage, t)) ?? []),
      ...endorsementFindings(procedure, stage),
      ...runOffFindings(stage, before),
      ...orderFindings(stage, before),
    )
  })
  const { certification } = procedure
  if (certification !== undefined && certification.needed > new Set(certification.witnesses).size) {
    const figures = { needed: certification.needed, named: new Set(certification.witnesses).size }
    findings.push({ rule: 'more-witnesses-than-named', severity: 'contradiction', figures })
  }
  return findings
}

function contradiction(rule: Rule, rest: Omit<Finding, 'rule' | 'severity'> = {}): Finding {
  return { rule, severity: 'contradiction', ...rest }
}

function electorateFindings({ electorate, stages }: Procedure): Finding[] {
  const colleges = electorate.colleges ?? []
  const findings: Finding[] = []
  for (const ids of [stages.map(({ id }) => id), colleges.map(({ id }) => id)]) {
    const repeated = ids.find((id, i) => ids.indexOf(id) !== i)
    if (repeated !== undefined)
      findings.push(contradiction('duplicate-id', { figures: { id: repeated } }))
  }
  const sum = colleges.reduce((total, { members }) => total + members, 0)
  if (colleges.length > 0 && sum !== electorate.members) {
    const figures = { sum, members: electorate.members }
    findings.push(contradiction('colleges-do-not-sum', { figures }))
  }
  return findings
}

function stageFindings({ electorate }: Procedure, stage: Stage): Finding[] {
  const findings: Finding[] = []
  const here = { stage: stage.id }
  const colleges = electorate.colleges ?? []
  const requires = stage.requires ?? []
  if (stage.voters === 'each-college' && colleges.length === 0) {
    findings.push(contradiction('no-colleges', here))
  }
  for (const id of [...requires, ...(stage.compare ?? [])].flatMap((t) => t.in ?? [])) {
    if (!colleges.some((college) => college.id === id)) {
      findings.push(contradiction('unknown-college', { ...here, college: id }))
    }
  }
  const smallest =
    stage.voters === 'all' ? electorate.members : Math.min(...colleges.map((c) => c.members))
  const quorum = quorumOf(stage.quorum, smallest)
  if (quorum > smallest) {
    const figures = { quorum, members: smallest }
    findings.push(contradiction('quorum-above-electorate', { ...here, figures }))
  }
  if (stage.ballot === 'ranked') {
    if (stage.method === undefined) findings.push(contradiction('ranked-without-method', here))
    if (requires.length > 0) findings.push(contradiction('threshold-on-ranked', here))
  } else if (stage.method !== undefined) findings.push(contradiction('method-without-ranked', here))
  if (stage.ballot !== 'yes-no' && requires.some(({ base }) => base === 'for-and-against')) {
    findings.push(contradiction('base-not-of-ballot', here))
  }
  const { opens, closes } = stage
  if (opens !== undefined && closes !== undefined && Date.parse(closes) <= Date.parse(opens)) {
    findings.push(contradiction('closes-before-opening', { ...here, figures: { opens, closes } }))
  }
  if (stage.ballot === 'yes-no' && stage.candidates !== undefined) {
    findings.push(contradiction('candidates-of-yes-no', here))
  }
  if (stage.ties === undefined && canTie(stage))
    findings.push(contradiction('tie-without-rule', here))
  return findings
}

const HALF: Ratio = { num: 1n, den: 2n }

/** More than half of a base that holds every vote can be reached by one candidate only. */
function onlyOneCanReach({ share, comparison, base, ...rest }: Threshold): boolean {
  if (rest.in !== undefined || base === 'for-and-against') return false
  const order = compareRatio(shareOf({ share }), HALF)
  return order > 0 || (order === 0 && comparison !== '>=')
}

function canTie(stage: Stage): boolean {
  if (stage.ballot === 'yes-no') return false
  return stage.ballot !== 'one-of' || !(stage.requires ?? []).some(onlyOneCanReach)
}

function runOffFindings(stage: Stage, before: readonly Stage[]): Finding[] {
  if (stage.candidates?.from !== 'top') return []
  const { k, of, ties } = stage.candidates
  const findings: Finding[] = []
  const here = { stage: stage.id, figures: { of, k } }
  const source = before.find(({ id }) => id === of)
  if (source === undefined) findings.push(contradiction('run-off-of-unknown-stage', here))
  else if (source.ballot === 'yes-no' || source.ballot === 'ranked' || source.voters !== 'all') {
    findings.push(contradiction('run-off-of-unfit-stage', here))
  }
  if (k < 2) findings.push(contradiction('run-off-of-one', here))
  if (ties === undefined) findings.push(contradiction('run-off-without-tie-rule', here))
  return findings
}

/** Whether a stage decides whatever the votes are, as long as one is cast. */
function alwaysDecides(stage: Stage): boolean {
  if (stage.quorum !== undefined || stage.voters !== 'all') return false
  if (stage.ballot === 'yes-no' || stage.ties === 'no-decision') return false
  const trivial = ({ share, in: colleges, comparison }: Threshold) =>
    colleges === undefined &&
    compareRatio(shareOf({ share }), { num: 0n, den: 1n }) === 0 &&
    needed(shareOf({ share }), comparison, 1) === 1
  const runOffOfTwo =
    stage.candidates?.from === 'top' && stage.candidates.k === 2 && stage.candidates.ties !== 'all'
  const half = ({ share, comparison, base, in: colleges }: Threshold) =>
    runOffOfTwo &&
    colleges === undefined &&
    stage.ballot === 'one-of' &&
    base === 'valid' &&
    stage.abstentions !== 'counted' &&
    comparison === '>=' &&
    compareRatio(shareOf({ share }), HALF) <= 0
  return (stage.requires ?? []).every((threshold) => trivial(threshold) || half(threshold))
}

function orderFindings(stage: Stage, before: readonly Stage[]): Finding[] {
  const findings: Finding[] = []
  const final = before.find(alwaysDecides)
  if (final !== undefined) {
    findings.push(
      contradiction('stage-unreachable', { stage: stage.id, figures: { by: final.id } }),
    )
  }
  const previous = before.at(-1)
  if (
    previous?.closes !== undefined &&
    stage.opens !== undefined &&
    Date.parse(stage.opens) < Date.parse(previous.closes)
  ) {
    findings.push(
      contradiction('stages-overlap', { stage: stage.id, figures: { of: previous.id } }),
    )
  }
  return findings
}
