// Twenty people in twenty rooms: everybody has all rooms open, and in each room one of them types, five
// keystrokes a second. Measured is the time from a keystroke's request to the last of the others who has
// it, over real sockets, on the embedded database. Clients run in the same process, on the same cores.
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { openKeys } from '../packages/server/src/ledger/keys.ts'
import { startServer } from '../packages/server/src/main.ts'
import type { Database } from '../packages/server/src/platform/database.ts'
import { openDatabase } from '../packages/server/src/platform/open.ts'
import { provision } from '../packages/server/src/platform/provision.ts'
import { markExample } from '../packages/server/src/platform/seats.ts'
import { actor, both, track } from '../packages/server/test/factories.ts'
import { atMost, comparison, type Figure } from './table.ts'

const PEOPLE_COUNT = 20
const ROOMS_COUNT = 20
const KEYSTROKES_PER_ROOM_COUNT = 20
const BETWEEN_KEYSTROKES_MS = 200

type World = { readonly seats: readonly string[]; readonly plenary: string }

/** One compartment that all twenty read and write, in an installation of its own. */
async function makePeople(db: Database): Promise<World> {
  const seats = Array.from({ length: PEOPLE_COUNT }, () => randomUUID() as string)
  const [process_id, plenary] = [randomUUID(), randomUUID()]
  await provision(db, {
    process_id,
    now: new Date().toISOString(),
    random_id: () => randomUUID(),
    salt: () => crypto.getRandomValues(new Uint8Array(32)),
    seats: seats.map((id, i) => ({
      id,
      kind: i === 0 ? 'mission' : 'delegation',
      title: both(`Person ${i}`),
      compartment_id: plenary,
    })),
    compartments: [
      {
        id: plenary,
        kind: 'plenary',
        name: both('Plenary'),
        readers: seats.map((seat_id) => ({ seat_id, may_write: true })),
      },
    ],
  })
  await markExample(db, process_id)
  return { seats, plenary }
}

async function post<T>(url: string, seat: string, path: string, body: unknown): Promise<T> {
  const answer = await fetch(`${url}api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sulh-seat': seat },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`)
  return JSON.parse(text) as T
}

/** A text with a node for each room; the paths of the rooms. */
async function makeRooms(url: string, { seats, plenary }: World): Promise<string[]> {
  const [holder = ''] = seats
  const made = [actor(plenary), track(plenary)] as const
  for (const input of made) await post(url, holder, 'process/records', input)
  const [party, ofTrack] = made.map(({ compartment_id, id }) => ({ compartment_id, id }))
  const instrument = `text/instruments/${randomUUID()}`
  const all = ['holder', 'party']
  await post(url, holder, `${instrument}/create`, {
    act_id: randomUUID(),
    compartment_id: plenary,
    description: {
      title: both('A text'),
      summary: both('A text.'),
      mode: 'mediator_text',
      authentic: ['en'],
      show_proponents: true,
    },
    table: {
      holders: [...seats],
      speakers: [],
      may: {
        draft: all,
        propose: all,
        table: all,
        merge: all,
        close: all,
        reopen: all,
        freeze: all,
      },
    },
    track: ofTrack,
    holder: party,
    parties: [party],
  })
  const rooms: string[] = []
  for (let i = 0; i < ROOMS_COUNT; i++) {
    const node_id = randomUUID()
    const rank = `a${String(i).padStart(3, '0')}1`
    const node = { act_id: randomUUID(), node_id, kind: 'article', rank }
    await post(url, holder, `${instrument}/nodes`, node)
    const room = `${instrument}/rooms/${plenary}/${node_id}`
    await post(url, holder, `${room}/enter`, {})
    rooms.push(room)
  }
  return rooms
}

/** Counts the windows that have heard each keystroke, by its window's name. */
class Arrivals {
  readonly #counts = new Map<string, number>()
  readonly #last = new Map<string, PromiseWithResolvers<number>>()

  /** The moment when the last of the others had it. */
  lastOf(client: string): Promise<number> {
    let last = this.#last.get(client)
    if (!last) this.#last.set(client, (last = Promise.withResolvers()))
    return last.promise
  }
  listen(answer: IncomingMessage): void {
    let text = ''
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const client = /"client":"([^"]+)"/.exec(text.slice(0, end))?.[1]
        text = text.slice(end + 2)
        if (client) this.#arrived(client)
      }
    })
  }
  #arrived(client: string): void {
    const count = (this.#counts.get(client) ?? 0) + 1
    this.#counts.set(client, count)
    if (count < PEOPLE_COUNT) return
    void this.lastOf(client)
    this.#last.get(client)?.resolve(performance.now())
  }
}

type Opened = { readonly request: ClientRequest; readonly answer: IncomingMessage }
function open(url: string, path: string, seat: string, agent: Agent): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}api/${path}/stream?seat=${seat}`, { agent }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`A stream answered ${answer.statusCode}.`))
      else resolve({ request: asked, answer })
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** One person types in one room; each keystroke is a request, begun at its time on the clock. */
async function type(
  url: string,
  of: { readonly room: string; readonly seat: string; readonly arrivals: Arrivals },
): Promise<number[]> {
  const { room, seat, arrivals } = of
  const delays: number[] = []
  const began = performance.now() + Math.random() * BETWEEN_KEYSTROKES_MS
  for (let version = 0; version < KEYSTROKES_PER_ROOM_COUNT; version++) {
    const wait = began + version * BETWEEN_KEYSTROKES_MS - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    // Each keystroke has a window's name of its own, by which it is known where it arrives.
    const client = randomUUID()
    const steps = [{ from: version, to: version, insert: [{ text: 'k' }] }]
    const asked = performance.now()
    await post(url, seat, `${room}/steps`, { language: 'en', version, client, steps })
    delays.push((await arrivals.lastOf(client)) - asked)
  }
  return delays
}

export async function rooms(folder: string): Promise<Figure[]> {
  const data_dir = join(folder, 'rooms')
  const made = Promise.withResolvers<World>()
  const server = await startServer({
    port: 0,
    log_level: 'warn',
    keys: () => openKeys(data_dir),
    open: async () => {
      const db = await openDatabase({ data_dir, secret: 'the secret of the bench' })
      made.resolve(await makePeople(db))
      return db
    },
  })
  const agent = new Agent({ keepAlive: false, maxSockets: Infinity })
  const opened: Opened[] = []
  try {
    const world = await made.promise
    const { url } = server
    const places = await makeRooms(url, world)
    const arrivals = new Arrivals()
    for (const room of places)
      for (const seat of world.seats) {
        const stream = await open(url, room, seat, agent)
        arrivals.listen(stream.answer)
        opened.push(stream)
      }
    const delays = await Promise.all(
      places.map((room, i) => type(url, { room, seat: world.seats[i] ?? '', arrivals })),
    )
    return figuresOf(delays.flat())
  } finally {
    for (const { request: asked, answer } of opened) {
      // An end that we make is no fault.
      asked.on('error', () => undefined)
      answer.on('error', () => undefined)
      answer.destroy()
    }
    agent.destroy()
    await server.close()
  }
}

function figuresOf(delays: readonly number[]): Figure[] {
  const sorted = delays.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
  const name = `keystroke at the last of ${PEOPLE_COUNT} people, ${ROOMS_COUNT} rooms typed in`
  return [
    atMost(`${name}, 95th percentile`, at(0.95), 100, 'ms'),
    comparison(`${name}, median`, at(0.5), 'ms'),
    comparison(`${name}, slowest of ${delays.length}`, at(1), 'ms'),
  ]
}
