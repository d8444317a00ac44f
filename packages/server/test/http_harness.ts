// The application on a small world, called without a socket: who asks is a seat's name. For tests
// of the interface; what the database enforces is tested in confidentiality/.
import { randomUUID } from 'node:crypto'
import { textDocumentEndpoints } from '@sulh/contract/text_documents'
import { commandContext } from '../src/platform/append.ts'
import { loopbackNames } from '../src/platform/context.ts'
import type { App, Services } from '../src/platform/context.ts'
import type { Database } from '../src/platform/database.ts'
import { startDispatcher } from '../src/platform/dispatcher.ts'
import type { Dispatcher } from '../src/platform/dispatcher.ts'
import { createApp } from '../src/platform/http.ts'
import type { LiveStreams } from '../src/platform/live.ts'
import type { LiveRooms } from '../src/text/room/live_rooms.ts'
import { openLog } from '../src/platform/log.ts'
import { Seats, markExample } from '../src/platform/seats.ts'
import { compartmentId, idOf, makeWorld, seatId } from './confidentiality/world.ts'
import type { Place, SeatName } from './confidentiality/world.ts'

export type Server = {
  readonly services: Services
  readonly app: App
  readonly streams: LiveStreams
  readonly rooms: LiveRooms
  /** Log lines as they were written. */
  readonly lines: string[]
  get(seat: SeatName | undefined, path: string): Promise<Response>
  post(seat: SeatName | undefined, path: string, body: unknown): Promise<Response>
  /** A DOCX as the whole body. */
  send(seat: SeatName | undefined, path: string, file: Uint8Array): Promise<Response>
  ask(method: string, path: string): Promise<Response>
  close(): Promise<void>
}

/** Makes the world in an empty database, as the example case unless told otherwise. */
export async function openWorld(db: Database, as: { example: boolean }): Promise<void> {
  await makeWorld(db)
  if (as.example) await markExample(db, idOf('process'))
}

/** `wrap` puts something between the dispatcher and its streams, for a leak that must be caught. */
export async function serve(
  db: Database,
  changed: Partial<Services> = {},
  wrap: (real: Dispatcher) => Dispatcher = (real) => real,
): Promise<Server> {
  const lines: string[] = []
  const log = openLog({ level: 'debug', destination: { write: (line) => void lines.push(line) } })
  const dispatcher = wrap(await startDispatcher({ db, log, poll: false }))
  const services: Services = {
    db,
    seats: new Seats(db),
    dispatcher,
    log,
    clock: () => new Date('2020-10-19T08:00:00.000Z'),
    commandContext,
    keys: async () => [],
    seat_switcher: true,
    host_names: [...loopbackNames],
    secure_cookies: false,
    web_folder: '/nowhere',
    ...changed,
  }
  const { app, streams, rooms } = createApp(services)
  const headers = (seat: SeatName | undefined) => (seat ? { 'sulh-seat': seatId(seat) } : {})
  return {
    services,
    app,
    streams,
    rooms,
    lines,
    get: async (seat, path) => app.request(path, { headers: headers(seat) }),
    post: async (seat, path, body) =>
      app.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers(seat) },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    send: async (seat, path, file) =>
      app.request(path, {
        method: 'POST',
        headers: {
          'content-type': textDocumentEndpoints.previewImport.upload?.media_type ?? '',
          ...headers(seat),
        },
        body: Uint8Array.from(file),
      }),
    ask: async (method, path) => app.request(path, { method }),
    async close() {
      streams.close()
      await rooms.close()
      await dispatcher.close()
    },
  }
}

/** A chronology event as createRecord takes it. */
export function newEvent(place: Place, title: string, id: string = randomUUID()) {
  return {
    id,
    compartment_id: compartmentId(place),
    kind: 'event',
    facts: [newAccount(title)],
  }
}
export function newAccount(title: string) {
  return {
    id: randomUUID() as string,
    facet: 'account',
    known_from: '2020-10-19T05:00:00.000Z',
    value: {
      title: { en: title, ar: 'حدث' },
      text: { en: 'An example entry.', ar: 'قيد تمثيلي.' },
      when: { from: '2020-10-19' },
      precision: 'day',
    },
  }
}

/** Status, headers and body in one text: what an observer of the wire sees. */
export async function wire(response: Response): Promise<string> {
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).sort()
  return [`${response.status}`, ...headers, '', await response.text()].join('\n')
}
export async function codeOf(response: Response): Promise<string> {
  const body = (await response.json()) as { code?: string }
  return `${response.status} ${body.code ?? 'ok'}`
}
