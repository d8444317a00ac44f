// What the holder of a link does (dialogue_SPEC.md D50-D57): reading her dialogue, voting, submitting a
// statement. Everything runs under the one role of all citizens, which may read what is public and
// knock at two doors; the doors decide, in the database, whose the rows are.
import { createHash } from 'node:crypto'
import type { InputOf, OutputOf } from '@sulh/contract/endpoint'
import type { citizenEndpoints } from '@sulh/contract/forum_citizen'
import { Problem } from '@sulh/contract/problem'
import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import { type CommandContext, entryContent, type LedgerRow } from '../platform/append.ts'
import type { Written } from '../platform/append.ts'
import { mayRetry, problemOf } from '../platform/database_problem.ts'
import type { Database, Tx } from '../platform/database.ts'
import { checkFacts, derivedUuid, factRows } from '../process/commands.ts'
import { type Committed, newFact } from './dialogue_act.ts'
import { publishedTimes, resultIn, summaryOf } from './dialogue_queries.ts'
import { readDialogueIn, statementOf, statementRecords, statementsById } from './dialogue_scene.ts'

type Input<N extends keyof typeof citizenEndpoints> = InputOf<(typeof citizenEndpoints)[N]>
type Output<N extends keyof typeof citizenEndpoints> = OutputOf<(typeof citizenEndpoints)[N]>
/** Nobody's seat: who submitted is not written down. */
const CITIZENS = '00000000-0000-4000-8000-00000000c171'

type Known = {
  readonly participant: string
  readonly place: string
  readonly desk: string
  readonly dialogue_compartment: string
  readonly dialogue: string
  readonly bloc: string | null
}
type Door = {
  readonly answer: 'unknown' | 'closed' | 'known' | 'taken' | 'no-submissions' | 'id-taken'
  readonly n?: number
  readonly known?: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** One answer for a token that was never given out, was revoked, or leads to nothing public. */
function noLink(): Problem {
  return new Problem('no-seat', {
    en: 'This link opens no dialogue: it may be cut off or revoked. Ask whoever gave it to you.',
    ar: 'لا يفتح هذا الرابط حوارًا: ربما كان ناقصًا أو أُلغي. اسأل من أعطاك إياه.',
  })
}

function bytesOf(token: string): Buffer {
  return Buffer.from(token, 'base64url')
}

async function knownIn(tx: Tx, token: string): Promise<Known> {
  const { rows } = await sql<{ known: Known | null }>`
    select sulh.citizen_known(${bytesOf(token)}) as known`.execute(tx)
  const known = rows[0]?.known
  if (!known) throw noLink()
  return known
}

export async function readCitizen(
  db: Database,
  input: Input<'readCitizen'>,
): Promise<Output<'readCitizen'>> {
  return db.asService('citizen', async (tx) => {
    const known = await knownIn(tx, input.token)
    const dialogue = await readDialogueIn(tx, known.dialogue)
    const { rules, status, intakes } = dialogue
    const open = status === 'open'
    const statements = (await statementRecords(tx, dialogue)).map((r) => statementOf(r, ''))
    const published = await publishedTimes(tx, dialogue)
    const [last] = published
    return {
      read: {
        dialogue: await summaryOf(tx, dialogue),
        rules,
        intakes: intakes.map(({ origin, participants, votes }) => ({
          origin,
          participants,
          votes,
        })),
        part: {
          votes: open,
          submits: open && rules.submissions,
          submits_apart: true,
          moderates: false,
          bloc: known.bloc,
          participant: known.participant,
        },
        statements,
        // What she voted is in her browser, and is told by nobody (D53).
        my_votes: {},
        my_votes_count: 0,
      },
      opinion: { result: last ? await resultIn(tx, dialogue, last.id) : null, published },
    }
  })
}

/** Under the citizens' role, again where a repetition ran beside it. */
async function asCitizen<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.asService('citizen', work)
    } catch (error) {
      if (attempt < 3 && mayRetry(error)) continue
      throw problemOf(error) ?? error
    }
  }
}

function refused({ answer }: Door): Problem | undefined {
  if (answer === 'unknown') return noLink()
  if (answer === 'closed')
    return new Problem('wrong-state', {
      en: 'This dialogue is closed: no vote and no statement is taken.',
      ar: 'أُغلق هذا الحوار: لا يُقبل صوت ولا عبارة.',
    })
  if (answer === 'no-submissions')
    return new Problem('not-permitted', {
      en: 'This dialogue takes no statements of citizens.',
      ar: 'لا يقبل هذا الحوار عبارات من المواطنين.',
    })
  if (answer === 'id-taken')
    return new Problem('id-taken', {
      en: 'This id was used before with other content: take a new id.',
      ar: 'استُعمل هذا المعرّف من قبل لمحتوى آخر: خذ معرّفًا جديدًا.',
    })
  return undefined
}

export async function castCitizenVotes(
  db: Database,
  context: CommandContext,
  { token, votes }: Input<'castCitizenVotes'>,
): Promise<Committed<Output<'castCitizenVotes'>>> {
  return asCitizen(db, async (tx) => {
    const known = await knownIn(tx, token)
    await requireStatements(tx, known, votes)
    // A row's id is of the link and of the client's id, so that no two links can collide.
    let fresh = votes.map((vote) => ({ ...vote, id: derivedUuid(known.participant, vote.id) }))
    if (new Set(fresh.map(({ id }) => id)).size < fresh.length) throw idTaken()
    for (;;) {
      if (fresh.length === 0) return { record: { taken: true }, wrote: [] }
      const door = await knock(tx, context, {
        token,
        write: { compartment_id: known.place, act: 'castCitizenVotes', said: fresh },
        rows: fresh.map(({ id, statement_id, vote }, ordinal) => ({
          table: 'opinion_ballot',
          row: {
            id,
            ordinal,
            dialogue_compartment_id: known.dialogue_compartment,
            dialogue_id: known.dialogue,
            participant: known.participant,
            ...(known.bloc === null ? {} : { bloc: known.bloc }),
            votes: { [statement_id]: vote },
            recorded_at: context.now,
          },
        })),
      })
      const problem = refused(door)
      if (problem) throw problem
      if (door.answer === 'taken')
        return { record: { taken: true }, wrote: written(known.place, door) }
      const there = door.known ?? {}
      if (
        fresh.some(
          ({ id, statement_id, vote }) => id in there && there[id]?.[statement_id] !== vote,
        )
      )
        throw idTaken()
      fresh = fresh.filter(({ id }) => !(id in there))
    }
  })
}

function idTaken(): Problem {
  return new Problem('id-taken', {
    en: 'This id was used before with other content: take a new id.',
    ar: 'استُعمل هذا المعرّف من قبل لمحتوى آخر: خذ معرّفًا جديدًا.',
  })
}
function written(compartment_id: string, { n }: Door): Written[] {
  return n === undefined ? [] : [{ compartment_id, n }]
}

/** As for members: a vote on what was moderated out since is taken, one on anything else is not. */
async function requireStatements(
  tx: Tx,
  of: Known,
  votes: Input<'castCitizenVotes'>['votes'],
): Promise<void> {
  const ids = votes.map(({ statement_id }) => statement_id)
  const place = { id: of.dialogue, compartment_id: of.dialogue_compartment }
  const found = (await statementsById(tx, place, ids)).filter(
    (r) => statementOf(r, '').status !== 'pending',
  )
  const open = new Set(found.map(({ id }) => id))
  const at = ids.findIndex((id) => !open.has(id))
  if (at < 0) return
  throw new Problem(
    'not-found',
    { en: 'There is no such statement in this dialogue.', ar: 'لا وجود لعبارة كهذه في هذا الحوار.' },
    [
      {
        field: `votes.${at}.statement_id`,
        expected: {
          en: 'a statement of this dialogue that is open to votes',
          ar: 'عبارة من هذا الحوار مفتوحة للتصويت',
        },
        action: { en: 'Read the dialogue again.', ar: 'اقرأ الحوار من جديد.' },
      },
    ],
  )
}

export async function submitCitizenStatement(
  db: Database,
  context: CommandContext,
  { token, statement_id: id, en, ar }: Input<'submitCitizenStatement'>,
): Promise<Committed<Output<'submitCitizenStatement'>>> {
  return asCitizen(db, async (tx) => {
    const known = await knownIn(tx, token)
    const fact = newFact(context, derivedUuid(id, 'description'), {
      facet: 'description',
      value: {
        wording: { ...(en === undefined ? {} : { en }), ...(ar === undefined ? {} : { ar }) },
      },
      references: [
        { path: 'dialogue', compartment_id: known.dialogue_compartment, id: known.dialogue },
      ],
    })
    const facts = checkFacts('opinion_statement', [fact], 'new-record')
    const nobody = { ...context, seat_id: CITIZENS }
    const door = await knock(tx, nobody, {
      token,
      write: { compartment_id: known.desk, act: 'submitCitizenStatement', said: { id, en, ar } },
      rows: [
        { table: 'record', row: { id, kind: 'opinion_statement' } },
        ...factRows({ record_id: id, facts, context: nobody }),
      ],
    })
    const problem = refused(door)
    if (problem) throw problem
    return { record: { taken: true }, wrote: written(known.desk, door) }
  })
}

/** Hands an entry with its rows to the door of its act. */
async function knock(
  tx: Tx,
  context: CommandContext,
  of: {
    readonly token: string
    readonly write: {
      readonly compartment_id: string
      readonly act: 'castCitizenVotes' | 'submitCitizenStatement'
      readonly said: unknown
    }
    readonly rows: readonly LedgerRow[]
  },
): Promise<Door> {
  const { compartment_id, act, said } = of.write
  const secret = createHash('sha256').update(bytesOf(of.token)).digest('hex')
  const entry_id = derivedUuid(secret, act, compartment_id, canonicalize(said) ?? '')
  const write = { compartment_id, entry_id, act, rows: of.rows }
  const content = entryContent(write, { seat_id: null, now: context.now })
  const door = act === 'castCitizenVotes' ? sql`sulh.citizen_cast` : sql`sulh.citizen_submit`
  const { rows } = await sql<{ door: Door }>`select ${door}(${bytesOf(of.token)}, ${entry_id}::uuid,
    ${context.now}::timestamptz, ${context.salt()}::bytea, ${content}) as door`.execute(tx)
  const [found] = rows
  if (!found) throw new Error('A door always answers.')
  return found.door
}
