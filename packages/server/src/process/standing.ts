// The standing of delegations as the commands ask for it: since when, with which effects, and whether
// a delegation may act now (process SPEC R25, R27). Access itself is the database's (migration 0004).
import type { Fact, ProcessRecord } from '@sulh/contract/process'
import { stateInArabic } from './workflow.ts'
import { Problem, type Said } from '@sulh/contract/problem'
import { standingAt, type StandingPeriod } from '@sulh/contract/standing'
import { sql } from 'kysely'
import type { Tx } from '../platform/database.ts'
import { periodsOf, standingFacts } from './workflow.ts'

type Place = { readonly compartment_id: string; readonly id: string }

/** The periods of a delegation's standing; empty where none is stated or it cannot be read. */
export async function recordPeriods(tx: Tx, of: Place): Promise<StandingPeriod[]> {
  const facts = await tx
    .selectFrom('sulh.fact')
    .select(['id', 'facet', 'act', 'of_fact_id', 'value', 'known_from'])
    .where('compartment_id', '=', of.compartment_id)
    .where('record_id', '=', of.id)
    .where('facet', '=', 'standing')
    .orderBy('n')
    .orderBy('ordinal')
    .execute()
  return periodsOf(facts.map((fact) => ({ ...fact, references: [] })))
}

/** Why this seat may not write where it was given to, as a sentence; undefined: not by standing. */
export async function refusalByStanding(tx: Tx, compartment_id: string): Promise<Said | undefined> {
  const { rows } = await sql<Place & { now: string }>`
    select s.compartment_id, s.delegation_id as id, now() as now
    from sulh.seat s join sulh.circle c on c.seat_id = s.id
    where s.role = current_user and s.delegation_id is not null
      and c.compartment_id = ${compartment_id} and c.may_write`.execute(tx)
  for (const seat of rows) {
    const period = standingAt(await recordPeriods(tx, seat), seat.now)
    if (period && period.access !== 'full')
      return {
        en: `The delegation of this seat is ${sinceWhen(period).en}: it may not write here.`,
        ar: `وفد هذا المقعد ${sinceWhen(period).ar}: لا يجوز له أن يكتب هنا.`,
      }
  }
  return undefined
}

function sinceWhen({ state, begins }: StandingPeriod): Said {
  const [en, ar] = [state.replaceAll('_', ' '), stateInArabic(state)]
  const day = begins?.slice(0, 10)
  return day === undefined ? { en, ar } : { en: `${en} since ${day}`, ar: `${ar} منذ ${day}` }
}

/** Who acts in this fact, and on which day, where it is an act of delegations. */
function actingIn(
  record: ProcessRecord,
  fact: Fact,
): { readonly by: readonly Place[]; readonly on: string } | undefined {
  if (fact.act === 'withdraw' || fact.act === 'confirm') return undefined
  const on = String(fact.value['on'])
  if (record.kind === 'document' && fact.facet === 'approval')
    return { by: fact.references.filter(({ path }) => path === 'approved_by'), on }
  if (record.kind === 'referral' && fact.facet === 'reply') {
    const described = standingFacts(record.facts, 'description').at(-1)
    return { by: described?.references.filter(({ path }) => path === 'delegation') ?? [], on }
  }
  return undefined
}

/** Refuses the acts of a delegation whose pending acts rest or are void on that day (R27). */
export async function refuseResting(
  tx: Tx,
  record: ProcessRecord,
  fresh: readonly Fact[],
): Promise<void> {
  for (const fact of fresh) {
    const act = actingIn(record, fact)
    for (const place of act?.by ?? []) {
      const period = standingAt(await recordPeriods(tx, place), `${act?.on}T23:59:59.999Z`)
      if (!period || period.pending_acts === 'kept') continue
      const since = sinceWhen(period)
      const void_now = period.pending_acts === 'void'
      throw new Problem('wrong-state', {
        en: `A delegation named here is ${since.en}: its acts ${void_now ? 'are void' : 'rest'}.`,
        ar: `وفد مذكور هنا ${since.ar}: أعماله ${void_now ? 'باطلة' : 'موقوفة'}.`,
      })
    }
  }
}
