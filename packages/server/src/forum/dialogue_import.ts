// Writes a Polis export as a dialogue: statements and rules where its readers are, votes in a narrower
// compartment of the secretariat. One transaction, so all of it stands or nothing does. Imported
// participants are no seats: nobody can vote as one of them.
import { cellsOfRow, statementOf as statementAt, voteOf } from '@sulh/analysis/opinion/votes'
import { limits } from '@sulh/contract/limits'
import { Problem } from '@sulh/contract/problem'
import { sql } from 'kysely'
import { append, type CommandContext, type LedgerRow, writtenIn } from '../platform/append.ts'
import type { Written } from '../platform/append.ts'
import type { Database, Tx } from '../platform/database.ts'
import { derivedUuid, requireWritable, retried } from '../process/commands.ts'
import { type Committed, doneBefore, newFact, rowsOf, writeAct } from './dialogue_act.ts'
import { dialoguePlan, type Input, type Output, statementPlan } from './dialogue_commands.ts'
import { type PolisExport, readPolis } from './dialogue_polis.ts'

/** Ballots of one ledger entry, so that no entry outgrows a few hundred kB. */
const BALLOTS_PER_ENTRY = 250
const PUBLISH_MINUTES = 10

export async function importPolis(
  db: Database,
  context: CommandContext,
  input: Input<'importPolis'>,
): Promise<Committed<Output<'importPolis'>>> {
  const found = readPolis(
    input.files.map(({ name, base64 }) => ({
      name,
      bytes: new Uint8Array(Buffer.from(base64, 'base64')),
    })),
  )
  const record = summaryOf(input, found)
  return retried(db, context, async (tx) => {
    const { dialogue_id: id, compartment_id } = input
    const { files: _, ...rest } = input
    const act = { name: 'importPolis', input: { ...rest, digest: found.digest } }
    if (await doneBefore(tx, context, { ...act, compartment_id, makes: { record: id } }))
      return { record, wrote: [] }
    await requirePlaces(tx, input)
    const rows = await rowsOf(tx, context, {
      compartment_id,
      records: plannedRecords(context, input, found),
    })
    const wrote = [...(await writeAct(tx, context, { ...act, writes: [{ compartment_id, rows }] }))]
    wrote.push(...(await writeBallots(tx, context, { input, found })))
    return { record, wrote }
  })
}

function summaryOf(input: Input<'importPolis'>, found: PolisExport): Output<'importPolis'> {
  return {
    id: input.dialogue_id,
    participants: found.votes.participants.length,
    statements: found.statements.length,
    votes: found.votes.cells.length,
    replaced: found.replaced,
    moderated_out: found.statements.filter((s) => s.moderated_out).length,
    without_words: found.statements.filter((s) => s.text === undefined).length,
  }
}

/** The votes of an import lie in no member's compartment and no wider than the dialogue. */
async function requirePlaces(tx: Tx, input: Input<'importPolis'>): Promise<void> {
  const { compartment_id, votes_compartment_id } = input
  await requireWritable(tx, compartment_id, false)
  await requireWritable(tx, votes_compartment_id, false)
  const { rows } = await sql<{ member: boolean; within: boolean }>`
    select c.kind = 'member' as member, exists (select from sulh.compartment_order o
      where o.narrow = c.id and o.wide = ${compartment_id}) as within
    from sulh.compartment c where c.id = ${votes_compartment_id}`.execute(tx)
  if (rows[0]?.within && !rows[0].member) return
  throw new Problem(
    'bad-reference',
    { en: 'The votes cannot lie there.', ar: 'لا يجوز وضع الأصوات هناك.' },
    [
      {
        field: 'votes_compartment_id',
        expected: {
          en: 'a compartment all of whose readers read the dialogue, and no member’s own',
          ar: 'حيز يقرأ كل قرائه الحوار، وليس حيزًا خاصًا بعضو',
        },
        action: { en: 'Choose a compartment of the secretariat.', ar: 'اختر حيزًا للأمانة.' },
      },
    ],
  )
}

function statementId(input: Input<'importPolis'>, number: string): string {
  return derivedUuid(input.dialogue_id, 'statement', number)
}

function plannedRecords(context: CommandContext, input: Input<'importPolis'>, found: PolisExport) {
  const { dialogue_id: id, compartment_id } = input
  const dialogue = dialoguePlan(context, {
    ...input,
    rules: {
      moderators: [context.seat_id],
      blocs: [],
      batch_people: limits.privacy_floor_people,
      publish_minutes: PUBLISH_MINUTES,
      seed: 1,
      exposure_floor: 0,
      submissions: false,
    },
  })
  const value = {
    import_id: id,
    origin: 'polis',
    participants: found.votes.participants.length,
    votes: found.votes.cells.length,
    replaced: found.replaced,
    digest: found.digest,
  }
  const intake = newFact(context, derivedUuid(id, 'intake'), { facet: 'intake', value })
  const closed = newFact(context, derivedUuid(id, 'closed'), {
    facet: 'status',
    value: { status: 'closed' },
  })
  return [
    { ...dialogue, facts: [...dialogue.facts, intake, closed] },
    ...found.statements.map(({ number, text, moderated_out }) =>
      statementPlan(context, {
        id: statementId(input, number),
        dialogue: { id, compartment_id },
        wording: { original: text ?? `#${number}` },
        number,
        accepted: !moderated_out,
        rejected: moderated_out,
      }),
    ),
  ]
}

async function writeBallots(
  tx: Tx,
  context: CommandContext,
  { input, found }: { readonly input: Input<'importPolis'>; readonly found: PolisExport },
): Promise<readonly Written[]> {
  const { votes } = found
  const ids = votes.statements.map((number) => statementId(input, number))
  const { dialogue_id, compartment_id, votes_compartment_id } = input
  const wrote: Written[] = []
  for (let from = 0; from < votes.participants.length; from += BALLOTS_PER_ENTRY) {
    const rows: LedgerRow[] = []
    const until = Math.min(from + BALLOTS_PER_ENTRY, votes.participants.length)
    for (let i = from; i < until; i++) {
      const cast: Record<string, number> = {}
      for (const cell of cellsOfRow(votes, i)) cast[ids[statementAt(cell)] ?? ''] = voteOf(cell)
      rows.push({
        table: 'opinion_ballot',
        row: {
          id: context.random_id(),
          ordinal: i - from,
          dialogue_compartment_id: compartment_id,
          dialogue_id,
          participant: context.random_id(),
          import_id: dialogue_id,
          votes: cast,
          recorded_at: context.now,
        },
      })
    }
    const write = {
      compartment_id: votes_compartment_id,
      entry_id: context.random_id(),
      act: 'importPolis',
      rows,
    }
    wrote.push(...writtenIn(await append(tx, [write], context)))
  }
  return wrote
}
