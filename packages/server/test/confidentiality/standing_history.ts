// Standings of the two delegations in the two-run test: each act of the mission in the reference data
// states one as well, so that access ends and comes back in the middle of a history. What a side then
// may no longer do is refused; whether it is follows from what all of its readers see.
import { Problem } from '@sulh/contract/problem'
import type { Database, Tx } from '../../src/platform/database.ts'
import { createRecordIn, recordFacts } from '../../src/process/commands.ts'
import { actor, bodyOf, delegationOf, standing } from '../factories.ts'
import type { Act, Tell } from './history.ts'
import { compartmentId, contextOf, delegationId, idOf } from './world.ts'

/** In the world's own transaction: the parties, the body and its two delegations. */
export async function makeDelegations(tx: Tx): Promise<void> {
  const process = compartmentId('process')
  const body = { ...bodyOf(process), id: idOf('body') }
  const parties = (['a', 'b'] as const).map((side) => ({
    ...actor(process, side),
    id: idOf(`delegation's party ${side}`),
  }))
  const made = (['a', 'b'] as const).map((side, i) =>
    delegationOf(parties[i] ?? body, body, side, delegationId(side)),
  )
  for (const [i, input] of [...parties, body, ...made].entries()) {
    const facts = input.facts.map((f) => ({ ...f, id: idOf(`fact of delegations ${i}`) }))
    const context = contextOf('mission', `delegations ${i}`, -1)
    await createRecordIn(tx, context, { ...input, facts }, { trusted: true })
  }
}

const states = ['credentialed', 'walked_out', 'suspended', 'returned', 'ended'] as const

/** Beside an act of the mission in the reference data. */
export async function stateStanding(db: Database, tell: Tell, act: Act): Promise<void> {
  if (act.place !== 'process') return
  const side = act.by % 2 === 0 ? 'a' : 'b'
  const state = states[act.minute % states.length] ?? 'credentialed'
  const fact = { ...standing(state, '2020-10-19'), id: idOf(`standing ${act.name}`) }
  const context = contextOf('mission', `standing ${act.name}`, act.minute)
  await unlessRefused(async () => {
    tell((await recordFacts(db, context, { id: delegationId(side), facts: [fact] })).wrote)
  })
}

/** What the workflow or a standing refuses is left out of the history. */
export async function unlessRefused(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (!['wrong-state', 'not-permitted', 'not-found', 'bad-reference'].includes(error.code))
      throw error
  }
}
