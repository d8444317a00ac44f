// Checks a case without loading it, for its authors:
//   node packages/server/src/process/case_check.ts cases/libya-2020
// Prints how many records of each kind there are, or every fault with file and line (exit 1).
import { parseArgs } from 'node:util'
import { CaseError, readCase } from './case.ts'

const { positionals } = parseArgs({ allowPositionals: true })
const folder = positionals[0]
if (folder === undefined) {
  console.error('Give the folder of a case: case_check.ts cases/libya-2020')
  process.exit(2)
}
try {
  const found = await readCase(folder)
  const counts = Map.groupBy(found.records, (r) => r.kind)
  for (const [kind, records] of counts) console.log(`${String(records.length).padStart(5)} ${kind}`)
  const facts = found.records.reduce((n, r) => n + r.facts.length, 0)
  console.log(
    `${found.name}: ${found.records.length} records with ${facts} facts, ` +
      `${found.compartments.length} compartments, ${found.seats.length} seats, no fault`,
  )
} catch (error) {
  if (!(error instanceof CaseError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
