// Opening and closing a dialogue. Each act is one transaction under the seat's role; votes are in
// dialogue_votes.ts, statements in dialogue_statements.ts, and figures are no seat's to write.
import type { InputOf, OutputOf } from '@sulh/contract/endpoint'
import type { dialogueEndpoints } from '@sulh/contract/forum_dialogue'
import { Problem } from '@sulh/contract/problem'
import type { CommandContext } from '../platform/append.ts'
import type { Database } from '../platform/database.ts'
import { derivedUuid, retried } from '../process/commands.ts'
import {
  type Committed,
  doneBefore,
  newFact,
  notPermitted,
  type Planned,
  rowsOf,
  writeAct,
} from './dialogue_act.ts'
import { type Dialogue, readDialogueIn } from './dialogue_scene.ts'

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
  throw new Problem(
    'invalid-input',
    { en: 'A seat or a key stands in two blocs.', ar: 'مقعد أو مفتاح وارد في كتلتين.' },
    [
      {
        field: 'rules.blocs',
        expected: {
          en: 'each seat in one bloc at most, each key once',
          ar: 'كل مقعد في كتلة واحدة على الأكثر، وكل مفتاح مرة واحدة',
        },
        action: { en: 'Leave the seat in one bloc.', ar: 'أبقِ المقعد في كتلة واحدة.' },
      },
    ],
  )
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
    throw notPermitted({
      en: 'Only a seat that the rules of this dialogue name as its secretariat may.',
      ar: 'لا يحق هذا إلا لمقعد تسمّيه قواعد هذا الحوار أمانةً له.',
    })
}
export function requireOpen(dialogue: Dialogue): void {
  if (dialogue.status !== 'open')
    throw new Problem('wrong-state', {
      en: 'This dialogue is closed: no vote and no statement is taken.',
      ar: 'أُغلق هذا الحوار: لا يُقبل صوت ولا عبارة.',
    })
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
      throw new Problem('wrong-state', {
        en: `This dialogue is ${input.status} already.`,
        ar: input.status === 'open' ? 'هذا الحوار مفتوح من قبل.' : 'هذا الحوار مغلق من قبل.',
      })
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
