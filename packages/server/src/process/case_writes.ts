// What the commands write for a case, worked out in memory with their own checks and rows, so that
// it can be written at once: one by one, 500 records took 6 s on the embedded database, at 24
// statements each. case_load.test.ts holds these writes equal to those of the commands.
import { Problem } from '@sulh/contract/problem'
import type { Fact, NewFact, ProcessRecord } from '@sulh/contract/process'
import type { CommandContext, Write } from '../platform/append.ts'
import type { Case, CaseRecord } from './case.ts'
import { CaseError, derivedId } from './case_files.ts'
import { linkTo, wholeHistory } from './disclosure.ts'
import { checkFacts } from './fact_check.ts'
import { factRows } from './repeated.ts'
import { isNoteToFile, workflowFault } from './workflow.ts'

export type Loading = Pick<CommandContext, 'now' | 'random_id' | 'salt'>
/** A write and the seat that is recorded as its author. */
export type Authored = { readonly write: Write; readonly seat_id: string }

type Around = {
  readonly found: Case
  readonly loading: Loading
  readonly compartment: ReadonlyMap<string, string>
  readonly home: ReadonlyMap<string, CaseRecord>
  readonly author: ReadonlyMap<string, string>
}

/** Creation and disclosure of every record, in the order of the case. */
export function writesOf(found: Case, loading: Loading): Authored[] {
  const around = {
    found,
    loading,
    compartment: compartmentIds(found),
    home: new Map(found.records.map((r) => [r.key, r])),
    author: authors(found),
  }
  // Versions of a text are frozen over what is written here, so they come after it (case_load.ts).
  return found.records.filter(isWritten).flatMap((record) => {
    try {
      return recordWrites(record, around)
    } catch (error) {
      throw refusal(error, record, found)
    }
  })
}

export function isWritten(record: CaseRecord): boolean {
  return record.kind !== 'version'
}

/** The ids that the input of the two commands has, for the loader and its test. */
export function createInput(record: CaseRecord, found: Case) {
  const compartment = compartmentIds(found)
  const home = new Map(found.records.map((r) => [r.key, r]))
  return inputOf(record, { compartment, home })
}
export function discloseInput(record: CaseRecord, found: Case) {
  return {
    id: record.id,
    copy_id: copyId(found, record.key),
    compartment_id: at(compartmentIds(found), 'public'),
    attribution: 'mediator' as const,
    known_from: record.facts.reduce((a, f) => (f.known_from < a ? f.known_from : a), '9999'),
  }
}

function inputOf(record: CaseRecord, around: Pick<Around, 'compartment' | 'home'>) {
  return {
    id: record.id,
    compartment_id: at(around.compartment, record.compartment),
    kind: record.kind,
    facts: record.facts.map((fact): NewFact => ({
      ...fact,
      references: fact.references.map(({ path, key }) => {
        const target = at(around.home, key)
        return { path, compartment_id: at(around.compartment, target.compartment), id: target.id }
      }),
    })),
  }
}

function recordWrites(record: CaseRecord, around: Around): Authored[] {
  const seat_id = at(around.author, record.compartment)
  const context: CommandContext = { ...around.loading, seat_id }
  const input = inputOf(record, around)
  const { id, kind, compartment_id } = input
  const facts = checkFacts(kind, input.facts, 'new-record')
  const source = stored({ ...input, facts }, context)
  const fault = workflowFault(kind, source.facts)
  if (fault) throw new Problem('wrong-state', fault)
  const creation = {
    compartment_id,
    entry_id: context.random_id(),
    act: 'createRecord',
    rows: [
      { table: 'record' as const, row: { id, kind } },
      ...factRows({ record_id: id, facts, context }),
    ],
  }
  const copies = record.public ? disclosure(record, source, { around, context }) : []
  return [creation, ...copies].map((write) => ({ write, seat_id }))
}

/** The record as a query would give it. */
function stored(
  input: ReturnType<typeof inputOf>,
  { seat_id, now }: CommandContext,
): ProcessRecord {
  const facts = input.facts.map((fact): Fact => ({
    ...fact,
    record_id: input.id,
    compartment_id: input.compartment_id,
    n: 0,
    of_fact_id: fact.of_fact_id ?? null,
    held_from: fact.held_from ?? null,
    held_to: fact.held_to ?? null,
    recorded_by: seat_id,
    recorded_at: now,
  }))
  return { id: input.id, compartment_id: input.compartment_id, kind: input.kind, facts }
}

function disclosure(
  record: CaseRecord,
  source: ProcessRecord,
  { around, context }: { readonly around: Around; readonly context: CommandContext },
): Write[] {
  if (isNoteToFile(source.kind, source.facts))
    throw new Problem('not-permitted', {
      en: 'A note to file never leaves its compartment.',
      ar: 'لا تغادر مذكرة الملف حيزها أبدًا.',
    })
  const input = discloseInput(record, around.found)
  const facts = wholeHistory(source, context).map((fact, i) => ({
    ...fact,
    // readCase has seen to it that what a public record refers to is public.
    references: (record.facts[i]?.references ?? []).map(({ path, key }) => {
      const target = at(around.home, key)
      const id = target.public ? copyId(around.found, key) : target.id
      return { path, compartment_id: input.compartment_id, id }
    }),
  }))
  return [
    {
      compartment_id: input.compartment_id,
      entry_id: context.random_id(),
      act: 'discloseRecord',
      rows: [
        { table: 'record', row: { id: input.copy_id, kind: source.kind } },
        ...factRows({ record_id: input.copy_id, facts, context }),
      ],
    },
    {
      compartment_id: source.compartment_id,
      entry_id: context.random_id(),
      act: 'discloseRecord',
      rows: factRows({ record_id: source.id, facts: [linkTo(input, context)], context }),
    },
  ]
}

function copyId(found: Case, key: string): string {
  return derivedId(`${found.name}/${key}@public`)
}

/** A case's version of a text as the text freezes it: the loader has only to say where and when. */
export function versionsOf(found: Case) {
  const compartment = compartmentIds(found)
  const home = new Map(found.records.map((r) => [r.key, r]))
  const author = authors(found)
  return found.records
    .filter((record) => !isWritten(record))
    .map((record) => ({
      input: inputOf(record, { compartment, home }),
      seat_id: at(author, record.compartment),
    }))
}

function refusal(error: unknown, record: CaseRecord, found: Case): unknown {
  if (!(error instanceof Problem)) return error
  const where = `${record.place.file}:${record.place.line}`
  return new CaseError(found.name, [
    `${where}: ${record.key} was refused: ${error.message}`,
    ...(error.errors ?? []).map((e) => `${where}: ${e.field}: expected ${e.expected}. ${e.action}`),
  ])
}

/** The first reader of each compartment that may write enters what the case has there. */
export function authors(found: Case): ReadonlyMap<string, string> {
  const seatId = new Map(found.seats.map((s) => [s.key, s.id]))
  return new Map(
    found.compartments.map(({ key, readers }) => {
      const writer = [...readers].find(([, may]) => may === 'write')
      return [key, at(seatId, writer?.[0] ?? '')]
    }),
  )
}

export function compartmentIds(found: Case): ReadonlyMap<string, string> {
  return new Map(found.compartments.map((c) => [c.key, c.id]))
}

/** A key that readCase has checked is there. */
export function at<V>(map: ReadonlyMap<string, V>, key: string): V {
  const value = map.get(key)
  if (value === undefined) throw new Error(`readCase let pass a key that is not there: ${key}`)
  return value
}
