// A reader for the small part of XML that negotiation files use: elements, attributes, text that is
// passed over. Document types and entities of one's own are refused, so nothing can expand or load.
import { DealError } from './fault.ts'

export type Element = {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly Element[]
}

/** A file that was read: its name and its root. */
export type Document = { readonly name: string; readonly root: Element }

/** The elements of a name below a root, in the order of the document. */
export function elementsOf(root: Element, name: string): Element[] {
  return [
    ...(root.name === name ? [root] : []),
    ...root.children.flatMap((child) => elementsOf(child, name)),
  ]
}

const SIZE_LIMIT = 32_000_000
const DEPTH_LIMIT = 64

/** The text of an XML file: by its byte order mark, else by its declaration, else UTF-8. */
export function decodeXml(bytes: Uint8Array): string {
  const start = [...bytes.subarray(0, 3)].join(' ')
  if (start.startsWith('255 254')) return new TextDecoder('utf-16le').decode(bytes)
  if (start.startsWith('254 255')) return new TextDecoder('utf-16be').decode(bytes)
  if (start.startsWith('60 0 ')) return new TextDecoder('utf-16le').decode(bytes)
  if (start.startsWith('0 60 ')) return new TextDecoder('utf-16be').decode(bytes)
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const named = /^[^<]*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]
  try {
    return new TextDecoder(named ?? 'utf-8').decode(bytes)
  } catch {
    return new TextDecoder('utf-8').decode(bytes)
  }
}

/** The root element. Throws DealError with the file's name and the line. */
export function readXml(file: string, text: string): Element {
  return new Reader(file, text).document()
}

type Open = { name: string; attributes: Map<string, string>; children: Element[] }

const NAME = /[\p{L}_:][\p{L}\p{N}_:.\-·]*/uy
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

class Reader {
  readonly #file: string
  readonly #text: string
  #at = 0
  constructor(file: string, text: string) {
    this.#file = file
    this.#text = text.startsWith('\uFEFF') ? text.slice(1) : text
    if (text.length > SIZE_LIMIT) throw this.#fault('size')
  }

  document(): Element {
    let root: Element | undefined
    const open: Open[] = []
    while (this.#at < this.#text.length) {
      const next = this.#text.indexOf('<', this.#at)
      const end = next < 0 ? this.#text.length : next
      this.#passText(end, open.length > 0)
      if (next < 0) break
      if (this.#passMarkup(open.length > 0)) continue
      if (this.#text.startsWith('</', this.#at)) this.#close(open)
      else {
        if (root && open.length === 0) throw this.#fault('malformed')
        const { element, empty } = this.#start()
        open.at(-1)?.children.push(element)
        root ??= element
        if (!empty) open.push(element)
        if (open.length > DEPTH_LIMIT) throw this.#fault('depth')
      }
    }
    if (!root || open.length > 0) throw this.#fault('malformed')
    return root
  }

  #fault(problem: 'doctype' | 'entity' | 'malformed' | 'size' | 'depth'): DealError {
    let line = 1
    for (let i = 0; i < Math.min(this.#at, this.#text.length); i += 1) {
      if (this.#text.charCodeAt(i) === 10) line += 1
    }
    return new DealError({ code: 'xml', file: this.#file, problem, line })
  }

  /** Text carries nothing here, but what it refers to must be defined. */
  #passText(end: number, inside: boolean): void {
    const text = this.#text.slice(this.#at, end)
    if (!inside && text.trim() !== '') throw this.#fault('malformed')
    if (text.includes('&')) this.#resolved(text)
    this.#at = end
  }

  /** Comments, processing instructions and CDATA; true where one was passed. */
  #passMarkup(inside: boolean): boolean {
    const from = this.#text
    if (from.startsWith('<!--', this.#at)) return this.#passTo('-->', 4)
    if (from.startsWith('<?', this.#at)) return this.#passTo('?>', 2)
    if (inside && from.startsWith('<![CDATA[', this.#at)) return this.#passTo(']]>', 9)
    if (/^<!DOCTYPE/i.test(from.slice(this.#at, this.#at + 9))) throw this.#fault('doctype')
    if (from.startsWith('<!', this.#at)) throw this.#fault('malformed')
    return false
  }

  #passTo(end: string, from: number): boolean {
    const found = this.#text.indexOf(end, this.#at + from)
    if (found < 0) throw this.#fault('malformed')
    this.#at = found + end.length
    return true
  }

  #name(): string {
    NAME.lastIndex = this.#at
    const name = NAME.exec(this.#text)?.[0]
    if (name === undefined) throw this.#fault('malformed')
    this.#at += name.length
    return name
  }

  #passSpace(): number {
    const from = this.#at
    while (' \t\r\n'.includes(this.#text[this.#at] ?? '.')) this.#at += 1
    return this.#at - from
  }

  #close(open: Open[]): void {
    this.#at += 2
    const name = this.#name()
    this.#passSpace()
    if (open.pop()?.name !== name || this.#text[this.#at] !== '>') throw this.#fault('malformed')
    this.#at += 1
  }

  #start(): { element: Open; empty: boolean } {
    this.#at += 1
    const element: Open = { name: this.#name(), attributes: new Map(), children: [] }
    for (;;) {
      const spaces = this.#passSpace()
      if (this.#text.startsWith('/>', this.#at)) {
        this.#at += 2
        return { element, empty: true }
      }
      if (this.#text[this.#at] === '>') {
        this.#at += 1
        return { element, empty: false }
      }
      if (spaces === 0) throw this.#fault('malformed')
      this.#attribute(element)
    }
  }

  #attribute({ attributes }: Open): void {
    const name = this.#name()
    this.#passSpace()
    if (this.#text[this.#at] !== '=') throw this.#fault('malformed')
    this.#at += 1
    this.#passSpace()
    const quote = this.#text[this.#at]
    if (quote !== '"' && quote !== "'") throw this.#fault('malformed')
    const end = this.#text.indexOf(quote, this.#at + 1)
    const value = this.#text.slice(this.#at + 1, end)
    if (end < 0 || value.includes('<') || attributes.has(name)) throw this.#fault('malformed')
    attributes.set(name, this.#resolved(value))
    this.#at = end + 1
  }

  #resolved(text: string): string {
    if (!text.includes('&')) return text
    return text.replace(/&([^;&\s]*)(;?)/g, (_, name: string, end: string) => {
      const code = /^#x([0-9a-fA-F]{1,6})$/.exec(name)?.[1] ?? undefined
      const point = code === undefined ? /^#(\d{1,7})$/.exec(name)?.[1] : undefined
      const number = code === undefined ? Number(point) : Number.parseInt(code, 16)
      if (end !== ';') throw this.#fault('malformed')
      if (number > 0 && number <= 0x10_ff_ff) return String.fromCodePoint(number)
      const known = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined
      if (known === undefined) throw this.#fault('entity')
      return known
    })
  }
}
