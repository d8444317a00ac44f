// Turns ids met in bytes into indices of first arrival, without making a string for one met before.
// Ids stay what they were in the file; "7" and "07" are two.

const TABLE_LIMIT = 2 ** 22
const DECODER = new TextDecoder()

/** The bytes from `begin` to before `end` as text, without spaces around. */
export function textOf(bytes: Uint8Array, begin: number, end: number): string {
  return DECODER.decode(bytes.subarray(begin, end)).trim()
}

export class IdIndex {
  readonly names: string[] = []
  /** Index plus one by value, for plain numbers below TABLE_LIMIT. */
  #by_number = new Uint32Array(1024)
  readonly #by_text = new Map<string, number>()

  /** Index of the id in bytes[begin, end), or -1 if there is nothing but spaces. */
  at(bytes: Uint8Array, begin: number, end: number): number {
    const number = plainNumber(bytes, begin, end)
    if (number < 0) return this.of(textOf(bytes, begin, end))
    if (number >= this.#by_number.length) {
      const wider = new Uint32Array(2 ** Math.ceil(Math.log2(number + 1)))
      wider.set(this.#by_number)
      this.#by_number = wider
    }
    const found = this.#by_number[number] as number
    if (found > 0) return found - 1
    this.names.push(String(number))
    this.#by_number[number] = this.names.length
    return this.names.length - 1
  }

  /** The same for text; -1 if it is empty. */
  of(text: string): number {
    if (text === '') return -1
    const found = this.#by_text.get(text)
    if (found !== undefined) return found
    const plain = /^(?:0|[1-9]\d{0,6})$/.test(text) && Number(text) < TABLE_LIMIT
    if (plain) {
      const bytes = new TextEncoder().encode(text)
      return this.at(bytes, 0, bytes.length)
    }
    this.names.push(text)
    this.#by_text.set(text, this.names.length - 1)
    return this.names.length - 1
  }
}

/** The value of digits without leading zero below TABLE_LIMIT, else -1. */
function plainNumber(bytes: Uint8Array, begin: number, end: number): number {
  const length = end - begin
  if (length === 0 || length > 7) return -1
  if (length > 1 && bytes[begin] === 48) return -1
  let value = 0
  for (let k = begin; k < end; k++) {
    const digit = (bytes[k] as number) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value < TABLE_LIMIT ? value : -1
}
