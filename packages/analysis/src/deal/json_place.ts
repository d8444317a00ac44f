// A value somewhere in a JSON document together with its path, so that what is wrong with it can be
// said with its place. Knows nothing of any format.
import { DealError } from './fault.ts'
import type { Needed } from './fault.ts'

export class Place {
  readonly value: unknown
  readonly path: string
  constructor(value: unknown, path: string) {
    this.value = value
    this.path = path
  }

  fault(needed: Needed): DealError {
    return new DealError({ code: 'format', where: this.path === '' ? '/' : this.path, needed })
  }

  /** An object with these keys and no others. */
  object(keys: readonly string[]): { at: (key: string) => Place } {
    const found = this.#record()
    for (const key of Object.keys(found)) {
      if (!keys.includes(key)) throw this.#below(key, undefined).fault('no-such-key')
    }
    return { at: (key) => this.#below(key, Object.hasOwn(found, key) ? found[key] : undefined) }
  }

  entries(): [string, Place][] {
    return Object.entries(this.#record()).map(([key, value]) => [key, this.#below(key, value)])
  }

  list(): Place[] {
    if (!Array.isArray(this.value)) throw this.fault('list')
    return this.value.map((item: unknown, i) => new Place(item, `${this.path}/${i}`))
  }

  text(): string {
    if (typeof this.value !== 'string' || this.value.trim() === '') throw this.fault('text')
    return this.value
  }

  integer(needed: 'integer' | 'points' | 'positive', least: number): number {
    const { value } = this
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
      throw this.fault(needed)
    }
    return value
  }

  get given(): boolean {
    return this.value !== undefined
  }

  #record(): Record<string, unknown> {
    const { value } = this
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw this.fault('object')
    }
    return value as Record<string, unknown>
  }

  /** Paths are JSON pointers (RFC 6901). */
  #below(key: string, value: unknown): Place {
    return new Place(value, `${this.path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  }
}
