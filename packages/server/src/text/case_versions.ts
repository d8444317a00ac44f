// Freezes the versions of a text that a case brings: each is the text as known on its day, over what
// the loader has just written, with the root that anybody can compute again (text SPEC T22).
import { versionRoot } from '@sulh/analysis/text/version'
import type { NewFact } from '@sulh/contract/process'
import { append, type CommandContext } from '../platform/append.ts'
import type { Tx } from '../platform/database.ts'
import { factRows } from '../process/commands.ts'
import { instrumentRecords } from './scene.ts'

export type CaseVersion = {
  readonly input: {
    readonly id: string
    readonly compartment_id: string
    readonly facts: readonly NewFact[]
  }
  readonly seat_id: string
}

export async function freezeCaseVersionsIn(
  tx: Tx,
  versions: readonly CaseVersion[],
  loading: Pick<CommandContext, 'now' | 'random_id' | 'salt'>,
): Promise<void> {
  for (const { input, seat_id } of versions) {
    const { id, compartment_id } = input
    const context: CommandContext = { ...loading, seat_id }
    const instrument_id = instrumentOf(input.facts)
    const records = await instrumentRecords(tx, instrument_id)
    const own = records.filter((r) => r.compartment_id === compartment_id)
    const n = Math.max(0, ...own.flatMap((r) => r.facts.map((f) => f.n)))
    const facts = await Promise.all(
      input.facts.map(async (fact) => {
        if (fact.facet !== 'description') return fact
        const cut = { instrument_id, as_of: String(fact.value['as_of']), n }
        return { ...fact, value: { ...fact.value, n, ...(await versionRoot(records, cut)) } }
      }),
    )
    const rows = [
      { table: 'record' as const, row: { id, kind: 'version' } },
      ...factRows({ record_id: id, facts, context }),
    ]
    const entry_id = context.random_id()
    await append(tx, [{ compartment_id, entry_id, act: 'freezeVersion', rows }], context)
  }
}

function instrumentOf(facts: readonly NewFact[]): string {
  const reference = facts.flatMap((f) => f.references).find((r) => r.path === 'instrument')
  if (!reference) throw new Error('readCase let pass a version without its text.')
  return reference.id
}
