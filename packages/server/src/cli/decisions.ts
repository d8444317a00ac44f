// `sulh decisions FILE`: works every decision of an export out anew, from the file alone: its frozen
// terms, its vouchers, its result. With --receipt it finds one ballot in the published sheets.
import { courseOf, type CourseFact } from '@sulh/analysis/ballot/decision_course'
import type { CastBallot } from '@sulh/analysis/ballot/procedure'
import { findReceipt, verifyDecision } from '@sulh/analysis/ballot/verify_decision'
import { readExport } from '../ledger/export_file.ts'
import { contentRows } from '../ledger/rows.ts'
import { exit } from './failure.ts'
import type { Run } from './main.ts'

export const run: Run = async (args) => {
  const [path = ''] = args.positionals
  const decisions = await decisionsIn(path)
  const receipt = args.text['receipt']
  let sound = true
  let found = receipt === undefined
  for (const [id, facts] of decisions) {
    const verdict = await verifyDecision(id, facts)
    sound &&= verdict.faults.length === 0
    const title = titleOf(facts)
    const result = [verdict.outcome ?? 'no ballot yet', ...verdict.winners].join(', ')
    console.log(`${verdict.faults.length === 0 ? '✓' : '✗'} ${title}: ${result}`)
    for (const { fault, at } of verdict.faults) console.log(`  ${fault} (${at})`)
    for (const stage of verdict.taken_on_trust)
      console.log(`  ${stage}: only the outcome was published, so its count is taken on trust`)
    const line = receipt === undefined ? undefined : findReceipt(courseOf(facts), receipt)
    if (!line) continue
    found = true
    console.log(`  ${receipt} is in the sheet of ${line.stage}: ${wordsOf(line.ballot)}`)
  }
  if (!found) console.log(`${receipt} is in no sheet of this file.`)
  return sound && found ? exit.ok : exit.check_failed
}

/** The facts of each decision, in the order of the ledger. */
export async function decisionsIn(path: string): Promise<ReadonlyMap<string, CourseFact[]>> {
  const decisions = new Map<string, CourseFact[]>()
  const { lines } = await readExport(path)
  for (;;) {
    const next = await lines.next()
    if (next.done) return decisions
    const line = next.value
    if (line.type !== 'entry') continue
    const rows = contentRows(line.content, `Entry ${line.n}`)
    for (const { id, kind } of rows.record ?? [])
      if (kind === 'decision') decisions.set(String(id), [])
    for (const fact of rows.fact ?? [])
      decisions.get(String(fact['record_id']))?.push(fact as unknown as CourseFact)
  }
}

function wordsOf(ballot: CastBallot | undefined): string {
  if (ballot === undefined) return 'its ballot is not published'
  return ballot.choice === undefined ? 'spoilt' : JSON.stringify(ballot.choice)
}

function titleOf(facts: readonly CourseFact[]): string {
  const title = facts.find((f) => f.facet === 'description')?.value['title'] as
    | { readonly en: string }
    | undefined
  return title?.en ?? '—'
}
