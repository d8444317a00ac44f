// The live stream of a seat over server-sent events (SPEC P16, P17): heads first, then one event an
// entry. Thousands of streams share each encoded event; a consumer that does not keep up is cut off
// and finds what it missed in the heads of its next connection.
import { limits } from '@sulh/contract/limits'
import { liveEndpoints } from '@sulh/contract/live'
import { Problem } from '@sulh/contract/problem'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { ServerResponse } from 'node:http'
import type { App, Services } from './context.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { Written } from './append.ts'
import { inputOf, routePath } from './mount.ts'
import { securityHeaders } from './security.ts'
import type { SeatIdentity } from './seats.ts'
import { seatOf } from './session.ts'

/** Bytes that may wait for a consumer before it is cut off. */
const SLOW_CONSUMER_BYTES = 262_144
const headers = {
  ...securityHeaders,
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
}

/** Where the text of one stream goes. `write` is false when the consumer is too slow. */
export interface Sink {
  /** Called once, when nothing can go wrong any more but the connection itself. */
  begin(): void
  write(text: string): boolean
  end(): void
}

function socketSink(outgoing: ServerResponse): Sink {
  return {
    begin() {
      // Nagle's wait would hold small events back.
      outgoing.socket?.setNoDelay(true)
      outgoing.writeHead(200, headers)
    },
    write(text) {
      outgoing.write(text)
      return outgoing.writableLength <= SLOW_CONSUMER_BYTES
    },
    end: () => void outgoing.destroy(),
  }
}

/** All open streams of the process. */
export class LiveStreams {
  readonly #open = new Set<Sink>()
  /** Those that have begun: what is written before would be sent without the stream's headers. */
  readonly #begun = new Set<Sink>()
  readonly #dispatcher: Dispatcher
  readonly #pulse: NodeJS.Timeout
  constructor(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher
    // One pulse for all: it says nothing of when a stream began or what it heard.
    this.#pulse = setInterval(() => {
      for (const sink of this.#begun) this.#send(sink, ': still here\n\n')
    }, limits.live_heartbeat_ms)
    this.#pulse.unref()
  }

  get full(): boolean {
    return this.#open.size >= limits.live_streams_per_process_count
  }
  get count(): number {
    return this.#open.size
  }

  #send(sink: Sink, text: string): void {
    if (!sink.write(text)) sink.end()
  }

  /**
   * Subscribes before the heads are read, so that no commit falls between the two; events that the
   * heads already count are not repeated. Returns what ends the stream.
   */
  async open(sink: Sink, { role, readHeads }: Omit<Opening, 'streams'>): Promise<() => void> {
    let told: Map<string, number> | undefined
    const early: [Written, string][] = []
    const hear = (heads: Map<string, number>, entry: Written, encoded: string) => {
      if (entry.n > (heads.get(entry.compartment_id) ?? 0)) this.#send(sink, encoded)
    }
    const leave = this.#dispatcher.subscribe(role, (entry, encoded) => {
      if (told) hear(told, entry, encoded)
      else early.push([entry, encoded])
    })
    const close = () => {
      leave()
      this.#open.delete(sink)
      this.#begun.delete(sink)
    }
    this.#open.add(sink)
    try {
      const heads = new Map((await readHeads()).map((head) => [head.compartment_id, head.n]))
      sink.begin()
      this.#begun.add(sink)
      const json = JSON.stringify(Object.fromEntries(heads))
      this.#send(sink, `event: heads\ndata: ${json}\n\n`)
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
    clearInterval(this.#pulse)
    for (const sink of this.#open) sink.end()
    this.#open.clear()
    this.#begun.clear()
  }
}

/** Heads of the seat's own compartments, read under its role, in the order of their ids. */
function ownHeads(services: Services, seat: SeatIdentity): Promise<Written[]> {
  return services.db.asSeat(seat.role, (tx) =>
    tx.selectFrom('sulh.head').select(['compartment_id', 'n']).orderBy('compartment_id').execute(),
  )
}

type Opening = {
  readonly streams: LiveStreams
  readonly role: string
  readonly readHeads: () => Promise<readonly Written[]>
}

async function overSocket(outgoing: ServerResponse, opening: Opening): Promise<Response> {
  const close = await opening.streams.open(socketSink(outgoing), opening)
  outgoing.on('close', close)
  if (outgoing.destroyed) close()
  return RESPONSE_ALREADY_SENT
}

/** The same without a socket, for calls within the process. */
async function overStream(opening: Opening): Promise<Response> {
  const encoder = new TextEncoder()
  const { readable, writable } = new TransformStream<string, Uint8Array>(
    { transform: (text, controller) => controller.enqueue(encoder.encode(text)) },
    new CountQueuingStrategy({ highWaterMark: 10_000 }),
    new CountQueuingStrategy({ highWaterMark: 10_000 }),
  )
  const writer = writable.getWriter()
  // A reader that has gone makes writes fail; the close below is all that it takes.
  const ignore = () => undefined
  const close = await opening.streams.open(
    {
      begin: ignore,
      write(text) {
        writer.write(text).catch(ignore)
        return (writer.desiredSize ?? 0) > 0
      },
      end: () => void writer.close().catch(ignore),
    },
    opening,
  )
  writer.closed.then(close, close)
  return new Response(readable, { headers })
}

export function mountLive(app: App, services: Services, streams: LiveStreams): void {
  const e = liveEndpoints.live
  app.on('GET', routePath(e), async (c) => {
    c.set('place', e.name)
    const { seat: named } = await inputOf(c, e)
    const seat = await seatOf(c, services, named)
    if (streams.full) throw new Problem('busy', 'Too many live streams are open: try again later.')
    const opening = { streams, role: seat.role, readHeads: () => ownHeads(services, seat) }
    const outgoing = c.env?.outgoing
    return outgoing ? overSocket(outgoing, opening) : overStream(opening)
  })
}
