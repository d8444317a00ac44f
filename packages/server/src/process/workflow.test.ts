// The state machines as pure functions. The tables of steps are written out a second time here, as
// SPEC R12-R15 states them, and every pair is asked.
import { expect, test } from 'vitest'
import { standingFacts, workflowFault, type WorkflowFact } from './workflow.ts'

let serial = 0
function fact(given: Partial<WorkflowFact>): WorkflowFact {
  serial += 1
  const rest = { act: 'state', of_fact_id: null, references: [], known_from: '2020-01-01' }
  return { id: `f${serial}`, facet: 'status', value: {}, ...rest, ...given }
}

const issueAllows: Record<string, string> = {
  open: 'open under_discussion provisionally_agreed agreed deferred',
  under_discussion: 'open under_discussion provisionally_agreed agreed deferred',
  provisionally_agreed: 'under_discussion provisionally_agreed agreed deferred',
  agreed: 'under_discussion agreed',
  deferred: 'open under_discussion deferred',
}
const delegationAllows: Record<string, string> = {
  invited: 'credentialed ended',
  credentialed: 'credentialed suspended walked_out replaced split ended',
  suspended: 'returned replaced split ended',
  walked_out: 'returned suspended replaced split ended',
  returned: 'credentialed suspended walked_out replaced split ended',
  replaced: '',
  split: '',
  ended: '',
}
const pairs = (allows: Record<string, string>) =>
  Object.keys(allows).flatMap((from) => Object.keys(allows).map((to) => [from, to] as const))

test.each(pairs(issueAllows))('R12 an issue goes from %s to %s or not', (from, to) => {
  const facts = [from, to].map((status) => fact({ value: { status } }))
  const allowed = issueAllows[from]?.split(' ').includes(to)
  expect(workflowFault('issue', facts) === undefined).toBe(allowed)
})

test.each(pairs(delegationAllows))('R13 a delegation goes from %s to %s or not', (from, to) => {
  const references = [{ path: 'successors' }]
  const facts = [from, to].map((state) => fact({ facet: 'standing', value: { state }, references }))
  const allowed = delegationAllows[from]?.split(' ').includes(to)
  expect(workflowFault('delegation', facts) === undefined).toBe(allowed)
})

test.each(['replaced', 'split'])('R13 a delegation that is %s names its successors', (state) => {
  const standing = fact({ facet: 'standing', value: { state } })
  expect(workflowFault('delegation', [standing])?.en).toContain('names its successors')
})

test('R12 the order is that of knowing, not of recording', () => {
  const agreed = fact({ value: { status: 'agreed' }, known_from: '2020-10-23' })
  const deferred = fact({ value: { status: 'deferred' }, known_from: '2020-02-01' })
  const open = fact({ value: { status: 'open' }, known_from: '2020-09-01' })
  expect(workflowFault('issue', [agreed, deferred])?.en).toContain('After deferred')
  expect(workflowFault('issue', [agreed, deferred, open])).toBeUndefined()
})

test('R2 corrected and withdrawn facts do not count, their corrections do', () => {
  const first = fact({ value: { status: 'agreed' } })
  const second = fact({ value: { status: 'deferred' } })
  const mended = fact({ act: 'correct', of_fact_id: second.id, value: { status: 'agreed' } })
  const again = fact({ act: 'correct', of_fact_id: mended.id, value: { status: 'agreed' } })
  expect(standingFacts([first, second, mended, again], 'status')).toEqual([first, again])
  const gone = fact({ act: 'withdraw', of_fact_id: again.id })
  expect(standingFacts([first, second, mended, again, gone], 'status')).toEqual([first, mended])
})

test('R14 agreed minutes name who approves them; a note to file is approved by nobody', () => {
  const paper = (of: string) => fact({ facet: 'description', value: { class: of } })
  const approval = (...references: { path: string }[]) => fact({ facet: 'approval', references })
  expect(workflowFault('document', [paper('agreed_minutes'), approval()])).toBeDefined()
  const by = { path: 'approved_by' }
  expect(workflowFault('document', [paper('agreed_minutes'), approval(by)])).toBeUndefined()
  expect(workflowFault('document', [paper('communique'), approval()])).toBeUndefined()
  expect(workflowFault('document', [paper('note_to_file'), approval(by)])).toBeDefined()
})

test('R15 a referral is answered once, and a condition is stated', () => {
  const reply = (value: Record<string, unknown>) => fact({ facet: 'reply', value })
  const yes = reply({ answer: 'yes' })
  expect(workflowFault('referral', [yes])).toBeUndefined()
  expect(workflowFault('referral', [yes, reply({ answer: 'no' })])).toBeDefined()
  const gone = fact({ facet: 'reply', act: 'withdraw', of_fact_id: yes.id })
  expect(workflowFault('referral', [yes, gone, reply({ answer: 'no' })])).toBeUndefined()
  expect(workflowFault('referral', [reply({ answer: 'conditional' })])).toBeDefined()
  const conditions = { en: 'If', ar: 'إذا' }
  expect(workflowFault('referral', [reply({ answer: 'conditional', conditions })])).toBeUndefined()
})
