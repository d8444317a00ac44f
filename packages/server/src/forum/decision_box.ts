// Ballots from the opening of a stage to its count (decision_SPEC.md D6-D12, ADR 0005). Who took part
// is written under the voter's own role; what was cast goes through the one door of the database
// under a role that all voters share, in another transaction, without a seat; the tally reads a box
// when it is closed, and takes it away.
import {
  constants,
  createHash,
  createPrivateKey,
  generateKeyPair,
  privateDecrypt,
} from 'node:crypto'
import { promisify } from 'node:util'
import {
  countsByCollege,
  courseOf,
  type Course,
  type CourseStage,
  type VoucherKey,
} from '@sulh/analysis/ballot/decision_course'
import type { CastBallot } from '@sulh/analysis/ballot/procedure'
import { voucherHolds } from '@sulh/analysis/ballot/voucher'
import type { InputOf } from '@sulh/contract/endpoint'
import type { decisionEndpoints } from '@sulh/contract/forum_decision'
import { Problem } from '@sulh/contract/problem'
import type { ProcessRecord } from '@sulh/contract/process'
import { sql } from 'kysely'
import { type CommandContext } from '../platform/append.ts'
import type { Database, Tx } from '../platform/database.ts'
import { retried } from '../process/commands.ts'
import { sceneIn, type Scene } from './decision_act.ts'
import { ballotFault, rulesOf, type BallotRules } from './decision_ballot_check.ts'
import { requireStage } from './decision_conditions.ts'

export type Place = {
  readonly compartment_id: string
  readonly decision_id: string
  readonly stage: string
}
type PrivateKey = VoucherKey & { readonly pem: string }
type Input<N extends keyof typeof decisionEndpoints> = InputOf<(typeof decisionEndpoints)[N]>
const MODULUS_BITS = 2048

/** Keys of a stage: one, or one a college where ballots are counted by college. */
export async function makeKeys(course: Course, own: CourseStage): Promise<PrivateKey[]> {
  if (own.form !== 'secret') return []
  const colleges = course.terms?.procedure.electorate.colleges ?? []
  const scopes = countsByCollege(own.stage) ? colleges.map(({ id }) => id) : [null]
  return Promise.all(scopes.map(async (college) => ({ college, ...(await makeKey()) })))
}

async function makeKey(): Promise<{ n: string; pem: string }> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: MODULUS_BITS })
  const { n = '' } = privateKey.export({ format: 'jwk' })
  return {
    n: Buffer.from(n, 'base64url').toString('hex'),
    pem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  }
}

export async function boxStands(db: Database, place: Place): Promise<boolean> {
  return db.asService('ballot', async (tx) => (await boxOf(tx, place)) !== undefined)
}

async function boxOf(tx: Tx, { compartment_id, decision_id, stage }: Place) {
  return tx
    .selectFrom('sulh.ballot_box')
    .select(['form', 'rules', 'keys', 'closed'])
    .where('compartment_id', '=', compartment_id)
    .where('decision_id', '=', decision_id)
    .where('stage', '=', stage)
    .executeTakeFirst()
}

/** After the opening is in the ledger. A stage that is opened again has its first box. */
export async function putBox(
  db: Database,
  of: {
    readonly record: ProcessRecord
    readonly stage: string
    readonly keys: readonly PrivateKey[]
  },
): Promise<void> {
  const course = courseOf(of.record.facts)
  const own = course.stages.find((s) => s.stage.id === of.stage)
  if (!own || own.form === 'paper') return
  const { compartment_id, id: decision_id } = of.record
  await db.asService('ballot', async (tx) => {
    await sql`insert into sulh.ballot_box (compartment_id, decision_id, stage, form, rules, keys)
      values (${compartment_id}, ${decision_id}, ${of.stage}, ${own.form},
        ${JSON.stringify(rulesOf(course, own))}::jsonb, ${JSON.stringify(of.keys)}::jsonb)`.execute(
      tx,
    )
  })
}

function requireVoter(scene: Scene): { readonly college?: string } {
  const voter = scene.course.terms?.voters.find(({ seat }) => seat === scene.seat_id)
  if (!voter)
    throw new Problem('not-permitted', {
      en: 'This seat is not of the electorate.',
      ar: 'ليس هذا المقعد من هيئة الناخبين.',
    })
  return voter
}

function requireTime(own: CourseStage, now: string): void {
  const { closes } = own.stage
  if (closes !== undefined && Date.parse(now) > Date.parse(closes))
    throw new Problem('wrong-state', {
      en: `Ballots of stage ${own.stage.id} were taken until ${closes}.`,
      ar: `كانت أوراق المرحلة ${own.stage.id} تُقبل حتى ${closes}.`,
    })
}

/** Says under the voter's own role that she takes part; a second time changes nothing. */
async function takePart(
  tx: Tx,
  scene: Scene,
  of: { readonly stage: string; readonly asked: Uint8Array },
): Promise<void> {
  const { compartment_id, id: decision_id } = scene.record
  const shown = scene.course.terms?.participation === 'named'
  const { rows } = await sql`select 1 from sulh.ballot_voter
    where compartment_id = ${compartment_id} and decision_id = ${decision_id}
      and stage = ${of.stage} and seat_id = ${scene.seat_id}`.execute(tx)
  if (rows.length > 0) return
  await sql`insert into sulh.ballot_voter
      (compartment_id, decision_id, stage, seat_id, shown, asked)
    values (${compartment_id}, ${decision_id}, ${of.stage}, ${scene.seat_id}, ${shown},
      ${of.asked})`.execute(tx)
}

/** D7: one blind signature a voter and stage; the same again for the same question. */
export async function takeVoucher(
  db: Database,
  context: CommandContext,
  input: Input<'takeVoucher'>,
): Promise<{ signature: string }> {
  const asked = createHash('sha256').update(input.blinded).digest()
  const { place, college } = await retried(db, context, async (tx) => {
    const scene = await sceneIn(tx, context, input.decision_id)
    const own = requireStage(scene, input.stage, 'open')
    if (own.form !== 'secret')
      throw new Problem('wrong-state', {
        en: 'Ballots of this stage are open: hand yours in by name.',
        ar: 'الاقتراع في هذه المرحلة علني: سلّم ورقتك باسمك.',
      })
    requireTime(own, context.now)
    const voter = requireVoter(scene)
    await takePart(tx, scene, { stage: input.stage, asked })
    const { compartment_id, id: decision_id } = scene.record
    return {
      place: { compartment_id, decision_id, stage: input.stage },
      college: countsByCollege(own.stage) ? (voter.college ?? null) : null,
    }
  })
  return db.asService('ballot', async (tx) => {
    const box = await boxOf(tx, place)
    const voter = await tx
      .selectFrom('sulh.ballot_voter')
      .select('asked')
      .where('compartment_id', '=', place.compartment_id)
      .where('decision_id', '=', place.decision_id)
      .where('stage', '=', place.stage)
      .where('seat_id', '=', context.seat_id)
      .executeTakeFirst()
    if (!box || box.closed || !voter) throw closedBox()
    if (!asked.equals(voter.asked))
      throw new Problem('wrong-state', {
        en: 'You have taken part in this stage: your voucher was given out, and each member has one.',
        ar: 'لقد شاركت في هذه المرحلة: سُلّمت قسيمتك، ولكل عضو قسيمة واحدة.',
      })
    const key = (box.keys as PrivateKey[]).find((k) => k.college === college)
    if (!key) throw new Error('A secret stage has a key for each of its voters.')
    return { signature: signBlinded(key.pem, input.blinded) }
  })
}

/** The raw private operation of RSA on a number below the modulus. */
function signBlinded(pem: string, blinded: string): string {
  const key = createPrivateKey(pem)
  try {
    return privateDecrypt(
      { key, padding: constants.RSA_NO_PADDING },
      Buffer.from(blinded, 'hex'),
    ).toString('hex')
  } catch {
    throw new Problem('invalid-input', {
      en: 'This is no blinded token of this stage’s key.',
      ar: 'هذا ليس رمزًا محجوبًا لمفتاح هذه المرحلة.',
    })
  }
}

/** One answer where there is no box, a closed one, or a voucher of another: it tells nothing. */
function closedBox(): Problem {
  return new Problem('wrong-state', {
    en: 'No open ballot box takes this: the stage may be closed, or the voucher is another one’s.',
    ar: 'لا صندوق مفتوحًا يقبل هذه الورقة: ربما أُغلقت المرحلة، أو كانت القسيمة لغيرها.',
  })
}

/** D8: a ballot with its voucher. Asked by nobody in particular. */
export async function castSecretBallot(
  db: Database,
  now: Date,
  input: Input<'castSecretBallot'>,
): Promise<{ receipt: string }> {
  const { compartment_id, decision_id, stage, college, token, signature } = input
  const place = { compartment_id, decision_id, stage }
  const box = await db.asService('ballot', (tx) => boxOf(tx, place))
  if (!box || box.closed || box.form !== 'secret') throw closedBox()
  const key = (box.keys as PrivateKey[]).find((k) => k.college === college)
  const scope = { decision_id, stage, college }
  if (!key || !(await voucherHolds({ token, scope, n: key.n, signature }))) throw closedBox()
  const ballot = input.ballot as CastBallot
  const of = college === null ? ballot : { ...ballot, college }
  checkBallot(box.rules as BallotRules, of, now)
  await deposit(db, {
    place,
    mark: token,
    college,
    ballot,
    signature,
    replaces: (box.rules as BallotRules).replaces,
  })
  return { receipt: token }
}

function checkBallot(rules: BallotRules, ballot: CastBallot, now: Date): void {
  if (rules.closes !== undefined && now.getTime() > Date.parse(rules.closes)) throw closedBox()
  const fault = ballotFault(rules, ballot)
  if (fault !== undefined)
    throw new Problem('invalid-input', fault, [
      {
        field: 'ballot',
        expected: { en: 'a ballot of this stage', ar: 'ورقة اقتراع لهذه المرحلة' },
        action: fault,
      },
    ])
}

async function deposit(
  db: Database,
  of: {
    readonly place: Place
    readonly mark: string
    readonly college: string | null
    readonly ballot: CastBallot
    readonly signature: string
    readonly replaces: boolean
  },
): Promise<void> {
  const { place, mark, college, ballot, signature, replaces } = of
  const answer = await db.asService('ballot', async (tx) => {
    const { rows } = await sql<{ answer: string }>`select sulh.ballot_deposit(
      ${place.compartment_id}, ${place.decision_id}, ${place.stage}, ${mark}, ${college},
      ${JSON.stringify(ballot)}::jsonb, ${signature}, ${replaces}) as answer`.execute(tx)
    return rows[0]?.answer
  })
  if (answer === 'closed') throw closedBox()
  if (answer === 'second')
    throw new Problem('wrong-state', {
      en: 'This ballot was handed in before, and the first one counts.',
      ar: 'سُلّمت هذه الورقة من قبل، والأولى هي المحسوبة.',
    })
}

/** D9: a ballot by name. It lies in the same box and is shown after the close. */
export async function castOpenBallot(
  db: Database,
  context: CommandContext,
  input: Input<'castOpenBallot'>,
): Promise<{ taken: boolean }> {
  const ballot = input.ballot as CastBallot
  const of = await retried(db, context, async (tx) => {
    const scene = await sceneIn(tx, context, input.decision_id)
    const own = requireStage(scene, input.stage, 'open')
    if (own.form !== 'open')
      throw new Problem('wrong-state', {
        en: 'Ballots of this stage are secret: take a voucher first.',
        ar: 'الاقتراع في هذه المرحلة سري: خذ قسيمة أولًا.',
      })
    requireTime(own, context.now)
    const { college } = requireVoter(scene)
    const rules = rulesOf(scene.course, own)
    checkBallot(
      rules,
      college === undefined ? ballot : { ...ballot, college },
      new Date(context.now),
    )
    const asked = createHash('sha256').update('open').digest()
    await takePart(tx, scene, { stage: input.stage, asked })
    const { compartment_id, id: decision_id } = scene.record
    const place = { compartment_id, decision_id, stage: input.stage }
    return { place, college: college ?? null, replaces: rules.replaces }
  })
  await deposit(db, { ...of, mark: context.seat_id, ballot, signature: '' })
  return { taken: true }
}
