// The streams of drafting rooms. A room's events go to those in it and nowhere else; before each
// delivery the database says who still reads the compartment, and the stream of whoever does not is
// ended. Each room delivers by itself, so its order and its pauses do not depend on other rooms.
import { limits } from '@sulh/contract/limits'
import type { CaretEvent, PresentEvent, StepsEvent } from '@sulh/contract/room'
import type { Database, SeatRole } from '../../platform/database.ts'
import { OpenSinks, type Sink } from '../../platform/event_stream.ts'
import { logFault, type Log } from '../../platform/log.ts'
import { findRoom, roomAt, stepsAfter, type RoomPlace } from './rows.ts'

type Person = { readonly sink: Sink; readonly role: SeatRole; readonly seat_id: string }
type Versions = { en: number; ar: number }
type Room = {
  readonly place: RoomPlace
  readonly people: Set<Person>
  /** Told so far. */
  readonly versions: Versions
  readonly waiting: (() => string)[]
  delivering: Promise<void> | undefined
}
const languages = ['en', 'ar'] as const

type Events = { present: PresentEvent; steps: StepsEvent; caret: CaretEvent }
function encode<E extends keyof Events>(event: E, content: Events[E]): string {
  return `event: ${event}\ndata: ${JSON.stringify(content)}\n\n`
}

export class LiveRooms {
  readonly #db: Database
  readonly #log: Log
  readonly #sinks = new OpenSinks()
  readonly #rooms = new Map<string, Room>()
  readonly #timer: NodeJS.Timeout
  #checking: Promise<void> | undefined
  #closed = false

  constructor(db: Database, log: Log) {
    this.#db = db
    this.#log = log
    this.#timer = setInterval(() => {
      this.#checking ??= this.check()
        .catch((error: unknown) => void logFault(log, error, 'rooms'))
        .finally(() => {
          this.#checking = undefined
        })
    }, limits.room_access_check_ms)
    this.#timer.unref()
  }

  get full(): boolean {
    return this.#sinks.full
  }

  /** Throws not-found, before anything is sent, where the seat finds no such room. */
  async open(place: RoomPlace, person: Person): Promise<() => void> {
    const read = () => this.#db.asSeat(person.role, (tx) => roomAt(tx, place))
    await read()
    const room = this.#roomOf(place)
    const leave = () => this.#leave(room, person)
    this.#sinks.add(person.sink)
    this.#sinks.begin(person.sink)
    room.people.add(person)
    try {
      // Once more, now that whatever comes is told: no step falls between the two.
      const { en, ar } = await read()
      advance(room.versions, { en, ar })
      this.#tell(room, () => encode('present', present(room)))
    } catch {
      // It has begun, so that no answer but its end can say that the room is closed meanwhile.
      person.sink.end()
    }
    return leave
  }

  /** After a commit: the steps that it wrote. */
  tell(place: RoomPlace, event: StepsEvent): void {
    const room = this.#rooms.get(keyOf(place))
    const last = event.steps.at(-1)
    if (!room || !last) return
    advance(room.versions, { [event.language]: last.version })
    this.#tell(room, () => encode('steps', event))
  }

  /** Where a caret stands: to those who are in the room now, and to nobody later. */
  point(place: RoomPlace, event: CaretEvent): void {
    const room = this.#rooms.get(keyOf(place))
    if (room) this.#tell(room, () => encode('caret', event))
  }

  /**
   * Ends the streams of those who read no longer, and tells what other processes wrote. By the clock
   * (limits.room_access_check_ms) and not by anybody's doings.
   */
  async check(): Promise<void> {
    for (const room of this.#rooms.values()) {
      await this.#endClosed(room)
      if (this.#db.engine === 'postgresql') await this.#catchUp(room)
    }
  }

  /** Resolves when all that was told so far is out. */
  async settled(): Promise<void> {
    for (const room of this.#rooms.values()) await room.delivering
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    this.#sinks.close()
    await this.#checking
    await this.settled()
    this.#rooms.clear()
  }

  #roomOf(place: RoomPlace): Room {
    const key = keyOf(place)
    const found = this.#rooms.get(key)
    if (found) return found
    const versions = { en: 0, ar: 0 }
    const room = { place, people: new Set<Person>(), versions, waiting: [], delivering: undefined }
    this.#rooms.set(key, room)
    return room
  }

  #leave(room: Room, person: Person): void {
    this.#sinks.remove(person.sink)
    if (!room.people.delete(person)) return
    if (room.people.size > 0) this.#tell(room, () => encode('present', present(room)))
    else if (this.#rooms.get(keyOf(room.place)) === room) this.#rooms.delete(keyOf(room.place))
  }

  #tell(room: Room, event: () => string): void {
    room.waiting.push(event)
    if (!this.#closed) room.delivering ??= this.#deliver(room)
  }

  async #deliver(room: Room): Promise<void> {
    // The first await lets the caller store the promise before anything runs.
    await Promise.resolve()
    while (room.waiting.length > 0 && !this.#closed) {
      try {
        await this.#endClosed(room)
        const text = room.waiting.splice(0).map((event) => event())
        for (const { sink } of room.people) this.#sinks.send(sink, text.join(''))
      } catch (error) {
        logFault(this.#log, error, 'rooms')
        // Whoever may hear is not known: nobody hears, and everybody reads again on return.
        room.waiting.splice(0)
        for (const { sink } of room.people) sink.end()
      }
    }
    room.delivering = undefined
  }

  /** Those who read the compartment no longer leave the room, and their streams end. */
  async #endClosed(room: Room): Promise<void> {
    const { compartment_id } = room.place
    const readers = await this.#db.asService('dispatcher', (tx) =>
      tx
        .selectFrom('sulh.reader')
        .select('role')
        .where('compartment_id', '=', compartment_id)
        .execute(),
    )
    const roles = new Set<string>(readers.map(({ role }) => role))
    const gone = [...room.people].filter((person) => !roles.has(person.role))
    for (const person of gone) {
      this.#leave(room, person)
      person.sink.end()
    }
  }

  /** Steps that another process took are read as one of those in the room reads them. */
  async #catchUp(room: Room): Promise<void> {
    const [person] = room.people
    if (!person) return
    const { place, versions } = room
    const events = await this.#db.asSeat(person.role, async (tx) => {
      const row = await findRoom(tx, place)
      const missed: StepsEvent[] = []
      for (const language of languages) {
        if (!row || row[language] <= versions[language]) continue
        const steps = await stepsAfter(tx, place, { language, after: versions[language] })
        missed.push({ language, steps })
      }
      return missed
    })
    for (const event of events) this.tell(place, event)
  }
}

function keyOf({ compartment_id, subject_id }: RoomPlace): string {
  return `${compartment_id} ${subject_id}`
}
function advance(versions: Versions, to: Partial<Versions>): void {
  for (const language of languages)
    versions[language] = Math.max(versions[language], to[language] ?? 0)
}
/** Seats, each once however many windows it has, in the order of their ids. */
function present({ people, versions }: Room): PresentEvent {
  const here = [...new Set([...people].map(({ seat_id }) => seat_id))].toSorted()
  return { here, ...versions }
}
