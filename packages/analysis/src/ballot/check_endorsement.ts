// Endorsements that cannot be gathered: minima above a college, and more lists than there are
// members to sign them where each may sign one list only (the forum of 2021: four lists of six
// eastern signatures each are 24, and the east had 23 members).
import type { Finding } from './check_procedure.ts'
import type { College, Endorsement, Procedure, Stage } from './procedure.ts'

export function endorsementFindings({ electorate }: Procedure, stage: Stage): Finding[] {
  const endorsement = stage.candidates
  if (endorsement?.from !== 'endorsed') return []
  const colleges = electorate.colleges ?? []
  const minima = Object.entries(endorsement.minima ?? {})
  const findings: Finding[] = []
  const sum = minima.reduce((total, [, minimum]) => total + minimum, 0)
  if (Math.max(endorsement.total, sum) > electorate.members) {
    const figures = { total: Math.max(endorsement.total, sum), members: electorate.members }
    findings.push(finding(stage, 'endorsement-total-above-electorate', figures))
  }
  if (sum > endorsement.total) {
    findings.push({
      rule: 'total-without-effect',
      severity: 'warning',
      stage: stage.id,
      figures: { sum, total: endorsement.total },
    })
  }
  for (const [id, minimum] of minima) {
    const college = colleges.find((c) => c.id === id)
    if (college === undefined) {
      findings.push({ ...finding(stage, 'unknown-college', {}), college: id })
    } else if (minimum > college.members) {
      const figures = { minimum, members: college.members }
      findings.push({
        ...finding(stage, 'endorsement-minimum-above-college', figures),
        college: id,
      })
    }
  }
  return endorsement.per_member === 'one'
    ? [...findings, ...listFindings(stage, endorsement, electorate.members, colleges)]
    : findings
}

function finding(stage: Stage, rule: Finding['rule'], figures: Finding['figures'] & {}): Finding {
  return { rule, severity: 'contradiction', stage: stage.id, figures }
}

/** With one list a member: as many lists as the scarcest signatures allow. */
function listFindings(
  stage: Stage,
  { total, minima = {}, expected }: Endorsement,
  members: number,
  colleges: readonly College[],
): Finding[] {
  const sum = Object.values(minima).reduce((a, b) => a + b, 0)
  const each = Math.max(total, sum)
  if (expected !== undefined) {
    const findings: Finding[] = []
    if (expected * each > members) {
      const figures = { lists: expected, each, together: expected * each, members }
      findings.push(finding(stage, 'endorsements-above-electorate', figures))
    }
    for (const { id, members: size } of colleges) {
      const minimum = minima[id] ?? 0
      const figures = {
        lists: expected,
        each: minimum,
        together: expected * minimum,
        members: size,
      }
      if (expected * minimum > size && minimum <= size) {
        findings.push({ ...finding(stage, 'endorsements-above-college', figures), college: id })
      }
    }
    return findings
  }
  const bounds = colleges
    .filter(({ id }) => (minima[id] ?? 0) > 0)
    .map(({ id, members: size }) => ({ id, lists: Math.floor(size / (minima[id] ?? 1)) }))
  const overall = each > 0 ? Math.floor(members / each) : members
  const scarcest = bounds.reduce((a, b) => (b.lists < a.lists ? b : a), { id: '', lists: overall })
  const bounded: Finding = {
    rule: 'lists-bounded',
    severity: 'warning',
    stage: stage.id,
    figures: { lists: scarcest.lists },
  }
  if (each === 0) return []
  return [scarcest.id === '' ? bounded : { ...bounded, college: scarcest.id }]
}
