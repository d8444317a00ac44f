// Records of the deal room as they are sent: every fact says from when it is known, which is the
// day of the date cursor where that lies in the past, so that the room shows what it has recorded.
import { dealEndpoints, type dealRecordKinds } from '@sulh/contract/deal'
import type { Process } from '../process/data.ts'
import { today } from '../process/data.ts'
import type { Bilingual } from '@sulh/contract/wording'
import { call } from '../session/api.ts'

export type Reference = {
  readonly path: string
  readonly compartment_id: string
  readonly id: string
}
export type NewDealRecord<Kind = (typeof dealRecordKinds)[number]> = {
  readonly id: string
  readonly kind: Kind
  readonly value: Record<string, unknown>
  readonly references: readonly Reference[]
}
export type ChangedRecord = Omit<NewDealRecord, 'kind'>

/** A record that goes, with its reason in both languages. */
export type Withdrawal = { readonly id: string; readonly reason: Bilingual }

/** Now, or the end of the cursor's day where it lies in the past. */
export function knownFrom(process: Process): string {
  return process.day < today() ? process.asOf.at : new Date().toISOString()
}

type Mark = 'none' | 'illustration'

function factsOf(
  process: Process,
  { value, references }: Pick<NewDealRecord, 'value' | 'references'>,
  of: { readonly facet?: string; readonly mark?: Mark | undefined },
) {
  const { facet = 'description', mark = 'none' } = of
  const id = crypto.randomUUID()
  const known_from = knownFrom(process)
  return [{ id, facet, value, references, known_from, mark, channel: 'system' as const }]
}

/** New records as a command takes them. */
export function newRecords<Kind>(
  process: Process,
  records: readonly NewDealRecord<Kind>[],
  mark?: Mark,
) {
  return records.map((record) => ({
    id: record.id,
    kind: record.kind,
    facts: factsOf(process, record, { mark }),
  }))
}

export async function recordDeal(
  process: Process,
  of: {
    readonly compartment_id: string
    readonly create?: readonly NewDealRecord[]
    readonly change?: readonly ChangedRecord[]
    readonly withdraw?: readonly Withdrawal[]
    readonly mark?: Mark
  },
): Promise<void> {
  const { mark } = of
  await call(dealEndpoints.recordDeal, {
    compartment_id: of.compartment_id,
    create: newRecords(process, of.create ?? [], mark),
    change: [
      ...(of.change ?? []).map((r) => ({ id: r.id, facts: factsOf(process, r, { mark }) })),
      ...(of.withdraw ?? []).map(({ id, reason }) => ({
        id,
        facts: factsOf(
          process,
          { value: { reason }, references: [] },
          { facet: 'withdrawal', mark },
        ),
      })),
    ],
  })
}
