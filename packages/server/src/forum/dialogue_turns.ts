// One at a time for each key, and of those that wait the latest alone: an earlier one would be overtaken
// before anybody saw it.

type Waiting<T> = {
  at: string
  work: () => Promise<T>
  readonly done: Promise<T>
}
type Turn<T> = { readonly running: Promise<unknown>; waiting?: Waiting<T> }

export class LatestTurns<T> {
  readonly #turns = new Map<string, Turn<T>>()

  /** Runs `work`, or lets it wait; who is overtaken while waiting gets what the latest comes to. */
  take(key: string, at: string, work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.get(key)
    if (!turn) return this.#start(key, work)
    if (turn.waiting) {
      if (at > turn.waiting.at) Object.assign(turn.waiting, { at, work })
      return turn.waiting.done
    }
    const done = turn.running.then(() => this.#start(key, waiting.work))
    const waiting: Waiting<T> = { at, work, done }
    turn.waiting = waiting
    return done
  }

  #start(key: string, work: () => Promise<T>): Promise<T> {
    const result = work()
    const turn: Turn<T> = { running: result.catch(() => undefined) }
    this.#turns.set(key, turn)
    void turn.running.then(() => {
      // Where somebody waits, that one has put its own turn here, or is about to.
      if (this.#turns.get(key) === turn && !turn.waiting) this.#turns.delete(key)
    })
    return result
  }
}
