// Which of the process's acts a record takes. Records of the deal room change in the deal room alone
// and are never disclosed (server's deal SPEC, DR3): what would be refused is not offered.
import { dealKindNames } from '@sulh/contract/deal'
import type { Kind } from '@sulh/contract/process'

export type Act = 'state' | 'correct' | 'differ' | 'confirm' | 'withdraw' | 'disclose'
const acts: readonly Act[] = ['state', 'correct', 'differ', 'confirm', 'withdraw', 'disclose']
const own_acts: ReadonlySet<Kind> = new Set<Kind>(dealKindNames)

export function actsOn(kind: Kind, may_write: boolean): readonly Act[] {
  return may_write && !own_acts.has(kind) ? acts : []
}
