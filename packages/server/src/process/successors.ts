// The seats of a delegation that has none: of a successor, in the shape of its predecessor's, or of
// one that joins beside another. Nobody is added to a compartment with a history (platform SPEC P5),
// so what it will share with others is made anew. Runs as `sulh seat`, never in a request.
import { statedFacts } from '@sulh/analysis/history/stated'
import type { ProcessRecord } from '@sulh/contract/process'
import { standingAt } from '@sulh/contract/standing'
import type { CommandContext } from '../platform/append.ts'
import type { Database, Tx } from '../platform/database.ts'
import { provision, ProvisionError, type NewCompartment } from '../platform/provision.ts'
import { referenceRecords } from './queries.ts'
import { recordPeriods } from './standing.ts'

type Names = { readonly en: string; readonly ar: string }
type Delegation = {
  readonly id: string
  readonly compartment_id: string
  readonly title: Names
  readonly successors: readonly string[]
  readonly seats: readonly string[]
  /** Whether its standing has closed it by now. */
  readonly closed: boolean
}
type Circle = {
  readonly id: string
  readonly kind: string
  readonly name: Names
  readonly process_id: string
  readonly readers: ReadonlyMap<string, boolean>
}
export type MadeSeat = { readonly id: string; readonly title: Names }
export type MadeSeats = {
  readonly seats: readonly MadeSeat[]
  readonly compartments: readonly Pick<NewCompartment, 'id' | 'kind' | 'name'>[]
}
export type Making = Pick<CommandContext, 'now' | 'random_id' | 'salt'>

/** Delegations without a seat, with the one that they succeed. */
export async function seatlessDelegations(
  db: Database,
): Promise<readonly { readonly id: string; readonly title: Names; readonly succeeds?: Names }[]> {
  return db.asService('backup', async (tx) => {
    const all = await delegations(tx)
    return all
      .filter(({ seats }) => seats.length === 0)
      .map(({ id, title }) => {
        const before = all.find(({ successors }) => successors.includes(id))
        return { id, title, ...(before ? { succeeds: before.title } : {}) }
      })
  })
}

/**
 * Makes the seats of a delegation. Of a successor it makes all at once, because successors of one
 * split share a plenary; `beside` names a delegation in whose shape one that joins is seated.
 * Throws a ProvisionError whose message says what to do; then nothing was made.
 */
export async function makeSeats(
  db: Database,
  of: { readonly delegation_id: string; readonly beside?: string | undefined; readonly by: Making },
): Promise<MadeSeats> {
  const { all, circles } = await db.asService('backup', async (tx) => ({
    all: await delegations(tx),
    circles: await circlesOf(tx),
  }))
  const { fresh, model, leaves } = chosen(all, of)
  const day = of.by.now.slice(0, 10)
  const seats = fresh.map(({ id, title, compartment_id }) => ({
    id: of.by.random_id(),
    kind: 'delegation',
    title,
    compartment_id,
    delegation_id: id,
  }))
  const closed = new Set(all.filter((d) => d.closed && d !== model).flatMap((d) => d.seats))
  const shape = circles.filter(
    ({ readers }) =>
      model.seats.some((seat) => readers.has(seat)) &&
      // An older plenary with someone who left it before: it was made anew then.
      ![...readers.keys()].some((seat) => closed.has(seat)),
  )
  const compartments: NewCompartment[] = []
  const joins: { seat_id: string; compartment_id: string }[] = []
  for (const circle of shape) {
    const others = [...circle.readers].filter(([seat]) => !model.seats.includes(seat))
    const rights = [...circle.readers].filter(([seat]) => model.seats.includes(seat))
    const may_write = rights.some(([, may]) => may)
    const reader = ([seat_id, may]: readonly [string, boolean]) => ({ seat_id, may_write: may })
    switch (circle.kind) {
      case 'public':
        break
      case 'process':
        for (const { id } of seats) joins.push({ seat_id: id, compartment_id: circle.id })
        break
      case 'room':
      case 'caucus':
      case 'monitors':
      case 'member':
        for (const seat of seats)
          compartments.push({
            id: of.by.random_id(),
            kind: circle.kind,
            name: ownName(circle.kind, seat.title),
            readers: [...others.map(reader), { seat_id: seat.id, may_write }],
          })
        break
      default:
        compartments.push({
          id: of.by.random_id(),
          kind: circle.kind,
          name: { en: `${circle.name.en}, from ${day}`, ar: `${circle.name.ar}، منذ ${day}` },
          readers: [
            ...(leaves ? others : [...circle.readers]).map(reader),
            ...seats.map(({ id }) => ({ seat_id: id, may_write })),
          ],
        })
    }
  }
  const process_id = circles.find(({ id }) => id === model.compartment_id)?.process_id ?? ''
  await provision(db, { process_id, ...of.by, seats, compartments, joins })
  return { seats, compartments }
}

function ownName(kind: string, title: Names): Names {
  const words: Record<string, Names> = {
    room: { en: 'Own room', ar: 'الغرفة الخاصة' },
    caucus: { en: 'Caucus', ar: 'لقاء مغلق' },
    monitors: { en: 'Liaison officers', ar: 'ضباط الاتصال' },
  }
  const word = words[kind] ?? { en: 'Own', ar: 'خاص' }
  return { en: `${word.en}: ${title.en}`, ar: `${word.ar}: ${title.ar}` }
}

/** Whose seats are made, after whose model, and whether the model leaves what is shared. */
function chosen(
  all: readonly Delegation[],
  of: { readonly delegation_id: string; readonly beside?: string | undefined },
): { readonly fresh: readonly Delegation[]; readonly model: Delegation; readonly leaves: boolean } {
  const wanted = all.find(({ id }) => id === of.delegation_id)
  if (!wanted)
    throw new ProvisionError(`There is no delegation ${of.delegation_id}: see sulh seat.`)
  if (wanted.seats.length > 0)
    throw new ProvisionError(`This delegation has its seat, ${wanted.seats.join(', ')}.`)
  const before = all.find(({ successors }) => successors.includes(wanted.id))
  const model = of.beside === undefined ? before : all.find(({ id }) => id === of.beside)
  if (!model || model.seats.length === 0)
    throw new ProvisionError(
      of.beside === undefined
        ? 'This delegation succeeds none: name one with --beside, in whose shape it is seated.'
        : `There is no delegation ${of.beside} with a seat: see sulh seat.`,
    )
  if (of.beside !== undefined) return { fresh: [wanted], model, leaves: false }
  const fresh = model.successors.flatMap((id) =>
    all.filter((d) => d.id === id && d.seats.length === 0),
  )
  return { fresh, model, leaves: true }
}

async function delegations(tx: Tx): Promise<Delegation[]> {
  const records = await referenceRecords(tx, 'delegation')
  const seats = await tx
    .selectFrom('sulh.seat')
    .select(['id', 'compartment_id', 'delegation_id'])
    .execute()
  const now = new Date().toISOString()
  return Promise.all(
    records.map(async (record) => {
      const { id, compartment_id } = record
      const period = standingAt(await recordPeriods(tx, record), now)
      return {
        id,
        compartment_id,
        title: titleOf(record),
        successors: statedFacts(record.facts, 'standing').flatMap(({ fact }) =>
          fact.references.filter(({ path }) => path === 'successors').map((r) => r.id),
        ),
        seats: seats
          .filter((s) => s.delegation_id === id && s.compartment_id === compartment_id)
          .map((s) => s.id),
        closed: period?.access === 'closed',
      }
    }),
  )
}

function titleOf(record: ProcessRecord): Names {
  const last = statedFacts(record.facts, 'description').at(-1)
  return last?.fact.value['title'] as Names
}

async function circlesOf(tx: Tx): Promise<Circle[]> {
  const compartments = await tx.selectFrom('sulh.compartment').selectAll().orderBy('id').execute()
  const circle = await tx.selectFrom('sulh.circle').selectAll().orderBy('seat_id').execute()
  const rows = Map.groupBy(circle, (row) => row.compartment_id)
  return compartments.map(({ id, kind, process_id, name_en, name_ar }) => ({
    id,
    kind,
    process_id,
    name: { en: name_en, ar: name_ar },
    readers: new Map((rows.get(id) ?? []).map((r) => [r.seat_id, r.may_write])),
  }))
}
