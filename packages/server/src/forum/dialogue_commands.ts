// The acts on a dialogue: opening, closing, voting, submitting and moderating statements. Each is one
// transaction under the seat's role; figures are no seat's to write (dialogue_publish.ts).
import type { InputOf, OutputOf } from '@sulh/contract/endpoint'
import type { dialogueEndpoints } from '@sulh/contract/forum_dialogue'
import { Problem } from '@sulh/contract/problem'
import type { Fact, ProcessRecord } from '@sulh/contract/process'
import type { CommandContext, LedgerRow } from '../platform/append.ts'
import type { Database, Tx } from '../platform/database.ts'
import { derivedUuid, retried, taken } from '../process/commands.ts'
import { recordsById } from '../process/queries.ts'
import {
  type Committed,
  doneBefore,
  newFact,
  notPermitted,
  type Planned,
  rowsOf,
  writeAct,
} from './dialogue_act.ts'
import {
  type Dialogue,
  memberCompartment,
  ownVotes,
  readDialogueIn,
  statementOf,
  statementRecords,
  statementsById,
  submissionPlace,
} from './dialogue_scene.ts'

type Ends = typeof dialogueEndpoints
export type Input<N extends keyof Ends> = InputOf<Ends[N]>
export type Output<N extends keyof Ends> = OutputOf<Ends[N]>

export async function openDialogue(
  db: Database,
  context: CommandContext,
  input: Input<'openDialogue'>,
): Promise<Committed<Output<'openDialogue'>>> {
  return retried(db, context, async (tx) => {
    const { dialogue_id: id, compartment_id } = input
    const name = 'openDialogue'
    const record = { id }
    if (await doneBefore(tx, context, { name, input, compartment_id, makes: { record: id } }))
      return { record, wrote: [] }
    refuseDoubleSeats(input)
    const records = [
      dialoguePlan(context, input),
      ...input.statements.map((statement) =>
        statementPlan(context, {
          id: statement.id,
          dialogue: { id, compartment_id },
          wording: { en: statement.en, ar: statement.ar },
          accepted: true,
          alternative: statement.alternative,
        }),
      ),
    ]
    const rows = await rowsOf(tx, context, { compartment_id, records })
    const wrote = await writeAct(tx, context, { name, input, writes: [{ compartment_id, rows }] })
    return { record, wrote }
  })
}

/** A seat in two blocs would be counted in the first alone, and nobody would know. */
function refuseDoubleSeats({ rules }: Input<'openDialogue'>): void {
  const seats = rules.blocs.flatMap((b) => b.seats)
  const keys = rules.blocs.map((b) => b.key)
  if (new Set(seats).size === seats.length && new Set(keys).size === keys.length) return
  throw new Problem('invalid-input', 'A seat or a key stands in two blocs.', [
    {
      field: 'rules.blocs',
      expected: 'each seat in one bloc at most, each key once',
      action: 'Leave the seat in one bloc.',
    },
  ])
}

export type DialoguePlan = Pick<
  Input<'openDialogue'>,
  'dialogue_id' | 'title' | 'question' | 'rules' | 'slot' | 'body'
>

export function dialoguePlan(context: CommandContext, of: DialoguePlan): Planned {
  const { dialogue_id: id, title, question, rules, slot, body } = of
  const references = [
    ...(slot ? [{ path: 'slot', ...slot }] : []),
    ...(body ? [{ path: 'body', ...body }] : []),
  ]
  return {
    id,
    kind: 'dialogue',
    facts: [
      newFact(context, derivedUuid(id, 'description'), {
        facet: 'description',
        value: { title, question },
        references,
      }),
      newFact(context, derivedUuid(id, 'rules'), { facet: 'rules', value: rules }),
      newFact(context, derivedUuid(id, 'open'), { facet: 'status', value: { status: 'open' } }),
    ],
  }
}

export function statementPlan(
  context: CommandContext,
  of: {
    readonly id: string
    readonly dialogue: { readonly id: string; readonly compartment_id: string }
    readonly wording: Readonly<Record<string, string | undefined>>
    readonly number?: string
    readonly accepted: boolean
    readonly rejected?: boolean
    readonly alternative?: { readonly id: string; readonly compartment_id: string } | undefined
  },
): Planned {
  const wording = Object.fromEntries(Object.entries(of.wording).filter(([, w]) => w !== undefined))
  const first = newFact(context, derivedUuid(of.id, 'description'), {
    facet: 'description',
    value: { wording, ...(of.number === undefined ? {} : { number: of.number }) },
    references: [
      { path: 'dialogue', ...of.dialogue },
      ...(of.alternative ? [{ path: 'alternative', ...of.alternative }] : []),
    ],
  })
  const value = of.rejected ? { status: 'rejected', reason: 'other' } : { status: 'accepted' }
  const judged = newFact(context, derivedUuid(of.id, 'moderation'), { facet: 'moderation', value })
  return {
    id: of.id,
    kind: 'opinion_statement',
    facts: of.accepted || of.rejected ? [first, judged] : [first],
  }
}

export function requireModerator(dialogue: Dialogue, seat_id: string): void {
  if (!dialogue.rules.moderators.includes(seat_id))
    throw notPermitted('Only a seat that the rules of this dialogue name as its secretariat may.')
}
function requireOpen(dialogue: Dialogue): void {
  if (dialogue.status !== 'open')
    throw new Problem('wrong-state', 'This dialogue is closed: no vote and no statement is taken.')
}

export async function setDialogueStatus(
  db: Database,
  context: CommandContext,
  input: Input<'setDialogueStatus'>,
): Promise<Committed<Output<'setDialogueStatus'>>> {
  return retried(db, context, async (tx) => {
    const dialogue = await readDialogueIn(tx, input.dialogue_id)
    const { compartment_id, id } = dialogue
    const name = 'setDialogueStatus'
    const makes = { fact: input.act_id }
    if (await doneBefore(tx, context, { name, input, compartment_id, makes }))
      return { record: { id }, wrote: [] }
    requireModerator(dialogue, context.seat_id)
    if (dialogue.status === input.status)
      throw new Problem('wrong-state', `This dialogue is ${input.status} already.`)
    const value = { status: input.status, ...(input.note ? { note: input.note } : {}) }
    const facts = [newFact(context, input.act_id, { facet: 'status', value })]
    const rows = await rowsOf(tx, context, {
      compartment_id,
      records: [{ id, kind: 'dialogue', earlier: [], facts }],
    })
    const wrote = await writeAct(tx, context, { name, input, writes: [{ compartment_id, rows }] })
    return { record: { id }, wrote }
  })
}

export async function castVotes(
  db: Database,
  context: CommandContext,
  input: Input<'castVotes'>,
): Promise<Committed<Output<'castVotes'>>> {
  return retried(db, context, async (tx) => {
    const dialogue = await readDialogueIn(tx, input.dialogue_id)
    const compartment_id = await memberCompartment(tx, dialogue)
    if (compartment_id === undefined)
      throw notPermitted('This seat has no compartment of its own for votes: forum members vote.')
    const fresh = await freshVotes(tx, compartment_id, input)
    const before = await ownVotes(tx, { compartment_id, dialogue_id: dialogue.id })
    if (fresh.length === 0) return { record: { ...answer(before), replaced: 0 }, wrote: [] }
    requireOpen(dialogue)
    await requireStatements(tx, dialogue, fresh)
    let replaced = 0
    for (const { statement_id, vote } of fresh) {
      if (before.has(statement_id)) replaced++
      before.set(statement_id, vote)
    }
    const rows = fresh.map(({ id, statement_id, vote }, ordinal): LedgerRow => ({
      table: 'opinion_ballot',
      row: {
        id,
        ordinal,
        dialogue_compartment_id: dialogue.compartment_id,
        dialogue_id: dialogue.id,
        participant: context.seat_id,
        votes: { [statement_id]: vote },
        recorded_at: context.now,
      },
    }))
    const wrote = await writeAct(tx, context, {
      name: 'castVotes',
      input: fresh,
      writes: [{ compartment_id, rows }],
    })
    return { record: { ...answer(before), replaced }, wrote }
  })
}

function answer(votes: ReadonlyMap<string, 1 | 0 | -1>) {
  return { my_votes: Object.fromEntries(votes), my_votes_count: votes.size }
}

/** Those not cast before; an id that was used with another vote is refused. */
async function freshVotes(
  tx: Tx,
  compartment_id: string,
  { votes, dialogue_id }: Input<'castVotes'>,
) {
  const ids = votes.map(({ id }) => id)
  if (new Set(ids).size < ids.length) throw taken()
  const rows = await tx
    .selectFrom('sulh.opinion_ballot')
    .select(['id', 'dialogue_id', 'votes'])
    .where('compartment_id', '=', compartment_id)
    .where('id', 'in', ids)
    .execute()
  const there = new Map(rows.map((row) => [row.id, row]))
  return votes.filter(({ id, statement_id, vote }) => {
    const row = there.get(id)
    if (!row) return true
    if (row.dialogue_id !== dialogue_id || row.votes[statement_id] !== vote) throw taken()
    return false
  })
}

/**
 * A vote on a statement that was moderated out since is taken and not counted: it may have been cast
 * without a connection, and nothing is lost if the statement returns.
 */
async function requireStatements(
  tx: Tx,
  dialogue: Dialogue,
  votes: Input<'castVotes'>['votes'],
): Promise<void> {
  const known = new Set(
    (
      await statementsById(
        tx,
        dialogue,
        votes.map(({ statement_id }) => statement_id),
      )
    )
      .filter((r) => statementOf(r, '').status !== 'pending')
      .map(({ id }) => id),
  )
  const at = votes.findIndex(({ statement_id }) => !known.has(statement_id))
  if (at >= 0)
    throw new Problem('not-found', 'There is no such statement in this dialogue.', [
      {
        field: `votes.${at}.statement_id`,
        expected: 'a statement of this dialogue that is open to votes',
        action: 'Read the dialogue again.',
      },
    ])
}

export async function submitStatement(
  db: Database,
  context: CommandContext,
  input: Input<'submitStatement'>,
): Promise<Committed<Output<'submitStatement'>>> {
  return retried(db, context, async (tx) => {
    const dialogue = await readDialogueIn(tx, input.dialogue_id)
    const place = await submissionPlace(tx, dialogue, dialogue.rules.moderators)
    const moderates = dialogue.rules.moderators.includes(context.seat_id)
    if (!place || !(dialogue.rules.submissions || moderates))
      throw notPermitted('No statement can be submitted to this dialogue from this seat.')
    const compartment_id = moderates ? dialogue.compartment_id : place.compartment_id
    const name = 'submitStatement'
    const makes = { record: input.statement_id }
    const { en, ar } = input
    if (!(await doneBefore(tx, context, { name, input, compartment_id, makes }))) {
      requireOpen(dialogue)
      if (moderates && (en === undefined || ar === undefined)) throw bothLanguages()
      const plan = statementPlan(context, {
        id: input.statement_id,
        dialogue: { id: dialogue.id, compartment_id: dialogue.compartment_id },
        wording: { en, ar },
        accepted: moderates,
      })
      const rows = await rowsOf(tx, context, { compartment_id, records: [plan] })
      const writes = [{ compartment_id, rows }]
      const wrote = await writeAct(tx, context, { name, input, writes })
      return { record: { statement: await shown(tx, context, input.statement_id) }, wrote }
    }
    return { record: { statement: await shown(tx, context, input.statement_id) }, wrote: [] }
  })
}

async function shown(tx: Tx, context: CommandContext, id: string) {
  const [record] = await recordsById(tx, id)
  if (!record) throw new Problem('not-found', 'There is no such statement.')
  return statementOf(record, context.seat_id)
}

function bothLanguages(): Problem {
  return new Problem('invalid-input', 'A statement is put to the vote in both languages.', [
    {
      field: 'ar',
      expected: 'the statement in English and in Arabic',
      action: 'Write it in the language that is missing.',
    },
  ])
}

export async function moderateStatement(
  db: Database,
  context: CommandContext,
  input: Input<'moderateStatement'>,
): Promise<Committed<Output<'moderateStatement'>>> {
  return retried(db, context, async (tx) => {
    const dialogue = await readDialogueIn(tx, input.dialogue_id)
    const all = await statementRecords(tx, dialogue)
    const target = all.find(({ id }) => id === input.statement_id)
    if (!target) throw new Problem('not-found', 'There is no such statement in this dialogue.')
    const { id, compartment_id } = target
    const name = 'moderateStatement'
    const makes = { fact: input.act_id }
    if (await doneBefore(tx, context, { name, input, compartment_id, makes }))
      return { record: { id }, wrote: [] }
    requireModerator(dialogue, context.seat_id)
    const into = intoOf(input, all, dialogue)
    refuseStep(input, target, dialogue)
    const writes = [
      {
        compartment_id,
        rows: await rowsOf(tx, context, {
          compartment_id,
          records: [judgement(context, { input, target, into, dialogue })],
        }),
      },
    ]
    if (input.copy_id !== undefined && compartment_id !== dialogue.compartment_id)
      writes.push({
        compartment_id: dialogue.compartment_id,
        rows: await rowsOf(tx, context, {
          compartment_id: dialogue.compartment_id,
          records: [
            statementPlan(context, {
              id: input.copy_id,
              dialogue: { id: dialogue.id, compartment_id: dialogue.compartment_id },
              wording: { en: input.en, ar: input.ar },
              accepted: true,
            }),
          ],
        }),
      })
    const wrote = await writeAct(tx, context, { name, input, writes })
    await refuseOvertaken(tx, target)
    return { record: { id }, wrote }
  })
}

/** With the head held: nobody else judged the statement since it was read. */
async function refuseOvertaken(tx: Tx, target: ProcessRecord): Promise<void> {
  const judged = (r: ProcessRecord | undefined) =>
    r?.facts.filter((f) => f.facet === 'moderation').length ?? 0
  const now = (await recordsById(tx, target.id)).find(
    (r) => r.compartment_id === target.compartment_id,
  )
  if (judged(now) !== judged(target) + 1)
    throw new Problem('conflict', 'Somebody else has just judged this statement: read it again.')
}

function intoOf(
  input: Input<'moderateStatement'>,
  all: readonly ProcessRecord[],
  dialogue: Dialogue,
): ProcessRecord | undefined {
  if (input.decision !== 'merged') return undefined
  const into = all.find(
    (r) =>
      r.id === input.into_id &&
      r.id !== input.statement_id &&
      r.compartment_id === dialogue.compartment_id,
  )
  if (into && statementOf(into, '').status === 'accepted') return into
  throw new Problem(
    'bad-reference',
    'A duplicate is merged into a statement that is open to votes.',
    [
      {
        field: 'into_id',
        expected: 'an accepted statement of this dialogue, another one',
        action: 'Choose the statement that says the same.',
      },
    ],
  )
}

function refuseStep(
  input: Input<'moderateStatement'>,
  target: ProcessRecord,
  dialogue: Dialogue,
): void {
  const { status, copy_id, wording } = statementOf(target, '')
  const own = target.compartment_id === dialogue.compartment_id
  if (status === input.decision || copy_id !== null)
    throw new Problem('wrong-state', `This statement is ${status} already.`)
  if (input.decision === 'rejected') {
    if (input.reason === undefined || (input.reason === 'other' && input.note === undefined))
      throw new Problem('invalid-input', 'A statement is rejected with a reason.', [
        {
          field: input.reason === undefined ? 'reason' : 'note',
          expected: 'why the statement is not put to the vote',
          action: 'Choose a reason; with "other", write it.',
        },
      ])
  }
  if (input.decision !== 'accepted') return
  const both = own
    ? wording.original !== undefined ||
      ((input.en ?? wording.en) !== undefined && (input.ar ?? wording.ar) !== undefined)
    : input.en !== undefined && input.ar !== undefined
  if (!both) throw bothLanguages()
  if (!own && input.copy_id === undefined)
    throw new Problem('invalid-input', 'A submitted statement is accepted as a copy.', [
      { field: 'copy_id', expected: 'an id for the copy', action: 'Make a random one.' },
    ])
}

function judgement(
  context: CommandContext,
  of: {
    readonly input: Input<'moderateStatement'>
    readonly target: ProcessRecord
    readonly into: ProcessRecord | undefined
    readonly dialogue: Dialogue
  },
): Planned {
  const { input, target, into, dialogue } = of
  const own = target.compartment_id === dialogue.compartment_id
  const moderation = newFact(context, input.act_id, {
    facet: 'moderation',
    value: {
      status: input.decision,
      ...(input.decision === 'rejected' ? { reason: input.reason } : {}),
      ...(input.decision === 'merged' ? { reason: 'duplicate' } : {}),
      ...(input.note === undefined ? {} : { note: input.note }),
      ...(own || input.decision !== 'accepted' ? {} : { copy_id: input.copy_id }),
    },
    references: into ? [{ path: 'into', compartment_id: into.compartment_id, id: into.id }] : [],
  })
  const reworded = own && input.decision === 'accepted' && (input.en ?? input.ar) !== undefined
  const first = target.facts.findLast((f) => f.facet === 'description')
  const facts = reworded && first ? [rewording(context, input, first), moderation] : [moderation]
  return { id: target.id, kind: 'opinion_statement', earlier: target.facts, facts }
}

function rewording(context: CommandContext, input: Input<'moderateStatement'>, first: Fact) {
  const { wording, ...rest } = first.value as { wording: object }
  const { en, ar } = input
  return newFact(context, derivedUuid(input.act_id, 'wording'), {
    facet: 'description',
    act: 'correct',
    of_fact_id: first.id,
    value: { ...rest, wording: { ...wording, ...(en && { en }), ...(ar && { ar }) } },
    references: first.references,
  })
}
