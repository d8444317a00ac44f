// How often the holder of one link may do something: an hour's window in memory. Not in the database,
// which would have to write down who submitted.

export class HourlyLimit {
  readonly #most: number
  readonly #times = new Map<string, number[]>()
  constructor(most: number) {
    this.#most = most
  }

  /** Counts one and answers whether it is still within the limit. */
  takes(key: string, now_ms: number): boolean {
    const recent = (this.#times.get(key) ?? []).filter((at) => at > now_ms - HOUR_MS)
    if (recent.length >= this.#most) return false
    this.#times.set(key, [...recent, now_ms])
    if (this.#times.size > SWEEP_KEYS) this.#sweep(now_ms)
    return true
  }

  #sweep(now_ms: number): void {
    for (const [key, times] of this.#times)
      if (times.every((at) => at <= now_ms - HOUR_MS)) this.#times.delete(key)
  }
}
const HOUR_MS = 3_600_000
const SWEEP_KEYS = 10_000
