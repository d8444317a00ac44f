// How soon an event reaches the last of 2,000 live streams of one server process, over real sockets.
// The clients run in the same process and on the same cores, so their reading is in the figure.
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { openKeys } from '../packages/server/src/ledger/keys.ts'
import { startServer } from '../packages/server/src/main.ts'
import { openDatabase } from '../packages/server/src/platform/open.ts'
import { compartmentId, seatId } from '../packages/server/test/confidentiality/world.ts'
import { newEvent, openWorld } from '../packages/server/test/http_harness.ts'
import { atMost, comparison, median, type Figure } from './table.ts'

const STREAMS_COUNT = 2_000
const EVENTS_COUNT = 20
/** Connections that are being opened at once. */
const OPENING_COUNT = 50
const seats = ['mission', 'a', 'b'] as const

type Opened = { readonly request: ClientRequest; readonly answer: IncomingMessage }

function open(url: string, seat: (typeof seats)[number], agent: Agent): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}api/live?seat=${seatId(seat)}`, { agent }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`A stream answered ${answer.statusCode}.`))
      else resolve({ request: asked, answer })
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** Counts the streams that have heard of each entry of one compartment, by its n. */
class Arrivals {
  readonly #compartment_id: string
  readonly #counts = new Map<number, number>()
  readonly #last = new Map<number, PromiseWithResolvers<number>>()
  constructor(compartment_id: string) {
    this.#compartment_id = compartment_id
  }

  /** Resolves to the moment when the last stream has the entry. */
  lastOf(n: number): Promise<number> {
    let last = this.#last.get(n)
    if (!last) this.#last.set(n, (last = Promise.withResolvers()))
    return last.promise
  }

  listen(answer: IncomingMessage): void {
    const before = `id: ${this.#compartment_id}:`
    let text = ''
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const id = text
          .slice(0, end)
          .split('\n')
          .find((line) => line.startsWith(before))
        text = text.slice(end + 2)
        if (id !== undefined) this.#arrived(Number(id.slice(before.length)))
      }
    })
  }

  #arrived(n: number): void {
    const count = (this.#counts.get(n) ?? 0) + 1
    this.#counts.set(n, count)
    if (count < STREAMS_COUNT) return
    void this.lastOf(n)
    this.#last.get(n)?.resolve(performance.now())
  }
}

/** The number of entries in the compartment that is written to. */
async function headOf(url: string): Promise<number> {
  const answer = await fetch(`${url}api/session`, { headers: { 'sulh-seat': seatId('mission') } })
  const { compartments } = (await answer.json()) as { compartments: { id: string; n: number }[] }
  const found = compartments.find(({ id }) => id === compartmentId('plenary'))
  if (!found) throw new Error('The mission does not read the plenary.')
  return found.n
}

/** Writes one event as the mission; answers the moments before and after. */
async function write(url: string): Promise<{ asked: number; answered: number }> {
  const asked = performance.now()
  const answer = await fetch(`${url}api/process/records`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sulh-seat': seatId('mission') },
    body: JSON.stringify(newEvent('plenary', 'Bench', randomUUID())),
  })
  const answered = performance.now()
  const text = await answer.text()
  if (!answer.ok) throw new Error(`The server answered ${answer.status}: ${text}`)
  return { asked, answered }
}

export async function streams(folder: string): Promise<Figure[]> {
  const data_dir = join(folder, 'streams')
  const server = await startServer({
    port: 0,
    log_level: 'warn',
    keys: () => openKeys(data_dir),
    open: async () => {
      const db = await openDatabase({ data_dir, secret: 'the secret of the bench' })
      await openWorld(db, { example: true })
      return db
    },
  })
  const agent = new Agent({ keepAlive: false, maxSockets: Infinity })
  const all: Opened[] = []
  try {
    const arrivals = new Arrivals(compartmentId('plenary'))
    while (all.length < STREAMS_COUNT) {
      const batch = Array.from({ length: OPENING_COUNT }, (_, i) =>
        open(server.url, seats[i % seats.length] ?? 'mission', agent),
      )
      for (const opened of await Promise.all(batch)) {
        arrivals.listen(opened.answer)
        all.push(opened)
      }
    }
    return figuresOf(await measure(server.url, arrivals))
  } finally {
    for (const opened of all) {
      // An end that we make is no fault.
      opened.request.on('error', () => undefined)
      opened.answer.on('error', () => undefined)
      opened.answer.destroy()
    }
    agent.destroy()
    await server.close()
  }
}

type Delay = { readonly afterAnswer: number; readonly afterRequest: number }

async function measure(url: string, arrivals: Arrivals): Promise<Delay[]> {
  const delays: Delay[] = []
  const before = await headOf(url)
  // The first is a warm-up and not counted.
  for (let i = 0; i <= EVENTS_COUNT; i += 1) {
    const { asked, answered } = await write(url)
    // Nobody else writes here, so the entry's n is known without a request that would disturb.
    const last = await arrivals.lastOf(before + 1 + i)
    // The last stream may have it before the writer has its answer.
    const delay = { afterAnswer: Math.max(0, last - answered), afterRequest: last - asked }
    if (i > 0) delays.push(delay)
  }
  return delays
}

function figuresOf(delays: readonly Delay[]): Figure[] {
  const after = delays.map(({ afterAnswer }) => afterAnswer)
  const whole = delays.map(({ afterRequest }) => afterRequest)
  const name = `event at the last of ${STREAMS_COUNT.toLocaleString('en')} streams`
  return [
    atMost(`${name}, after the answer, slowest of ${EVENTS_COUNT}`, Math.max(...after), 150, 'ms'),
    comparison(`${name}, after the answer, median`, median(after), 'ms'),
    comparison(`${name}, after the request, slowest of ${EVENTS_COUNT}`, Math.max(...whole), 'ms'),
    comparison(`${name}, after the request, median`, median(whole), 'ms'),
  ]
}
