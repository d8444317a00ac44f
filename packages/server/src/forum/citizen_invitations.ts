// Links for citizens as the secretariat makes them (dialogue_SPEC.md D50, D56, D58): batches as records
// of a compartment of its own, with the hash of each token. No token ever comes here.
import type { InputOf, OutputOf } from '@sulh/contract/endpoint'
import type { CitizenBatch, citizenEndpoints } from '@sulh/contract/forum_citizen'
import { dialogueKinds } from '@sulh/contract/forum_dialogue_kinds'
import { Problem } from '@sulh/contract/problem'
import type { ProcessRecord } from '@sulh/contract/process'
import { sql } from 'kysely'
import type { CommandContext } from '../platform/append.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { SeatIdentity } from '../platform/seats.ts'
import { derivedUuid, retried } from '../process/commands.ts'
import { recordsById, recordsOf } from '../process/queries.ts'
import { type Committed, doneBefore, newFact, rowsOf, writeAct } from './dialogue_act.ts'
import { requireModerator } from './dialogue_commands.ts'
import { type Dialogue, lastOf, type Place, readDialogueIn } from './dialogue_scene.ts'

type Input<N extends keyof typeof citizenEndpoints> = InputOf<(typeof citizenEndpoints)[N]>
type Output<N extends keyof typeof citizenEndpoints> = OutputOf<(typeof citizenEndpoints)[N]>

export async function inviteCitizens(
  db: Database,
  context: CommandContext,
  input: Input<'inviteCitizens'>,
): Promise<Committed<Output<'inviteCitizens'>>> {
  return retried(db, context, async (tx) => {
    const dialogue = await readDialogueIn(tx, input.dialogue_id)
    const { batch_id: id, compartment_id, label, bloc, hashes } = input
    const name = 'inviteCitizens'
    const makes = { record: id }
    if (await doneBefore(tx, context, { name, input, compartment_id, makes }))
      return { record: { id }, wrote: [] }
    requireModerator(dialogue, context.seat_id)
    await requirePlaces(tx, { dialogue, compartment_id })
    requireBatch(dialogue, input)
    const references = [
      { path: 'dialogue', compartment_id: dialogue.compartment_id, id: dialogue.id },
    ]
    const value = { label, count: hashes.length, ...(bloc === undefined ? {} : { bloc }) }
    const facts = [
      newFact(context, derivedUuid(id, 'description'), { facet: 'description', value, references }),
      newFact(context, derivedUuid(id, 'links'), { facet: 'links', value: { hashes } }),
    ]
    const rows = await rowsOf(tx, context, {
      compartment_id,
      records: [{ id, kind: 'citizen_invitation', facts }],
    })
    const wrote = await writeAct(tx, context, { name, input, writes: [{ compartment_id, rows }] })
    return { record: { id }, wrote }
  })
}

/** Citizens read what is public; what they submit waits where the secretariat alone reads it. */
async function requirePlaces(
  tx: Tx,
  of: { readonly dialogue: Dialogue; readonly compartment_id: string },
): Promise<void> {
  const kinds = new Map(
    (await tx.selectFrom('sulh.compartment').select(['id', 'kind']).execute()).map((c) => [
      c.id,
      c.kind,
    ]),
  )
  if (kinds.get(of.dialogue.compartment_id) !== 'public')
    throw new Problem(
      'wrong-state',
      {
        en: 'Citizens take part in a dialogue that is public.',
        ar: 'يشارك المواطنون في حوار علني.',
      },
      [
        {
          field: 'dialogue_id',
          expected: { en: 'a dialogue in the public compartment', ar: 'حوار في الحيز العلني' },
          action: {
            en: 'Open a dialogue there, with statements that everybody may read.',
            ar: 'افتح حوارًا هناك بعبارات يجوز للجميع قراءتها.',
          },
        },
      ],
    )
  if (['mission', 'cell'].includes(kinds.get(of.compartment_id) ?? '')) return
  throw new Problem(
    'invalid-input',
    {
      en: 'Links for citizens lie in a compartment of the mission.',
      ar: 'توضع روابط المواطنين في حيز للبعثة.',
    },
    [
      {
        field: 'compartment_id',
        expected: {
          en: 'the mission’s head office or a cell of it',
          ar: 'المكتب الرئيسي للبعثة أو خلية منها',
        },
        action: {
          en: 'Choose a compartment that the secretariat alone reads.',
          ar: 'اختر حيزًا لا تقرؤه إلا الأمانة.',
        },
      },
    ],
  )
}

function requireBatch(dialogue: Dialogue, { bloc, hashes }: Input<'inviteCitizens'>): void {
  if (new Set(hashes).size < hashes.length)
    throw new Problem(
      'invalid-input',
      { en: 'Two links of this batch are the same.', ar: 'رابطان في هذه الدفعة متطابقان.' },
      [
        {
          field: 'hashes',
          expected: { en: 'different links', ar: 'روابط مختلفة' },
          action: { en: 'Make the batch again.', ar: 'أعد إعداد الدفعة.' },
        },
      ],
    )
  if (bloc === undefined || dialogue.rules.blocs.some(({ key }) => key === bloc)) return
  throw new Problem(
    'invalid-input',
    {
      en: 'The rules of this dialogue have no such bloc.',
      ar: 'ليس في قواعد هذا الحوار كتلة كهذه.',
    },
    [
      {
        field: 'bloc',
        expected: { en: 'a bloc of the rules', ar: 'كتلة مذكورة في القواعد' },
        action: { en: 'Choose one of them, or none.', ar: 'اختر إحداها، أو لا تختر شيئًا.' },
      },
    ],
  )
}

export async function revokeCitizens(
  db: Database,
  context: CommandContext,
  input: Input<'revokeCitizens'>,
): Promise<Committed<Output<'revokeCitizens'>>> {
  return retried(db, context, async (tx) => {
    const dialogue = await readDialogueIn(tx, input.dialogue_id)
    const record = await readBatch(tx, dialogue, input.batch_id)
    const { compartment_id, id } = record
    const name = 'revokeCitizens'
    const makes = { fact: input.act_id }
    if (await doneBefore(tx, context, { name, input, compartment_id, makes }))
      return { record: { id }, wrote: [] }
    requireModerator(dialogue, context.seat_id)
    const batch = batchOf(record)
    const strange = input.numbers.find((n) => n > batch.count)
    if (strange !== undefined)
      throw new Problem(
        'invalid-input',
        {
          en: `This batch has ${batch.count} links.`,
          ar: `في هذه الدفعة ${batch.count} من الروابط.`,
        },
        [
          {
            field: 'numbers',
            expected: {
              en: `numbers from 1 to ${batch.count}`,
              ar: `أرقام من 1 إلى ${batch.count}`,
            },
            action: { en: `Leave out ${strange}.`, ar: `احذف ${strange}.` },
          },
        ],
      )
    const numbers = input.numbers.filter((n) => !batch.revoked.includes(n))
    if (numbers.length === 0)
      throw new Problem('wrong-state', {
        en: 'These links were revoked already.',
        ar: 'أُلغيت هذه الروابط من قبل.',
      })
    const value = {
      numbers: [...new Set(numbers)],
      ...(input.note === undefined ? {} : { note: input.note }),
    }
    const facts = [newFact(context, input.act_id, { facet: 'revocation', value })]
    const rows = await rowsOf(tx, context, {
      compartment_id,
      records: [{ id, kind: 'citizen_invitation', earlier: record.facts, facts }],
    })
    const wrote = await writeAct(tx, context, { name, input, writes: [{ compartment_id, rows }] })
    return { record: { id }, wrote }
  })
}

async function readBatch(tx: Tx, of: Place, batch_id: string): Promise<ProcessRecord> {
  const record = (await recordsById(tx, batch_id)).find(
    (r) =>
      r.kind === 'citizen_invitation' &&
      lastOf(r, 'description')?.references.some((x) => x.path === 'dialogue' && x.id === of.id),
  )
  if (record) return record
  throw new Problem('not-found', {
    en: 'There is no such batch of links.',
    ar: 'لا وجود لدفعة روابط كهذه.',
  })
}

function batchOf(record: ProcessRecord): CitizenBatch {
  const kinds = dialogueKinds.citizen_invitation
  const first = lastOf(record, 'description')
  const { label, bloc, count } = kinds.description.value.parse(first?.value)
  const revoked = record.facts
    .filter((f) => f.facet === 'revocation')
    .flatMap((f) => kinds.revocation.value.parse(f.value).numbers)
  return {
    id: record.id,
    compartment_id: record.compartment_id,
    label,
    bloc: bloc ?? null,
    count,
    revoked: [...new Set(revoked)].toSorted((a, b) => a - b),
    made_at: first?.recorded_at ?? '',
  }
}

export async function listCitizens(
  db: Database,
  seat: SeatIdentity,
  input: Input<'listCitizens'>,
): Promise<Output<'listCitizens'>> {
  return db.asSeat(seat.role, async (tx) => {
    const of = await readDialogueIn(tx, input.dialogue_id)
    const records = await recordsOf(
      tx,
      sql`select r.compartment_id, r.id, r.kind from sulh.compartment c
        join sulh.record r on r.compartment_id = c.id and r.kind = 'citizen_invitation'
        join sulh.fact f on f.compartment_id = c.id and f.record_id = r.id
          and f.facet = 'description'
        join sulh.reference x on x.compartment_id = c.id and x.fact_id = f.id
          and x.path = 'dialogue' and x.ref_compartment_id = ${of.compartment_id}
          and x.ref_id = ${of.id}`,
    )
    const batches = records.map(batchOf)
    return { batches: batches.toSorted((a, b) => (a.made_at < b.made_at ? -1 : 1)) }
  })
}
