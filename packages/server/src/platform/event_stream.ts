// Server-sent events over a socket, or within the process for calls without one. A consumer that does
// not keep up is cut off, and every stream gets the same pulse. What is sent, and to whom, is decided
// by live.ts and by the drafting rooms.
import { limits } from '@sulh/contract/limits'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { ServerResponse } from 'node:http'
import type { AppEnv } from './context.ts'
import { securityHeaders } from './security.ts'

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

/** Streams that are open, of one kind. */
export class OpenSinks {
  readonly #open = new Set<Sink>()
  /** Those that have begun: what is written before would be sent without the stream's headers. */
  readonly #begun = new Set<Sink>()
  readonly #pulse: NodeJS.Timeout
  constructor() {
    // One pulse for all: it says nothing of when a stream began or what it heard.
    this.#pulse = setInterval(() => {
      for (const sink of this.#begun) this.send(sink, ': still here\n\n')
    }, limits.live_heartbeat_ms)
    this.#pulse.unref()
  }
  get full(): boolean {
    return this.#open.size >= limits.live_streams_per_process_count
  }
  get count(): number {
    return this.#open.size
  }
  add(sink: Sink): void {
    this.#open.add(sink)
  }
  begin(sink: Sink): void {
    sink.begin()
    this.#begun.add(sink)
  }
  remove(sink: Sink): void {
    this.#open.delete(sink)
    this.#begun.delete(sink)
  }
  send(sink: Sink, text: string): void {
    if (!sink.write(text)) sink.end()
  }
  /** Ends every stream; clients connect again elsewhere or later. */
  close(): void {
    clearInterval(this.#pulse)
    for (const sink of this.#open) sink.end()
    this.#open.clear()
    this.#begun.clear()
  }
}

/**
 * Answers with a stream. `open` begins the sink, or throws before anything was sent; what it answers
 * is called once when the stream has ended, whoever ended it.
 */
export async function eventStream(
  c: Context<AppEnv>,
  open: (sink: Sink) => Promise<() => void>,
): Promise<Response> {
  const outgoing = c.env?.outgoing
  return outgoing ? overSocket(outgoing, open) : overStream(open)
}

async function overSocket(
  outgoing: ServerResponse,
  open: (sink: Sink) => Promise<() => void>,
): Promise<Response> {
  const close = await open(socketSink(outgoing))
  outgoing.on('close', close)
  if (outgoing.destroyed) close()
  return RESPONSE_ALREADY_SENT
}

/** The same without a socket, for calls within the process. */
async function overStream(open: (sink: Sink) => Promise<() => void>): Promise<Response> {
  const encoder = new TextEncoder()
  const { readable, writable } = new TransformStream<string, Uint8Array>(
    { transform: (text, controller) => controller.enqueue(encoder.encode(text)) },
    new CountQueuingStrategy({ highWaterMark: 10_000 }),
    new CountQueuingStrategy({ highWaterMark: 10_000 }),
  )
  const writer = writable.getWriter()
  // A reader that has gone makes writes fail; the close below is all that it takes.
  const ignore = () => undefined
  const close = await open({
    begin: ignore,
    write(text) {
      writer.write(text).catch(ignore)
      return (writer.desiredSize ?? 0) > 0
    },
    end: () => void writer.close().catch(ignore),
  })
  writer.closed.then(close, close)
  return new Response(readable, { headers })
}
