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
export type NewDealRecord = {
  readonly id: string
  readonly kind: (typeof dealRecordKinds)[number]
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

export async function recordDeal(
  process: Process,
  of: {
    readonly compartment_id: string
    readonly create?: readonly NewDealRecord[]
    readonly change?: readonly ChangedRecord[]
    readonly withdraw?: readonly Withdrawal[]
    readonly mark?: 'none' | 'illustration'
  },
): Promise<void> {
  const known_from = knownFrom(process)
  const facts = (
    { value, references }: Pick<NewDealRecord, 'value' | 'references'>,
    facet = 'description',
  ) => [
    {
      id: crypto.randomUUID(),
      facet,
      value,
      references,
      known_from,
      mark: of.mark ?? 'none',
      channel: 'system',
    },
  ]
  await call(dealEndpoints.recordDeal, {
    compartment_id: of.compartment_id,
    create: (of.create ?? []).map((r) => ({ id: r.id, kind: r.kind, facts: facts(r) })),
    change: [
      ...(of.change ?? []).map((r) => ({ id: r.id, facts: facts(r) })),
      ...(of.withdraw ?? []).map(({ id, reason }) => ({
        id,
        facts: facts({ value: { reason }, references: [] }, 'withdrawal'),
      })),
    ],
  })
}
