// One event stream of a seat for all who listen to it (platform SPEC P27). It runs in a shared worker,
// or in the page itself where there is none. It holds what the stream tells, the heads of compartments,
// and nothing of what was written.

/** What a listener is told: how far each compartment is, on joining and after every gap, or one entry. */
export type StreamMessage =
  | { readonly is: 'heads'; readonly heads: Readonly<Record<string, number>> }
  | { readonly is: 'entry'; readonly compartment_id: string; readonly n: number }
export type Listener = (message: StreamMessage) => void

/** As much of an EventSource as is used here. */
export type Source = {
  readonly readyState: number
  addEventListener(type: 'heads' | 'entry' | 'error', heard: (event: Event) => void): void
  close(): void
}

/** EventSource.CLOSED: the server refused, and the browser does not try again by itself. */
const CLOSED = 2
const RETRY_MS = 5_000

export class SharedStream {
  readonly #open: () => Source
  readonly #listeners = new Set<Listener>()
  #source: Source | undefined
  #heads: Record<string, number> | undefined
  #retry: ReturnType<typeof setTimeout> | undefined

  /** @param open opens the stream at the server; called while anybody listens. */
  constructor(open: () => Source) {
    this.#open = open
  }

  /** Tells the listener everything from now on, the heads so far first. Answers what ends it. */
  join(listener: Listener): () => void {
    this.#listeners.add(listener)
    if (this.#heads) listener({ is: 'heads', heads: { ...this.#heads } })
    if (!this.#source) this.#connect()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#close()
    }
  }

  #connect(): void {
    const source = this.#open()
    this.#source = source
    source.addEventListener('heads', (event) => {
      this.#heads = parsed<Record<string, number>>(event)
      this.#tell({ is: 'heads', heads: { ...this.#heads } })
    })
    source.addEventListener('entry', (event) => {
      const { compartment_id, n } = parsed<{ compartment_id: string; n: number }>(event)
      if (this.#heads) this.#heads[compartment_id] = n
      this.#tell({ is: 'entry', compartment_id, n })
    })
    source.addEventListener('error', () => {
      if (this.#source !== source || source.readyState !== CLOSED) return
      this.#close()
      this.#retry = setTimeout(() => this.#connect(), RETRY_MS)
    })
  }

  /** Heads of a stream that is not open grow old: who joins later waits for new ones. */
  #close(): void {
    clearTimeout(this.#retry)
    this.#source?.close()
    this.#source = undefined
    this.#heads = undefined
  }

  #tell(message: StreamMessage): void {
    for (const listener of this.#listeners) listener(message)
  }
}

function parsed<T>(event: Event): T {
  return JSON.parse((event as MessageEvent<string>).data) as T
}
