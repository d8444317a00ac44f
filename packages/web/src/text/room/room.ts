// A drafting room in this window: its two sheets and the connection. Typing never waits for the
// server; what is typed is kept in the browser, sent when there is a connection, and carried over
// what others wrote meanwhile. Screens subscribe to `snapshot`.
import type { InputOf } from '@sulh/contract/endpoint'
import { limits } from '@sulh/contract/limits'
import type { ProblemDetails } from '@sulh/contract/problem'
import {
  roomEndpoints,
  type CaretEvent,
  type PresentEvent,
  type Room as RoomAnswer,
  type RoomLanguage,
  type StepsEvent,
} from '@sulh/contract/room'
import { call, ProblemError } from '../../session/api.ts'
import { holdWindow, keep, takeUp, type Kept } from './kept.ts'
import { Sheet, type Owner } from './sheet.ts'

export type Place = {
  readonly instrument_id: string
  readonly compartment_id: string
  readonly subject_id: string
}
/**
 * `offline`: tried again by itself. `refused`: the server does not take what was typed. `closed`: there
 * is no such room for this seat, or no longer.
 */
export type Connection = 'entering' | 'live' | 'offline' | 'refused' | 'closed'
export type Snapshot = {
  readonly connection: Connection
  readonly problem: ProblemDetails | undefined
  readonly room: RoomAnswer | undefined
  readonly sheets: Readonly<Record<RoomLanguage, Sheet>> | undefined
  /** Seats in the room. */
  readonly here: readonly string[]
  /** Steps that the server has not acknowledged. */
  readonly pending: number
  /** What an earlier window left and the server refused, as text. */
  readonly left: readonly string[]
  /** Grows with every change of a sheet. */
  readonly edition: number
}
type TakeOver = Partial<InputOf<typeof roomEndpoints.takeOverRoom>>

const RETRY_MS = 1_500
const CARET_MS = 200
const languages = ['en', 'ar'] as const

export class Room {
  readonly place: Place
  readonly #seat: string | undefined
  readonly #owner: Owner
  readonly #listeners = new Set<() => void>()
  readonly #sending = new Set<RoomLanguage>()
  #source: EventSource | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #release: (() => void) | undefined
  #caret: ReturnType<typeof setTimeout> | undefined
  #over = false
  /** Writes to the browser's store one after the other, the last state of a sheet last. */
  #keeping: Promise<unknown> = Promise.resolve()
  snapshot: Snapshot = {
    connection: 'entering',
    problem: undefined,
    room: undefined,
    sheets: undefined,
    here: [],
    pending: 0,
    left: [],
    edition: 0,
  }

  constructor(place: Place, of: { readonly seat_id: string; readonly seat: string | undefined }) {
    this.place = place
    this.#seat = of.seat
    this.#owner = { client: crypto.randomUUID(), seat_id: of.seat_id }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Enters, takes up what earlier windows left, and stays until `leave`. */
  async enter(): Promise<void> {
    try {
      this.#release ??= await holdWindow(this.#owner.client)
      const first = await this.#ask()
      await this.#takeUp(first)
      const room = await this.#ask()
      if (this.#over) return
      const slots = new Set(room.slots)
      const sheet = (language: RoomLanguage) =>
        new Sheet(language, { owner: this.#owner, slots, start: room[language] })
      const sheets = { en: sheet('en'), ar: sheet('ar') }
      for (const language of languages) sheets[language].changed = (s) => this.#changed(s)
      this.#set({ room, sheets, problem: undefined })
      this.#listen()
    } catch (error) {
      this.#failed(error, () => void this.enter())
    }
  }

  leave(): void {
    this.#over = true
    clearTimeout(this.#retry)
    clearTimeout(this.#caret)
    this.#source?.close()
    // The lock goes when the last of what was typed is in the store.
    void this.#keeping.finally(() => this.#release?.())
  }

  /**
   * The caret moved on this sheet, or left it: told once it rests, and not while words wait to be
   * sent, which move it by themselves. Nobody waits for it, so a refusal is passed over.
   */
  point(sheet: Sheet, isHere: boolean): void {
    clearTimeout(this.#caret)
    this.#caret = setTimeout(() => {
      if (this.snapshot.connection !== 'live' || sheet.pending.length > 0) return
      if (!this.snapshot.room?.may_write || this.snapshot.here.length < 2) return
      const { language, version, owner } = sheet
      const at = isHere ? sheet.state.selection.head : null
      const caret = { ...this.place, language, version, client: owner.client, at }
      void call(roomEndpoints.pointCaret, caret, this.#seat).catch(() => undefined)
    }, CARET_MS)
  }

  /** The server's words of the room become a revision; what is still pending is sent first. */
  async takeOver(given: TakeOver): Promise<void> {
    const { sheets } = this.snapshot
    if (!sheets) return
    for (const language of languages) await this.#exchange(sheets[language])
    const versions = { en: sheets.en.version, ar: sheets.ar.version }
    const { base } = await this.#ask()
    const input = { ...this.place, act_id: crypto.randomUUID(), versions, base, ...given }
    await call(roomEndpoints.takeOverRoom, input, this.#seat)
    this.#set({ room: await this.#ask() })
  }

  #ask(): Promise<RoomAnswer> {
    return call(roomEndpoints.enterRoom, this.place, this.#seat)
  }

  #set(patch: Partial<Snapshot>): void {
    this.snapshot = { ...this.snapshot, ...patch }
    for (const listener of this.#listeners) listener()
  }

  #changed(sheet: Sheet): void {
    const { sheets, edition } = this.snapshot
    const pending = sheets ? sheets.en.pending.length + sheets.ar.pending.length : 0
    this.#set({ pending, edition: edition + 1 })
    this.#keep(sheet)
    if (this.snapshot.connection === 'live') void this.#send(sheet)
  }

  #keep(sheet: Sheet): void {
    const { language, owner, version, confirmed: content, pending: steps } = sheet
    const key = `${owner.client} ${language}`
    const kept = { key, client: owner.client, language, room: this.#key, version, content, steps }
    this.#keeping = this.#keeping.then(() => keep(kept)).catch(() => undefined)
  }
  get #key(): string {
    const { compartment_id, subject_id } = this.place
    return `${this.#owner.seat_id} ${compartment_id} ${subject_id}`
  }

  /** What no window holds is carried over what came meanwhile and sent, under its own window's name. */
  async #takeUp({ slots }: RoomAnswer): Promise<void> {
    await takeUp(this.#key, async (kept: Kept) => {
      const { client, language, steps } = kept
      const owner = { ...this.#owner, client }
      const sheet = new Sheet(language, { owner, slots: new Set(slots), start: kept })
      sheet.redo(steps)
      try {
        await this.#exchange(sheet)
        return true
      } catch (error) {
        if (!(error instanceof ProblemError) || !isRefusal(error.details)) throw error
        const words = sheet.words.map((part) => ('text' in part ? part.text : ' … ')).join('')
        this.#set({ left: [...this.snapshot.left, words], problem: error.details })
        return false
      }
    })
  }

  /** Until nothing is pending. Rejects with the server's problem; what is pending stays. */
  async #exchange(sheet: Sheet): Promise<void> {
    const { language, owner } = sheet
    for (;;) {
      const { version } = sheet
      const steps = sheet.pending.slice(0, limits.room_steps_per_request_count)
      if (steps.length === 0) return
      const input = { ...this.place, language, version, client: owner.client, steps }
      const answer = await call(roomEndpoints.sendSteps, input, this.#seat)
      if (answer.accepted) sheet.confirm(version, steps)
      else if (!sheet.receive(answer.steps)) await this.#readMissing(sheet)
    }
  }

  async #send(sheet: Sheet): Promise<void> {
    const { language } = sheet
    if (this.#sending.has(language)) return
    this.#sending.add(language)
    try {
      await this.#exchange(sheet)
    } catch (error) {
      this.#failed(error, () => this.#listen())
    } finally {
      this.#sending.delete(language)
    }
  }

  async #readMissing(sheet: Sheet): Promise<void> {
    const { language } = sheet
    for (;;) {
      const input = { ...this.place, language, after: sheet.version }
      const { version, steps } = await call(roomEndpoints.readSteps, input, this.#seat)
      sheet.receive(steps)
      if (sheet.version >= version || steps.length === 0) return
    }
  }

  /** Opens the room's stream; it begins with who is here and how far each sheet is. */
  #listen(): void {
    this.#source?.close()
    if (this.#over) return
    const { instrument_id, compartment_id, subject_id } = this.place
    const path = `/api/text/instruments/${instrument_id}/rooms/${compartment_id}/${subject_id}/stream`
    const source = new EventSource(`${path}${this.#seat ? `?seat=${this.#seat}` : ''}`)
    this.#source = source
    source.addEventListener('present', (event: MessageEvent<string>) => {
      void this.#caughtUp(JSON.parse(event.data) as PresentEvent)
    })
    source.addEventListener('steps', (event: MessageEvent<string>) => {
      const { language, steps } = JSON.parse(event.data) as StepsEvent
      const sheet = this.snapshot.sheets?.[language]
      if (sheet && !sheet.receive(steps)) this.#catchUp(sheet)
    })
    source.addEventListener('caret', (event: MessageEvent<string>) => {
      const { sheets } = this.snapshot
      for (const language of languages)
        sheets?.[language].point(JSON.parse(event.data) as CaretEvent)
      this.#set({})
    })
    source.addEventListener('error', () => {
      if (this.#source !== source || this.#over) return
      source.close()
      this.#set({ connection: 'offline', here: [] })
      // Whether the room is still there is asked first: a stream cannot say why it ended.
      this.#later(() => {
        this.#ask().then(
          (room) => {
            this.#set({ room })
            this.#listen()
          },
          (error: unknown) => this.#failed(error, () => this.#listen()),
        )
      })
    })
  }

  async #caughtUp({ here, ...versions }: PresentEvent): Promise<void> {
    const { sheets, connection } = this.snapshot
    if (!sheets) return
    for (const language of languages) sheets[language].present(here)
    this.#set({ here, ...(connection === 'refused' ? {} : { connection: 'live' }) })
    for (const language of languages) {
      const sheet = sheets[language]
      if (versions[language] > sheet.version) this.#catchUp(sheet)
      else if (this.snapshot.connection === 'live') void this.#send(sheet)
    }
  }

  #catchUp(sheet: Sheet): void {
    this.#readMissing(sheet).then(
      () => void this.#send(sheet),
      (error: unknown) => this.#failed(error, () => this.#listen()),
    )
  }

  #failed(error: unknown, again: () => void): void {
    if (this.#over) return
    const problem = error instanceof ProblemError ? error.details : undefined
    if (problem && isClosed(problem)) {
      this.#source?.close()
      this.#set({ connection: 'closed', problem, here: [] })
    } else if (problem && isRefusal(problem)) this.#set({ connection: 'refused', problem })
    else {
      this.#source?.close()
      this.#set({ connection: 'offline', problem, here: [] })
      this.#later(again)
    }
  }

  #later(again: () => void): void {
    clearTimeout(this.#retry)
    this.#retry = setTimeout(again, RETRY_MS)
  }
}

function isClosed({ code }: ProblemDetails): boolean {
  return code === 'not-found' || code === 'no-seat'
}
/** Said of the words and not of the moment: to send them again would end in the same way. */
function isRefusal({ code }: ProblemDetails): boolean {
  return (
    ['invalid-input', 'malformed-request', 'body-too-large', 'conflict'].includes(code) ||
    ['not-permitted', 'wrong-state', 'bad-reference'].includes(code)
  )
}
