// `sulh verify`: was the history rewritten? Of an export it needs the file alone, no server and no
// network; of an installation it also compares every table with the ledger.
import { readFileSync } from 'node:fs'
import type { Checkpoint } from '@sulh/analysis/ledger/checkpoint'
import { findingSentence, soundSentence } from '@sulh/analysis/ledger/sentences'
import type { Language } from '@sulh/analysis/ledger/sentences'
import { checkpointSchema } from '@sulh/contract/ledger'
import * as z from 'zod'
import type { RowFinding } from '../ledger/rows.ts'
import { verifyDatabase, verifyExport } from '../ledger/verify.ts'
import type { Verdict } from '../ledger/verify.ts'
import { Failure, exit } from './failure.ts'
import { openExisting, withInstallation } from './installation.ts'
import type { Run } from './main.ts'

type Printed = Verdict & { readonly row?: RowFinding | null; readonly digest_matches?: boolean }

export const run: Run = async (args) => {
  const [path] = args.positionals
  const language = args.text['language'] ?? 'en'
  if (language !== 'en' && language !== 'ar')
    throw new Failure(exit.usage, '--language is en or ar.')
  const kept = args.text['kept'] === undefined ? [] : readKept(args.text['kept'])
  if (path !== undefined) {
    if (args.text['data'] ?? args.text['database']) {
      throw new Failure(exit.usage, 'Verify a file or an installation, not both: leave one out.')
    }
    return printVerdict(await verifyExport(path, kept), language) ? exit.ok : exit.check_failed
  }
  return withInstallation(await openExisting(args), async ({ db, keys }) => {
    const verdict = await verifyDatabase(db, keys.known, kept)
    return printVerdict(verdict, language) ? exit.ok : exit.check_failed
  })
}

const keptSchema = z.union([
  z.array(checkpointSchema),
  z.object({ checkpoints: z.array(checkpointSchema) }).transform((page) => page.checkpoints),
])

/** A list of checkpoints, or a page of them as the interface gives it. */
function readKept(path: string): Checkpoint[] {
  try {
    return keptSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Failure(exit.usage, `There is no file ${path}: name the checkpoints that you kept.`)
    }
    throw new Failure(
      exit.usage,
      `${path} is not a list of checkpoints (JSON): keep them as the Ledger screen or /api/ledger gives them.`,
    )
  }
}

/** One sentence a compartment and one for the whole; true where all is sound. */
export function printVerdict(verdict: Printed, language: Language): boolean {
  const { report, names, row, digest_matches } = verdict
  const nameOf = (id: string) => names.get(id)?.[language] ?? id
  for (const compartment of report.compartments) {
    const { finding, compartment_id } = compartment
    const name = nameOf(compartment_id)
    if (finding) console.log(`✗ ${findingSentence(finding, name, language)}`)
    else console.log(`✓ ${soundSentence(compartment, name, language)}`)
  }
  if (row) console.log(`✗ ${rowSentence(row, nameOf(row.compartment_id), language)}`)
  if (digest_matches === false) {
    console.log(
      language === 'en'
        ? '✗ The file is not what was written: its closing digest does not match.'
        : '✗ الملف ليس كما كُتب: بصمته الختامية لا تطابقه.',
    )
  }
  const ok = report.ok && !row && digest_matches !== false
  const [sound, rewritten] =
    language === 'en'
      ? ['The history was not rewritten.', 'The history was rewritten.']
      : ['لم تُعَد كتابة التاريخ.', 'أُعيدت كتابة التاريخ.']
  console.log(ok ? sound : rewritten)
  return ok
}

function rowSentence({ n, table }: RowFinding, name: string, language: Language): string {
  if (language === 'ar') {
    return n > 0
      ? `في «${name}»: صفوف الجدول ${table} لا تطابق القيد ${n} في السجل.`
      : `في «${name}»: في الجدول ${table} صف لا يعرفه السجل.`
  }
  return n > 0
    ? `In ${name}, the rows of table ${table} are not those of entry ${n} of the log.`
    : `In ${name}, the table ${table} holds a row that the log does not know.`
}
