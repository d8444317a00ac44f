// Entering a room, and steps. Steps are taken at the version that their sheet is at. Of two requests at
// once the keys of the table let one pass, and the other one finds on its second try that it is behind:
// no lock of the process, on which somebody without access could measure who is typing.
import { applied, type FlatStep, type StepFault } from '@sulh/analysis/drafting/sheet'
import type { InputOf, OutputOf } from '@sulh/contract/endpoint'
import { limits } from '@sulh/contract/limits'
import { Problem, type Said } from '@sulh/contract/problem'
import {
  type MadeStep,
  type Room,
  type roomEndpoints,
  type RoomSubject,
  roomSubjects,
} from '@sulh/contract/room'
import type { CommandContext } from '../../platform/append.ts'
import type { Database, Tx } from '../../platform/database.ts'
import { seatRole } from '../../platform/roles.ts'
import { requireWritable, retried } from '../../process/commands.ts'
import { requireFound, wordsOf as wordingOf } from '../plan_nodes.ts'
import { lead, readScene, type Found } from '../scene.ts'
import { facetOf } from '../wording_check.ts'
import { refusals } from '../refusals.ts'
import { findRoom, insertSteps, roomAt, stepsAfter, takenOver } from './rows.ts'
import type { RoomPlace, RoomRow } from './rows.ts'
import { rulesOf, type Sheet, type Sheets, slotsOf, wordsOf } from './sheets.ts'

type SendInput = InputOf<typeof roomEndpoints.sendSteps>
type SendOutput = OutputOf<typeof roomEndpoints.sendSteps>

export async function enterRoom(
  db: Database,
  context: CommandContext,
  of: { readonly place: RoomPlace; readonly sheets: Sheets },
): Promise<Room> {
  const { place, sheets } = of
  return retried(db, context, async (tx) => {
    const found = (await findRoom(tx, place)) ?? (await openRoom(tx, context, place))
    return roomState(tx, found, sheets)
  })
}

async function roomState(tx: Tx, room: RoomRow, sheets: Sheets): Promise<Room> {
  const taken = await takenOver(tx, room)
  const sheet = async (language: 'en' | 'ar') => ({
    version: room[language],
    content: wordsOf(await sheets.at(tx, room, language)),
  })
  return {
    subject: room.subject,
    may_write: room.may_write,
    base: { en: taken.en ?? room.base_en, ar: taken.ar ?? room.base_ar },
    slots: slotsOf(room),
    en: await sheet('en'),
    ar: await sheet('ar'),
  }
}

async function openRoom(tx: Tx, context: CommandContext, place: RoomPlace): Promise<RoomRow> {
  const { instrument_id, subject_id, compartment_id } = place
  const scene = await readScene(tx, {
    instrument_id,
    ids: [subject_id],
    seat_id: context.seat_id,
    now: context.now,
    own: new Map(),
  })
  const kind = roomSubjects.find((subject) => scene.get(subject_id)?.kind === subject)
  if (!kind) throw new Problem('not-found', refusals.no_wording)
  const found = requireFound(scene, subject_id, kind)
  await requireWritable(tx, compartment_id, false)
  requireHere(found, kind, compartment_id)
  // The words of a new proposal begin empty.
  const words = kind === 'slot' ? {} : wordingOf(found)
  const base = (language: 'en' | 'ar') => lead(found, facetOf[language])?.id ?? null
  await tx
    .insertInto('sulh.drafting')
    .values({
      compartment_id,
      subject_id,
      subject_compartment_id: found.compartment_id,
      instrument_id,
      subject: kind,
      base_en: kind === 'slot' ? null : base('en'),
      base_ar: kind === 'slot' ? null : base('ar'),
      english: JSON.stringify(words.en ?? []),
      arabic: JSON.stringify(words.ar ?? []),
      opened_by: context.seat_id,
      opened_at: context.now,
    })
    .execute()
  return roomAt(tx, place)
}

function requireHere(found: Found, kind: RoomSubject, compartment_id: string): void {
  if (kind !== 'slot' && found.compartment_id !== compartment_id)
    throw new Problem('not-found', refusals.not_here(kind))
  if (lead(found, 'description')?.value['no_text'] === true)
    throw new Problem('wrong-state', refusals.no_text_revised)
}

/** Only who types has a caret that others see; a hidden room is answered as none. */
export async function requireCaret(
  db: Database,
  seat_id: string,
  input: InputOf<typeof roomEndpoints.pointCaret>,
): Promise<void> {
  await db.asSeat(seatRole(db.prefix, seat_id), async (tx) => {
    await roomAt(tx, input)
    await requireWritable(tx, input.compartment_id, false)
  })
}

export type Sending = { readonly answer: SendOutput; readonly made: readonly MadeStep[] }

export async function sendSteps(
  db: Database,
  context: CommandContext,
  of: { readonly input: SendInput; readonly sheets: Sheets },
): Promise<Sending> {
  const { input, sheets } = of
  const { language } = input
  const done = await retried(db, context, async (tx) => {
    const room = await roomAt(tx, input)
    if (!room.may_write) await requireWritable(tx, input.compartment_id, false)
    const version = room[language]
    if (input.version > version) throw new Problem('conflict', refusals.ahead_of_room)
    if (input.version < version) {
      const steps = await stepsAfter(tx, room, { language, after: input.version })
      return { answer: { accepted: false, version, steps }, made: [] }
    }
    const judged = judge(await sheets.at(tx, room, language), room, input.steps)
    const made = input.steps.map((step, i): MadeStep => ({
      version: version + i + 1,
      step,
      client: input.client,
      seat_id: context.seat_id,
      at: context.now,
    }))
    const kept = ({ version: at }: MadeStep, i: number) => {
      const sheet = at % limits.room_steps_per_snapshot_count === 0 ? judged[i] : undefined
      return sheet ? wordsOf(sheet) : null
    }
    const rows = made.map((step, i) => ({ ...step, content: kept(step, i) }))
    await insertSteps(tx, room, { language, steps: rows })
    const answer = { accepted: true, version: version + made.length, steps: [] }
    return { answer, made, sheet: judged.at(-1) }
  })
  if ('sheet' in done && done.sheet) {
    sheets.keep(input, language, { version: done.answer.version, sheet: done.sheet })
  }
  return { answer: done.answer, made: done.made }
}

/** The sheet after each step; the first that does not fit refuses all of them. */
function judge(start: Sheet, room: RoomRow, steps: readonly FlatStep[]): Sheet[] {
  const rules = rulesOf(room)
  let sheet = start
  return steps.map((step, i) => {
    const result = applied(sheet, step, rules)
    if ('fault' in result) throw refused(result.fault, i)
    return (sheet = result.sheet)
  })
}

const reasons: Readonly<Record<StepFault, readonly [expected: Said, action: Said]>> = {
  out_of_place: [
    { en: 'a range within the words', ar: 'موضع داخل الكلمات' },
    { en: 'Enter the room again.', ar: 'ادخل الغرفة من جديد.' },
  ],
  foreign_slot: [
    { en: 'a slot that this wording has', ar: 'أقواس موجودة في هذه الصياغة' },
    { en: 'Open the slot first.', ar: 'افتح الأقواس أولًا.' },
  ],
  half_character: [
    { en: 'whole characters', ar: 'أحرف كاملة' },
    { en: 'Take the whole character away, or leave it.', ar: 'احذف الحرف كله أو اتركه.' },
  ],
  too_long: [
    {
      en: `at most ${limits.long_text_characters} characters and ${limits.inline_parts_per_node_count} parts`,
      ar: `${limits.long_text_characters} حرفًا و${limits.inline_parts_per_node_count} جزءًا على الأكثر`,
    },
    { en: 'Shorten the words, or split the node.', ar: 'اختصر الكلمات أو قسّم البند.' },
  ],
}
function refused(fault: StepFault, i: number): Problem {
  const [expected, action] = reasons[fault]
  return new Problem('invalid-input', refusals.step_does_not_fit, [
    { field: `steps.${i}`, expected, action },
  ])
}

export async function readSteps(
  db: Database,
  seat_id: string,
  input: InputOf<typeof roomEndpoints.readSteps>,
): Promise<OutputOf<typeof roomEndpoints.readSteps>> {
  return db.asSeat(seatRole(db.prefix, seat_id), async (tx) => {
    const room = await roomAt(tx, input)
    const steps = await stepsAfter(tx, room, input)
    return { version: room[input.language], steps }
  })
}
