// A forum for tests of dialogues: the secretariat, five members of each of three blocs, an onlooker
// from another body and the public; each member with a compartment of her own and one that she shares
// with the secretariat. Ids, times and salts follow from names, so that two runs can be compared.
import { createHash } from 'node:crypto'
import type { InputOf } from '@sulh/contract/endpoint'
import type { dialogueEndpoints } from '@sulh/contract/forum_dialogue'
import type { CommandContext } from '../src/platform/append.ts'
import type { Database, SeatRole } from '../src/platform/database.ts'
import { provision } from '../src/platform/provision.ts'
import { seatRole } from '../src/platform/roles.ts'
import type { SeatIdentity } from '../src/platform/seats.ts'
import { castCitizenVotes } from '../src/forum/citizen_acts.ts'
import { inviteCitizens } from '../src/forum/citizen_invitations.ts'
import { openDialogue } from '../src/forum/dialogue_commands.ts'
import { castVotes } from '../src/forum/dialogue_votes.ts'
import { publishOpinion, type PublishContext } from '../src/forum/dialogue_publish.ts'
import { digest, idOf } from './confidentiality/world.ts'

export const blocKeys = ['west', 'east', 'south'] as const
export const members = blocKeys.flatMap((bloc) => [1, 2, 3, 4, 5].map((i) => `${bloc} ${i}`))
const seats = ['secretariat', 'onlooker', 'public', ...members]
export const dialogue_id = idOf('the dialogue')
export const statementIds = Array.from({ length: 12 }, (_, i) => idOf(`statement ${i}`))
export const compartment = (name: string) => idOf(`forum compartment ${name}`)
export const seatOf = (name: string) => idOf(`forum seat ${name}`)
export const roleOf = (db: Database, name: string): SeatRole => seatRole(db.prefix, seatOf(name))
const both = (text: string) => ({ en: text, ar: `نص ${text}` })

export function identity(db: Database, name: string): SeatIdentity {
  const kind = name === 'secretariat' ? 'mission' : 'member'
  return {
    id: seatOf(name),
    role: roleOf(db, name),
    kind,
    title: both(name),
    process_id: idOf('forum process'),
  }
}

/** Minutes after midnight; ids and salts of the name of the act. */
export function context(seat: string, name: string, minute: number): CommandContext {
  let serial = 0
  return {
    seat_id: seatOf(seat),
    now: time(minute),
    random_id: () => idOf(`${name} ${(serial += 1)}`),
    salt: () => Buffer.from(digest(`salt ${name} ${(serial += 1)}`), 'hex'),
  }
}
export const time = (minute: number) =>
  new Date(Date.UTC(2020, 10, 9) + minute * 60_000).toISOString()

export async function makeForum(db: Database): Promise<void> {
  const { random_id, salt, now } = context('secretariat', 'forum', -1)
  const write = (...names: string[]) =>
    names.map((name) => ({ seat_id: seatOf(name), may_write: true }))
  const read = (...names: string[]) =>
    names.map((name) => ({ seat_id: seatOf(name), may_write: false }))
  const make = (
    name: string,
    kind: string,
    readers: { seat_id: string; may_write: boolean }[],
  ) => ({
    id: compartment(name),
    kind,
    name: both(name),
    readers,
  })
  await provision(db, {
    process_id: idOf('forum process'),
    now,
    random_id,
    salt,
    seats: seats.map((name) => ({
      id: seatOf(name),
      kind: name === 'secretariat' ? 'mission' : name === 'public' ? 'public' : 'member',
      title: both(name),
      compartment_id: compartment(name === 'public' ? 'public' : 'process'),
    })),
    compartments: [
      make('public', 'public', [...write('secretariat')]),
      make('process', 'process', [...write('secretariat'), ...read('onlooker', ...members)]),
      make('plenary', 'plenary', write('secretariat', ...members)),
      make('mission', 'mission', write('secretariat')),
      make('citizens', 'citizens', []),
      ...members.flatMap((name) => [
        make(`own ${name}`, 'member', write(name)),
        make(`desk ${name}`, 'caucus', write('secretariat', name)),
      ]),
    ],
  })
}

type Opening = InputOf<(typeof dialogueEndpoints)['openDialogue']>
export const rules: Opening['rules'] = {
  moderators: [seatOf('secretariat')],
  blocs: blocKeys.map((key) => ({
    key,
    name: both(key),
    seats: members.filter((m) => m.startsWith(key)).map(seatOf),
  })),
  batch_people: 5,
  publish_minutes: 10,
  seed: 7,
  exposure_floor: 3,
  submissions: true,
}

export function opening(given: Partial<Opening> = {}): Opening {
  return {
    dialogue_id,
    compartment_id: compartment('plenary'),
    title: both('A dialogue'),
    question: both('What unites?'),
    rules,
    statements: statementIds.map((id, i) => ({ id, ...both(`Statement ${i}`) })),
    ...given,
  }
}

export async function openForumDialogue(db: Database, given: Partial<Opening> = {}) {
  return openDialogue(db, context('secretariat', 'open', 0), opening(given))
}

/** One vote on one statement; its id follows from the name of the act. */
export async function vote(
  db: Database,
  of: { member: string; statement: number; vote: 1 | 0 | -1; minute: number; dialogue?: string },
) {
  const name = `${of.member} votes ${of.statement} ${of.minute}`
  return castVotes(db, context(of.member, name, of.minute), {
    dialogue_id: of.dialogue ?? dialogue_id,
    votes: [{ id: idOf(name), statement_id: statementIds[of.statement] ?? '', vote: of.vote }],
  })
}

/** The token of a citizen's link, and what the server is given of it. */
export const tokenOf = (name: string) =>
  Buffer.from(digest(`link ${name}`), 'hex').toString('base64url')
export const hashOf = (name: string) =>
  createHash('sha256')
    .update(Buffer.from(tokenOf(name), 'base64url'))
    .digest('hex')

/** One batch of links of these names, for a bloc or none. */
export async function invite(
  db: Database,
  of: {
    batch: string
    names: readonly string[]
    bloc?: string
    minute?: number
    dialogue?: string
  },
) {
  const { batch, names, bloc, minute = 1, dialogue = dialogue_id } = of
  return inviteCitizens(db, context('secretariat', `invite ${batch}`, minute), {
    dialogue_id: dialogue,
    batch_id: idOf(`batch ${batch}`),
    compartment_id: compartment('mission'),
    label: batch,
    hashes: names.map(hashOf),
    ...(bloc === undefined ? {} : { bloc }),
  })
}

/** One vote of a citizen; its id follows from the name of the act. */
export async function citizenVote(
  db: Database,
  of: { citizen: string; statement: number; vote: 1 | 0 | -1; minute: number },
) {
  const name = `${of.citizen} votes ${of.statement} ${of.minute}`
  return castCitizenVotes(db, context('public', name, of.minute), {
    token: tokenOf(of.citizen),
    votes: [{ id: idOf(name), statement_id: statementIds[of.statement] ?? '', vote: of.vote }],
  })
}

export async function publish(db: Database, minute: number, dialogue = dialogue_id) {
  const { random_id, salt } = context('secretariat', `publication ${minute} ${dialogue}`, minute)
  const by: PublishContext = { random_id, salt }
  return publishOpinion(db, by, { dialogue_id: dialogue, at: time(minute) })
}
