// The words of a room become a revision of its alternative or node, or a new proposal in its slot: the
// acts of the text as they are, with words that the server itself read from the room.
import type { Part } from '@sulh/analysis/drafting/sheet'
import canonicalize from 'canonicalize'
import type { InputOf } from '@sulh/contract/endpoint'
import { Problem } from '@sulh/contract/problem'
import { shapeWords } from '@sulh/contract/shape_words'
import type { roomEndpoints } from '@sulh/contract/room'
import { contentSchema } from '@sulh/contract/text'
import { sql } from 'kysely'
import type { CommandContext } from '../../platform/append.ts'
import type { Database, Tx } from '../../platform/database.ts'
import { retried } from '../../process/commands.ts'
import { actIn, doneBefore, type Act, type ActInput, type Done } from '../act.ts'
import { proposeAlternative, reviseAlternative } from '../plan_alternatives.ts'
import { reviseNode } from '../plan_nodes.ts'
import { refusals } from '../refusals.ts'
import { languages, type Language } from '../wording_check.ts'
import { roomAt, takenOver, type RoomRow } from './rows.ts'
import { type Sheets, wordsOf } from './sheets.ts'

type Input = InputOf<typeof roomEndpoints.takeOverRoom>
type Wording = { en?: Part[]; ar?: Part[] }
const name = 'takeOverRoom'

export async function takeOverRoom(
  db: Database,
  context: CommandContext,
  of: { readonly input: Input; readonly sheets: Sheets },
): Promise<Done> {
  const { input, sheets } = of
  return retried(db, context, async (tx) => {
    const earlier = await doneBefore(tx, context, { name, input })
    if (earlier) return earlier
    const room = await roomAt(tx, input)
    requireSame(room, input)
    const wording = await newWords(tx, room, sheets)
    return actIn(tx, context, { act: actOf(room, wording), input })
  })
}

function requireSame(room: RoomRow, { versions }: Input): void {
  if (room.en === versions.en && room.ar === versions.ar) return
  throw new Problem('conflict', refusals.words_went_on)
}

/** Languages whose words are no longer those of the revision that the room stands on. */
async function newWords(tx: Tx, room: RoomRow, sheets: Sheets): Promise<Wording> {
  const wording: Wording = {}
  for (const language of languages) {
    const words = checked(wordsOf(await sheets.at(tx, room, language)), language)
    if (canonicalize(words) !== canonicalize(await standsOn(tx, room, language)))
      wording[language] = words
  }
  if (Object.keys(wording).length === 0) throw new Problem('wrong-state', refusals.nothing_to_take)
  return wording
}

async function standsOn(tx: Tx, room: RoomRow, language: Language): Promise<readonly Part[]> {
  const taken = (await takenOver(tx, room))[language]
  if (taken === undefined) return language === 'en' ? room.english : room.arabic
  const { rows } = await sql<{ content: Part[] }>`
    select value -> 'content' as content from sulh.fact
    where compartment_id = ${room.compartment_id} and id = ${taken}`.execute(tx)
  return rows[0]?.content ?? []
}

/** As the contract has wordings: in normal form, without brackets, within its limits. */
function checked(words: readonly Part[], language: Language): Part[] {
  const parsed = contentSchema.safeParse(words)
  if (parsed.success) return parsed.data
  throw new Problem(
    'invalid-input',
    refusals.not_taken_over,
    parsed.error.issues.map((issue) => ({
      field: ['wording', language, ...issue.path].map(String).join('.'),
      expected: shapeWords(issue),
      action: { en: 'Change it in the room.', ar: 'غيّره في الغرفة.' },
    })),
  )
}

/** The act that takes these words over, by the rules that it has anyway. */
function actOf(room: RoomRow, wording: Wording): Act<Input> {
  const common = ({ instrument_id, act_id, channel, confirmation, mark }: Input) => ({
    instrument_id,
    act_id,
    channel,
    confirmation,
    mark,
  })
  switch (room.subject) {
    case 'alternative':
      return {
        name,
        near: ({ subject_id }) => [subject_id],
        plan(scene, input, context) {
          const { base, translates, subject_id: alternative_id } = input
          const revision: ActInput<'reviseAlternative'> = {
            ...common(input),
            alternative_id,
            base,
            wording,
            translates,
          }
          return reviseAlternative.plan(scene, revision, context)
        },
      }
    case 'node':
      return {
        name,
        near: ({ subject_id }) => [subject_id],
        plan(scene, input, context) {
          const { base, translates, subject_id: node_id } = input
          const revision = { ...common(input), node_id, base, wording, translates }
          return reviseNode.plan(scene, revision, context)
        },
      }
    case 'slot':
      return {
        name,
        near: ({ subject_id }) => [subject_id],
        plan(scene, input, context) {
          const { subject_id: slot_id, compartment_id, proposal } = input
          if (!proposal) throw noProposal()
          const alternative = { ...proposal, no_text: false, wording }
          const made = { ...common(input), slot_id, compartment_id, alternative }
          return proposeAlternative.plan(scene, made, context)
        },
      }
  }
}

function noProposal(): Problem {
  return new Problem('invalid-input', refusals.needs_proposal, [
    {
      field: 'proposal',
      expected: { en: 'the proposal to make', ar: 'المقترح المراد تقديمه' },
      action: { en: 'Give one.', ar: 'اكتب واحدًا.' },
    },
  ])
}
