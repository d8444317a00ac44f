// Statements that are submitted, and their moderation: accepted, rejected or merged (dialogue_SPEC.md
// D10-D15).
import { Problem } from '@sulh/contract/problem'
import type { Fact, ProcessRecord } from '@sulh/contract/process'
import type { CommandContext } from '../platform/append.ts'
import type { Database, Tx } from '../platform/database.ts'
import { derivedUuid, retried } from '../process/commands.ts'
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
  readDialogueIn,
  statementOf,
  statementRecords,
  submissionPlace,
} from './dialogue_scene.ts'
import {
  type Input,
  type Output,
  requireModerator,
  requireOpen,
  statementPlan,
} from './dialogue_commands.ts'

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
      throw notPermitted({
        en: 'No statement can be submitted to this dialogue from this seat.',
        ar: 'لا تُقدَّم من هذا المقعد عبارة إلى هذا الحوار.',
      })
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
  if (!record)
    throw new Problem('not-found', { en: 'There is no such statement.', ar: 'لا وجود لعبارة كهذه.' })
  return statementOf(record, context.seat_id)
}

function bothLanguages(): Problem {
  return new Problem(
    'invalid-input',
    {
      en: 'A statement is put to the vote in both languages.',
      ar: 'تُعرض العبارة للتصويت باللغتين.',
    },
    [
      {
        field: 'ar',
        expected: {
          en: 'the statement in English and in Arabic',
          ar: 'العبارة بالإنجليزية وبالعربية',
        },
        action: { en: 'Write it in the language that is missing.', ar: 'اكتبها باللغة الناقصة.' },
      },
    ],
  )
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
    if (!target)
      throw new Problem('not-found', {
        en: 'There is no such statement in this dialogue.',
        ar: 'لا وجود لعبارة كهذه في هذا الحوار.',
      })
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
    throw new Problem('conflict', {
      en: 'Somebody else has just judged this statement: read it again.',
      ar: 'بتّ غيرك للتو في هذه العبارة: اقرأها من جديد.',
    })
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
    {
      en: 'A duplicate is merged into a statement that is open to votes.',
      ar: 'تُدمج العبارة المكررة في عبارة مفتوحة للتصويت.',
    },
    [
      {
        field: 'into_id',
        expected: {
          en: 'an accepted statement of this dialogue, another one',
          ar: 'عبارة أخرى مقبولة في هذا الحوار',
        },
        action: {
          en: 'Choose the statement that says the same.',
          ar: 'اختر العبارة التي تقول الشيء نفسه.',
        },
      },
    ],
  )
}

const judged: Readonly<Record<string, string>> = {
  submitted: 'مقدمة',
  accepted: 'مقبولة',
  rejected: 'مرفوضة',
  merged: 'مدمجة',
}
function refuseStep(
  input: Input<'moderateStatement'>,
  target: ProcessRecord,
  dialogue: Dialogue,
): void {
  const { status, copy_id, wording } = statementOf(target, '')
  const own = target.compartment_id === dialogue.compartment_id
  if (status === input.decision || copy_id !== null)
    throw new Problem('wrong-state', {
      en: `This statement is ${status} already.`,
      ar: `بُتّ في هذه العبارة من قبل: ${judged[status] ?? status}.`,
    })
  if (input.decision === 'rejected') {
    if (input.reason === undefined || (input.reason === 'other' && input.note === undefined))
      throw new Problem(
        'invalid-input',
        { en: 'A statement is rejected with a reason.', ar: 'تُرفض العبارة مع ذكر السبب.' },
        [
          {
            field: input.reason === undefined ? 'reason' : 'note',
            expected: {
              en: 'why the statement is not put to the vote',
              ar: 'سبب عدم عرض العبارة للتصويت',
            },
            action: {
              en: 'Choose a reason; with "other", write it.',
              ar: 'اختر سببًا؛ ومع «غير ذلك» اكتبه.',
            },
          },
        ],
      )
  }
  if (input.decision !== 'accepted') return
  const both = own
    ? wording.original !== undefined ||
      ((input.en ?? wording.en) !== undefined && (input.ar ?? wording.ar) !== undefined)
    : input.en !== undefined && input.ar !== undefined
  if (!both) throw bothLanguages()
  if (!own && input.copy_id === undefined)
    throw new Problem(
      'invalid-input',
      { en: 'A submitted statement is accepted as a copy.', ar: 'تُقبل العبارة المقدمة نسخةً عنها.' },
      [
        {
          field: 'copy_id',
          expected: { en: 'an id for the copy', ar: 'معرّف للنسخة' },
          action: { en: 'Make a random one.', ar: 'أنشئ معرّفًا عشوائيًا.' },
        },
      ],
    )
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
