// A live stream over a real socket, for tests: opens the application on a port of its own and reads
// the events of a seat one after the other, as text or parsed.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { AppEnv } from '../src/platform/context.ts'
import type { Server } from './http_harness.ts'

export type LiveEvent = { event: string; id: string | undefined; data: unknown }

/** Reads a stream's events one after the other. */
export class Events {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  readonly #decoder = new TextDecoder()
  #text = ''
  constructor(answer: Response) {
    if (!answer.body) throw new Error('The answer has no body.')
    this.#reader = answer.body.getReader()
  }
  /** The bytes of the next block as text, or undefined at the end. */
  async nextBlock(): Promise<string | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n')
      if (end >= 0) {
        const block = this.#text.slice(0, end)
        this.#text = this.#text.slice(end + 2)
        return block
      }
      const { done, value } = await this.#reader.read()
      if (done) return undefined
      this.#text += this.#decoder.decode(value, { stream: true })
    }
  }
  async next(): Promise<LiveEvent | undefined> {
    const block = await this.nextBlock()
    return block === undefined ? undefined : eventOf(block)
  }
  close(): Promise<void> {
    return this.#reader.cancel()
  }
}

export function eventOf(block: string): LiveEvent {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2)
  return { event: field('event') ?? '', id: field('id'), data: JSON.parse(field('data') ?? '0') }
}

/** Listens on loopback; answers the address without a slash at its end. */
export async function openSocket(
  server: Pick<Server, 'app'>,
): Promise<{ readonly base: string; readonly close: () => void }> {
  const http = createServer(
    getRequestListener((request, env) => server.app.fetch(request, env as AppEnv['Bindings'])),
  )
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve)
  })
  return {
    base: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: () => {
      http.closeAllConnections()
      http.close()
    },
  }
}
