// One record of a case, checked: its facts by their facets, and every reference by where it leads.
// A reference must lead to a record of an allowed kind, in the same or a wider compartment, that
// is known no later than the fact itself. Files and circles are read in case.ts.
import { commonReferences, facetOf, firstFacet } from '@sulh/contract/process'
import type { Kind, NewFact, ReferenceRule } from '@sulh/contract/process'
import { derivedId } from './case_files.ts'
import type { CaseFile, Faults, Path, Place } from './case_files.ts'
import { parseValue } from './case_schema.ts'
import type { FactShape, RecordShape } from './case_schema.ts'
import { dealFaults, type DealIds, dealValue } from './case_deal.ts'
import { type Ids, textValue } from './case_text.ts'
import { checkTime, heldFrom } from './case_time.ts'
import { workflowFault } from './workflow.ts'

/** A reference by its key; the loader finds the record's id and compartment. */
export type CaseReference = { readonly path: string; readonly key: string }
export type CaseFact = Omit<NewFact, 'references'> & { readonly references: CaseReference[] }
export type CaseRecord = {
  readonly key: string
  readonly id: string
  readonly kind: Kind
  /** Key of a compartment. */
  readonly compartment: string
  /** Also disclosed to `public`, with its history. */
  readonly public: boolean
  readonly facts: readonly CaseFact[]
  /** Where it stands, for errors. */
  readonly place: Place
}
export type Entry = { readonly file: CaseFile; readonly path: Path; readonly shape: RecordShape }
export type Readers = ReadonlyMap<string, ReadonlySet<string>>

export type Around = {
  readonly name: string
  readonly known: ReadonlyMap<string, Entry>
  readonly readers: Readers
  readonly faults: Faults
}

function isPublic(shape: RecordShape): boolean {
  return shape.public ?? shape.compartment === 'process'
}

export function buildRecord(entry: Entry, around: Around): CaseRecord {
  const { file, path, shape } = entry
  const { faults, name } = around
  if (!around.readers.has(shape.compartment))
    faults.add(
      file.place([...path, 'compartment']),
      `there is no compartment ${shape.compartment}: see compartments.yaml`,
    )
  if (shape.public && shape.compartment !== 'process')
    faults.add(
      file.place([...path, 'public']),
      'only a record of the compartment process is made public by the case: remove public',
    )
  const labels = new Map<string, number>()
  const facts = shape.facts.map((fact, i) => {
    const at = [...path, 'facts', i]
    const built = buildFact(fact, { entry, at, labels, index: i }, around)
    if (fact.label !== undefined) {
      if (labels.has(fact.label))
        faults.add(
          file.place([...at, 'label']),
          `the label ${fact.label} is there twice: give another`,
        )
      labels.set(fact.label, i)
    }
    return built
  })
  // The commands would refuse it as well; here it is told with all other faults.
  const fault = workflowFault(
    shape.kind,
    facts.map((f) => ({ ...f, of_fact_id: f.of_fact_id ?? null })),
  )
  if (fault)
    faults.add(file.place([...path, 'key']), `${fault.en} Correct the facts of ${shape.key}.`)
  return {
    key: shape.key,
    id: derivedId(`${name}/${shape.key}`),
    kind: shape.kind,
    compartment: shape.compartment,
    public: isPublic(shape),
    facts,
    place: file.place([...path, 'key']),
  }
}

function buildFact(
  fact: FactShape,
  where: { entry: Entry; at: Path; labels: ReadonlyMap<string, number>; index: number },
  around: Around,
): CaseFact {
  const { entry, at } = where
  const { file, shape } = entry
  const { faults, name } = around
  const ids = idsOf(where, around)
  const written = { ...fact, value: textValue(shape.kind, fact, ids) }
  const given = { ...fact, value: dealValue(shape.kind, written, ids) }
  const issue = (key: string) => around.known.get(key)?.shape
  for (const { path, sentence } of dealFaults(shape.kind, fact, issue))
    faults.add(file.place([...at, 'value', ...path]), sentence)
  const value = parseValue(shape.kind, given, { file, path: at, faults })
  checkTime(shape.kind, fact, value, (field, sentence) =>
    faults.add(file.place([...at, ...field]), sentence),
  )
  if (fact.sources.length === 0 && shape.kind !== 'source' && fact.mark !== 'illustration')
    faults.add(file.place(at), 'a fact needs its sources: add sources with their keys')
  return {
    id: derivedId(`${name}/${shape.key}/${where.index}`),
    facet: fact.facet,
    act: fact.act,
    ...ofFact(fact, where, around),
    value,
    references: references(fact, where, around),
    known_from: fact.known_from,
    ...heldFrom(shape.kind, fact, value),
    ...(fact.held_to === undefined ? {} : { held_to: fact.held_to }),
    certainty: fact.certainty,
    mark: fact.mark,
    channel: fact.channel,
    confirmation: fact.confirmation,
  }
}

/** Ids that values of a text name by key; references have their own place. */
function idsOf({ entry, at }: { entry: Entry; at: Path }, around: Around): Ids & DealIds {
  const { known, readers, faults, name } = around
  const missing = (what: string, key: string) =>
    faults.add(
      entry.file.place([...at, 'value']),
      `there is no ${what} ${key}: correct the key, or write the ${what}`,
    )
  const record = (kind: 'slot' | 'actor' | 'alternative' | 'deal_issue') => (key: string) => {
    if (known.get(key)?.shape.kind !== kind) missing(kind, key)
    return derivedId(`${name}/${key}`)
  }
  const seats = new Set([...readers.values()].flatMap((circle) => [...circle]))
  const seat = (key: string) => {
    if (!seats.has(key)) missing('seat', key)
    return derivedId(`${name}/seat:${key}`)
  }
  return {
    slot: record('slot'),
    actor: record('actor'),
    alternative: record('alternative'),
    deal_issue: record('deal_issue'),
    seat,
  }
}

function ofFact(
  fact: FactShape,
  where: { entry: Entry; at: Path; labels: ReadonlyMap<string, number>; index: number },
  around: Around,
): { of_fact_id?: string } {
  const { entry, at, labels, index } = where
  const { file, shape } = entry
  const place = file.place([...at, fact.of === undefined ? 'act' : 'of'])
  if (fact.act === 'state') {
    if (index === 0 && fact.facet !== firstFacet(shape.kind))
      around.faults.add(
        file.place([...at, 'facet']),
        `the first fact of a ${shape.kind} must be its ${firstFacet(shape.kind)}`,
      )
    if (fact.of !== undefined)
      around.faults.add(place, 'act state stands alone: remove of, or write correct or differ')
    return {}
  }
  const target = fact.of === undefined ? undefined : labels.get(fact.of)
  if (target === undefined) {
    around.faults.add(
      place,
      fact.of === undefined
        ? `act ${fact.act} needs of: name the label of the fact that it is about`
        : `there is no earlier fact with the label ${fact.of} in this record`,
    )
    return {}
  }
  const other = shape.facts[target]
  if (other && other.facet !== fact.facet)
    around.faults.add(
      place,
      `the fact ${fact.of} is of facet ${other.facet}: name one of ${fact.facet}`,
    )
  if (other && other.known_from > fact.known_from)
    around.faults.add(
      place,
      `the fact ${fact.of} is known only later: mend one of the two known_from`,
    )
  return { of_fact_id: derivedId(`${around.name}/${shape.key}/${target}`) }
}

function references(
  fact: FactShape,
  where: { entry: Entry; at: Path },
  around: Around,
): CaseReference[] {
  const { entry, at } = where
  const { file, shape } = entry
  const { faults } = around
  const rules: Readonly<Record<string, ReferenceRule>> =
    facetOf(shape.kind, fact.facet)?.references ?? {}
  const found: CaseReference[] = []
  const follow = (path: string, rule: ReferenceRule, keys: readonly string[], field: Path) => {
    for (const key of keys) {
      const fault = faultOfReference({ key, rule, fact, shape }, around)
      if (fault) faults.add(placeOf(file, [...at, ...field], keys, key), fault)
      found.push({ path, key })
    }
    if (keys.length > 1 && !rule.many)
      faults.add(file.place([...at, ...field]), `${path} takes one record: keep one key`)
  }
  for (const [path, given] of Object.entries(fact.references)) {
    const rule = Object.hasOwn(rules, path) ? rules[path] : undefined
    const keys = typeof given === 'string' ? [given] : given
    const field = ['references', path]
    if (rule) follow(path, rule, keys, field)
    else {
      const names = Object.keys(rules).join(', ') || 'none'
      faults.add(
        file.place([...at, ...field]),
        `${fact.facet} has no reference ${path}: it has ${names}`,
      )
    }
  }
  for (const [path, rule] of Object.entries(rules)) {
    const stated = fact.act === 'state' || fact.act === 'correct' || fact.act === 'differ'
    if (rule.required && stated && !Object.hasOwn(fact.references, path))
      faults.add(file.place([...at, 'references']), `the reference ${path} is missing: add it`)
  }
  follow('source', commonReferences.source, fact.sources, ['sources'])
  if (fact.said_by !== undefined)
    follow('said_by', commonReferences.said_by, [fact.said_by], ['said_by'])
  return found
}

function placeOf(file: CaseFile, path: Path, keys: readonly string[], key: string): Place {
  const inList = file.place([...path, keys.indexOf(key)])
  return keys.length > 1 ? inList : file.place(path)
}

function faultOfReference(
  given: { key: string; rule: ReferenceRule; fact: FactShape; shape: RecordShape },
  around: Around,
): string | undefined {
  const { key, rule, fact, shape } = given
  const target = around.known.get(key)?.shape
  if (!target) return `there is no record ${key}: correct the key or write the record`
  if (!rule.kinds.includes(target.kind))
    return `${key} is a ${target.kind}: name a record of kind ${rule.kinds.join(' or ')}`
  const mine = around.readers.get(shape.compartment) ?? new Set<string>()
  const theirs = around.readers.get(target.compartment) ?? new Set<string>()
  if (![...mine].every((seat) => theirs.has(seat)))
    return `${key} lies in ${target.compartment}, which some readers of ${shape.compartment} may not read: refer to nothing narrower`
  if (isPublic(shape) && !isPublic(target) && target.compartment !== 'public')
    return `${key} is not public, but this record is: make both public or neither`
  const since = target.facts.reduce((a, f) => (f.known_from < a ? f.known_from : a), '9999')
  if (since > fact.known_from)
    return `${key} is known only from ${shown(since)}, this fact from ${shown(fact.known_from)}: mend one of the two known_from`
  return undefined
}

/** A day where the first moment of a day is meant, as the authors write it. */
function shown(instant: string): string {
  return instant.replace('T00:00:00.000Z', '')
}
