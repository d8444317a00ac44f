// A decision of both sides in the plenary, whose box is open in both runs. What side A casts in it, or
// that it casts nothing, is the run's own: nobody else may see a difference before the close.
import { generateKeyPairSync } from 'node:crypto'
import { courseOf, termsHash } from '@sulh/analysis/ballot/decision_course'
import { blind, newToken, unblind } from '@sulh/analysis/ballot/voucher'
import type { Database } from '../../src/platform/database.ts'
import {
  castSecretBallot,
  decisionAct,
  openStage,
  proposeDecision,
  takeVoucher,
} from '../../src/forum/decision_commands.ts'
import { readDecision } from '../../src/forum/decision_reader.ts'
import type { Tell } from './history.ts'
import { compartmentId, contextOf, idOf, seatId } from './world.ts'

export const decision_id = idOf('decision')
const both = (text: string) => ({ en: text, ar: `${text} قرار` })
const terms = {
  procedure: {
    format: 'sulh-procedure/1',
    name: both('A motion'),
    electorate: { members: 2 },
    stages: [
      {
        id: 'vote',
        name: both('The vote'),
        ballot: 'yes-no',
        voters: 'all',
        requires: [{ base: 'members', share: '1/2', comparison: '>' }],
      },
    ],
  },
  candidates: [],
  nominations: 'closed' as const,
  forms: { vote: 'secret' as const },
  participation: 'after_close' as const,
  floor: 0,
  voters: [{ seat: seatId('a') }, { seat: seatId('b') }],
  stewards: [seatId('mission')],
}
/** One key for all runs: it is in the ledger, and the runs must differ in nothing else. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = {
  college: null,
  n: Buffer.from(privateKey.export({ format: 'jwk' }).n ?? '', 'base64url').toString('hex'),
  pem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
}

export async function openDecision(db: Database, tell: Tell): Promise<void> {
  const common = (name: string) => ({
    decision_id,
    act_id: idOf(`decision ${name}`),
    channel: 'in_room' as const,
  })
  const by = (name: string, minute: number) => contextOf('mission', `decision ${name}`, minute)
  const proposed = await proposeDecision(db, by('propose', 1), {
    ...common('propose'),
    compartment_id: compartmentId('plenary'),
    description: { title: both('A decision'), summary: both('What is decided') },
    concerns: [],
    terms,
  })
  tell(proposed.wrote)
  const hash = await termsHash(terms)
  const accepted = await decisionAct(db, by('accept', 2), {
    name: 'acceptTerms',
    input: {
      ...common('accept'),
      hash,
      on: '2020-10-19',
      how: both('By both sides'),
      accepted_by: [],
    },
  })
  tell(accepted.wrote)
  const frozen = await decisionAct(db, by('freeze', 3), {
    name: 'freezeTerms',
    input: { ...common('freeze'), hash },
  })
  tell(frozen.wrote)
  const opened = await openStage(
    db,
    by('open', 4),
    { ...common('open'), stage: 'vote' },
    async () => [key],
  )
  tell(opened.wrote)
}

/** As many hidden acts, so another ballot: none, yes, or no. */
export async function voteInSecret(db: Database, acts: number): Promise<void> {
  if (acts === 0) return
  const context = contextOf('a', 'secret ballot', 5500)
  const token = newToken()
  const scope = { decision_id, stage: 'vote', college: null }
  const { blinded, factor } = await blind(token, scope, key.n)
  const signed = await takeVoucher(db, context, { decision_id, stage: 'vote', blinded })
  const signature = await unblind({ token, scope, n: key.n }, factor, signed.signature)
  if (signature === undefined) throw new Error('The voucher is not signed by its key.')
  await castSecretBallot(db, new Date(context.now), {
    decision_id,
    compartment_id: compartmentId('plenary'),
    stage: 'vote',
    college: null,
    token,
    signature,
    ballot: { choice: acts % 2 === 0 ? 'yes' : 'no' },
  })
  const record = await readDecision(db, context, decision_id)
  if (courseOf(record.facts).stages[0]?.count) throw new Error('The box was counted.')
}
