// The YAML files of a case with the line of every value, and the list of faults that is kept while
// they are checked. Nothing here knows what a record is; that is case_schema.ts and case.ts.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import type { Document } from 'yaml'

export type Path = readonly PropertyKey[]
/** A place in a case: file name and line, for a person with an editor. */
export type Place = { readonly file: string; readonly line: number }

export class CaseFile {
  readonly name: string
  readonly content: unknown
  readonly #document: Document.Parsed
  readonly #lines: LineCounter

  constructor(name: string, document: Document.Parsed, lines: LineCounter) {
    this.name = name
    this.#document = document
    this.#lines = lines
    this.content = document.errors.length > 0 ? undefined : document.toJS()
  }

  /** The line of a value, or of the nearest thing around it where it is missing. */
  place(path: Path): Place {
    for (let end = path.length; end >= 0; end--) {
      const node = this.#keyOrNode(path.slice(0, end))
      if (node !== undefined) return { file: this.name, line: node }
    }
    return { file: this.name, line: 1 }
  }

  #keyOrNode(path: Path): number | undefined {
    const last = path.at(-1)
    const around = path.length === 0 ? undefined : this.#document.getIn(path.slice(0, -1), true)
    if (isMap(around)) {
      const pair = around.items.find((p) => isScalar(p.key) && p.key.value === last)
      return isScalar(pair?.key) ? this.#line(pair.key.range?.[0]) : undefined
    }
    const node = this.#document.getIn(path, true)
    return isNode(node) ? this.#line(node.range?.[0]) : undefined
  }

  #line(offset: number | undefined): number | undefined {
    return offset === undefined ? undefined : this.#lines.linePos(offset).line
  }
}

/** Every fault of a case at once, so that an author corrects them in one go. */
export class CaseError extends Error {
  readonly faults: readonly string[]
  constructor(folder: string, faults: readonly string[]) {
    const n = faults.length
    super(
      `${folder}: ${n} ${n === 1 ? 'fault' : 'faults'} in the case; nothing was loaded.\n` +
        faults.join('\n'),
    )
    this.name = 'CaseError'
    this.faults = faults
  }
}

export class Faults {
  readonly #found: { readonly place: Place; readonly sentence: string }[] = []

  add(place: Place, sentence: string): void {
    this.#found.push({ place, sentence })
  }

  /** Throws where there is any fault; by file and line. */
  settle(folder: string): void {
    if (this.#found.length === 0) return
    const sorted = this.#found.toSorted(
      (a, b) => a.place.file.localeCompare(b.place.file, 'en') || a.place.line - b.place.line,
    )
    throw new CaseError(
      folder,
      sorted.map(({ place, sentence }) => `${place.file}:${place.line}: ${sentence}`),
    )
  }
}

/** Reads all `*.yaml` of a folder, in the order of their names. Broken YAML becomes a fault. */
export async function readFiles(folder: string, faults: Faults): Promise<CaseFile[]> {
  const names = await readdir(folder).catch(() => {
    throw new CaseError(folder, [
      `${folder}:1: there is no such folder: give the folder of a case, such as cases/libya-2020`,
    ])
  })
  const yaml = names.filter((name) => name.endsWith('.yaml')).toSorted()
  return Promise.all(
    yaml.map(async (name) => {
      const lines = new LineCounter()
      const text = await readFile(join(folder, name), 'utf8')
      const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
      for (const error of [...document.errors, ...document.warnings]) {
        const line = lines.linePos(error.pos[0]).line
        faults.add({ file: name, line }, `${error.message}: correct the YAML`)
      }
      return new CaseFile(name, document, lines)
    }),
  )
}

/** A random-looking UUIDv4 that is always the same for one name. */
export function derivedId(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [0, 8, 12, 16, 20].map((at, i) => hex.slice(at, [8, 12, 16, 20, 32][i])).join('-')
}
