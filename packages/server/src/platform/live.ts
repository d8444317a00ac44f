// The live stream of a seat over server-sent events (SPEC P16, P17): heads first, then one event an
// entry. Thousands of streams share each encoded event; a consumer that does not keep up is cut off
// and finds what it missed in the heads of its next connection.
import { liveEndpoints } from '@sulh/contract/live'
import { Problem } from '@sulh/contract/problem'
import type { App, Services } from './context.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { Written } from './append.ts'
import { eventStream, OpenSinks, type Sink } from './event_stream.ts'
import { inputOf, routePath } from './mount.ts'
import type { SeatIdentity } from './seats.ts'
import { seatOf } from './session.ts'

type Opening = {
  readonly role: string
  readonly readHeads: () => Promise<readonly Written[]>
}

/** All open streams of the process. */
export class LiveStreams {
  readonly #open = new OpenSinks()
  readonly #dispatcher: Dispatcher
  constructor(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher
  }

  get full(): boolean {
    return this.#open.full
  }
  get count(): number {
    return this.#open.count
  }

  /**
   * Subscribes before the heads are read, so that no commit falls between the two; events that the
   * heads already count are not repeated. Returns what ends the stream.
   */
  async open(sink: Sink, { role, readHeads }: Opening): Promise<() => void> {
    let told: Map<string, number> | undefined
    const early: [Written, string][] = []
    const hear = (heads: Map<string, number>, entry: Written, encoded: string) => {
      if (entry.n > (heads.get(entry.compartment_id) ?? 0)) this.#open.send(sink, encoded)
    }
    const leave = this.#dispatcher.subscribe(role, (entry, encoded) => {
      if (told) hear(told, entry, encoded)
      else early.push([entry, encoded])
    })
    const close = () => {
      leave()
      this.#open.remove(sink)
    }
    this.#open.add(sink)
    try {
      const heads = new Map((await readHeads()).map((head) => [head.compartment_id, head.n]))
      this.#open.begin(sink)
      const json = JSON.stringify(Object.fromEntries(heads))
      this.#open.send(sink, `event: heads\ndata: ${json}\n\n`)
      for (const [entry, encoded] of early) hear(heads, entry, encoded)
      told = heads
    } catch (error) {
      close()
      throw error
    }
    return close
  }

  /** Ends every stream; clients connect again elsewhere or later. */
  close(): void {
    this.#open.close()
  }
}

/** Heads of the seat's own compartments, read under its role, in the order of their ids. */
function ownHeads(services: Services, seat: SeatIdentity): Promise<Written[]> {
  return services.db.asSeat(seat.role, (tx) =>
    tx.selectFrom('sulh.head').select(['compartment_id', 'n']).orderBy('compartment_id').execute(),
  )
}

export function mountLive(app: App, services: Services, streams: LiveStreams): void {
  const e = liveEndpoints.live
  app.on('GET', routePath(e), async (c) => {
    c.set('place', e.name)
    const { seat: named } = await inputOf(c, e)
    const seat = await seatOf(c, services, named)
    if (streams.full)
      throw new Problem('busy', {
        en: 'Too many live streams are open: try again later.',
        ar: 'عدد كبير من قنوات البث المباشر مفتوح: أعد المحاولة لاحقًا.',
      })
    const opening = { role: seat.role, readHeads: () => ownHeads(services, seat) }
    return eventStream(c, (sink) => streams.open(sink, opening))
  })
}
