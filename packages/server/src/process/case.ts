// Reads a case from its folder: everything is checked before anything is loaded, and all faults
// are told at once with file and line. Loading is in case_load.ts; the shapes are in case_schema.ts.
import { type CaseBallots, readBallots } from './case_ballots.ts'
import { derivedId, Faults, readFiles } from './case_files.ts'
import type { CaseFile, Path } from './case_files.ts'
import { inOrder } from './case_order.ts'
import { buildRecord } from './case_record.ts'
import type { CaseRecord, Entry, Readers } from './case_record.ts'
import { compartmentShape, headShape, parseAt, recordShape, seatShape } from './case_schema.ts'

export { CaseError } from './case_files.ts'
export type { CaseFact, CaseRecord, CaseReference } from './case_record.ts'

export type CaseCompartment = {
  readonly key: string
  readonly id: string
  readonly kind: string
  readonly name: { readonly en: string; readonly ar: string }
  readonly readers: ReadonlyMap<string, 'read' | 'write'>
}
export type CaseSeat = {
  readonly key: string
  readonly id: string
  readonly kind: string
  readonly title: { readonly en: string; readonly ar: string }
  readonly compartment: string
  /** The id of the delegation's record. */
  readonly delegation_id?: string
}
export type Case = {
  readonly name: string
  /** Id of the record of kind process. */
  readonly process_id: string
  /** Whether its seats may be switched without an account. */
  readonly example: boolean
  readonly compartments: readonly CaseCompartment[]
  readonly seats: readonly CaseSeat[]
  /** Each after all that it refers to. */
  readonly records: readonly CaseRecord[]
  /** Made-up votes of its dialogues, by people who do not exist. */
  readonly ballots: readonly CaseBallots[]
}

/** Reads and checks a whole case, or throws one CaseError with every fault. */
export async function readCase(folder: string): Promise<Case> {
  const faults = new Faults()
  const files = await readFiles(folder, faults)
  faults.settle(folder)
  const head = readHead(files, faults)
  const seats = listOf(files, 'seats.yaml', faults).flatMap((at) => {
    const seat = parseAt(seatShape, at.content, { ...at, faults })
    return seat ? [{ ...seat, id: derivedId(`${head.name}/seat:${seat.key}`), at }] : []
  })
  const compartments = listOf(files, 'compartments.yaml', faults).flatMap((at) => {
    const shape = parseAt(compartmentShape, at.content, { ...at, faults })
    const id = derivedId(`${head.name}/compartment:${shape?.key}`)
    return shape ? [{ ...shape, id, readers: new Map(Object.entries(shape.readers)), at }] : []
  })
  checkCircles({ seats, compartments, faults })
  const entries = readEntries(files, faults)
  const readers: Readers = new Map(compartments.map((c) => [c.key, new Set(c.readers.keys())]))
  const known = uniqueKeys(entries, faults)
  const records = entries.map((e) => buildRecord(e, { name: head.name, known, readers, faults }))
  const { ordered, rings } = inOrder(records)
  for (const ring of rings) tellRing(ring, known, faults)
  const ballots = await readBallots(folder, { name: head.name, records, faults })
  const delegations = delegationsOf(seats, records, faults)
  const process = records.filter((r) => r.kind === 'process')
  if (process.length !== 1)
    faults.add({ file: 'case.yaml', line: 1 }, 'write exactly one record of kind process')
  faults.settle(folder)
  return {
    name: head.name,
    process_id: process[0]?.id ?? '',
    example: process[0]?.facts.some((f) => f.value['example'] === true) ?? false,
    seats: seats.map(({ key, id, kind, title, compartment, delegation }) => ({
      key,
      id,
      kind,
      title,
      compartment,
      ...(delegation === undefined ? {} : { delegation_id: delegations.get(delegation) ?? '' }),
    })),
    compartments: compartments.map(({ key, id, kind, name, readers: circle }) => ({
      key,
      id,
      kind,
      name,
      readers: circle,
    })),
    records: ordered,
    ballots,
  }
}

type At = { readonly file: CaseFile; readonly path: Path; readonly content: unknown }

function readHead(files: readonly CaseFile[], faults: Faults): { name: string } {
  const file = files.find((f) => f.name === 'case.yaml')
  if (!file) {
    faults.add({ file: 'case.yaml', line: 1 }, 'the file is missing: write name and records in it')
    return { name: 'unnamed' }
  }
  return parseAt(headShape, file.content, { file, path: [], faults }) ?? { name: 'unnamed' }
}

function listOf(files: readonly CaseFile[], name: string, faults: Faults): At[] {
  const file = files.find((f) => f.name === name)
  if (!file || !Array.isArray(file.content)) {
    faults.add({ file: name, line: 1 }, 'the file is missing or no list: write a list in it')
    return []
  }
  return file.content.map((content: unknown, i) => ({ file, path: [i], content }))
}

function readEntries(files: readonly CaseFile[], faults: Faults): Entry[] {
  const apart = new Set(['seats.yaml', 'compartments.yaml'])
  return files
    .filter((file) => !apart.has(file.name))
    .flatMap((file) => {
      const inHead = file.name === 'case.yaml'
      const list = inHead ? (file.content as { records?: unknown } | null)?.records : file.content
      const base: Path = inHead ? ['records'] : []
      if (!Array.isArray(list)) {
        faults.add(file.place(base), 'is no list of records: begin each with a hyphen and its key')
        return []
      }
      return list.flatMap((content: unknown, i) => {
        const path = [...base, i]
        const shape = parseAt(recordShape, content, { file, path, faults })
        return shape ? [{ file, path, shape }] : []
      })
    })
}

function checkCircles(given: {
  seats: readonly (Omit<CaseSeat, 'id'> & { at: At })[]
  compartments: readonly (Omit<CaseCompartment, 'id'> & { at: At })[]
  faults: Faults
}): void {
  const { seats, compartments, faults } = given
  for (const list of [seats, compartments]) {
    const seen = new Set<string>()
    for (const { key, at } of list) {
      if (seen.has(key))
        faults.add(at.file.place([...at.path, 'key']), `${key} is there twice: give another key`)
      seen.add(key)
    }
  }
  const seatKeys = new Set(seats.map((s) => s.key))
  const compartmentKeys = new Set(compartments.map((c) => c.key))
  for (const { compartment, at } of seats)
    if (!compartmentKeys.has(compartment)) {
      const place = at.file.place([...at.path, 'compartment'])
      faults.add(place, `there is no compartment ${compartment}: see compartments.yaml`)
    }
  for (const { key, readers, at } of compartments) {
    const place = at.file.place([...at.path, 'readers'])
    for (const seat of readers.keys())
      if (!seatKeys.has(seat))
        faults.add(
          at.file.place([...at.path, 'readers', seat]),
          `there is no seat ${seat}: see seats.yaml`,
        )
    if (![...readers.values()].includes('write'))
      faults.add(place, `nobody may write in ${key}: give one reader write`)
  }
}

function uniqueKeys(entries: readonly Entry[], faults: Faults): ReadonlyMap<string, Entry> {
  const known = new Map<string, Entry>()
  for (const entry of entries) {
    const { key } = entry.shape
    const first = known.get(key)
    if (first) {
      const { file, line } = first.file.place([...first.path, 'key'])
      const sentence = `the key ${key} is there already in ${file}:${line}: give another key`
      faults.add(entry.file.place([...entry.path, 'key']), sentence)
    } else known.set(key, entry)
  }
  return known
}

/** Ids of the delegations that seats name, each in the compartment of its seat. */
function delegationsOf(
  seats: readonly (Omit<CaseSeat, 'id'> & { delegation?: string | undefined; at: At })[],
  records: readonly CaseRecord[],
  faults: Faults,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { kind, compartment, delegation, at } of seats) {
    if (delegation === undefined) continue
    const place = at.file.place([...at.path, 'delegation'])
    const record = records.find((r) => r.key === delegation)
    if (kind !== 'delegation')
      faults.add(place, `a seat of kind ${kind} is no delegation's: remove it`)
    else if (record?.kind !== 'delegation' || record.compartment !== compartment)
      faults.add(place, `there is no delegation ${delegation} in ${compartment}: correct the key`)
    else found.set(delegation, record.id)
  }
  return found
}

function tellRing(
  ring: readonly string[],
  known: ReadonlyMap<string, Entry>,
  faults: Faults,
): void {
  const first = ring[0]
  const entry = first === undefined ? undefined : known.get(first)
  if (!entry || first === undefined) return
  faults.add(
    entry.file.place([...entry.path, 'key']),
    `records refer to each other in a ring, ${[...ring, first].join(' -> ')}: remove one reference`,
  )
}
