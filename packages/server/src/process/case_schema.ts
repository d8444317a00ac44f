// The shape of a case's files: what a record, a fact, a compartment and a seat may say, without
// regard to one another. That references lead somewhere is checked in case.ts.
import * as z from 'zod'
import {
  acts,
  certainties,
  channels,
  confirmations,
  facetOf,
  kindNames,
  kinds,
  marks,
} from '@sulh/contract/process'
import type { Kind } from '@sulh/contract/process'
import { compartmentKinds, seatKinds } from '@sulh/contract/session'
import { bilingual, day, instant } from '@sulh/contract/wording'
import type { CaseFile, Faults, Path } from './case_files.ts'

const key = z.string().regex(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/, {
  error: 'is not a key: write letters and digits with single hyphens between them, like jmc-4',
})
/** A day means its first moment in UTC; the date cursor shows the whole day. */
const knownFrom = z.union([day.transform((d) => `${d}T00:00:00.000Z`), instant], {
  error: 'is not a day or an instant: write 2020-10-19 or 2020-10-23T09:15:00Z',
})
const civilDay = z.iso.date({ error: 'is not a day of the calendar: write it as 2020-10-19' })

export const factShape = z.strictObject({
  facet: z.string(),
  label: key.optional(),
  act: z.enum(acts).default('state'),
  of: key.optional(),
  known_from: knownFrom,
  held_from: civilDay.optional(),
  held_to: civilDay.optional(),
  value: z.record(z.string(), z.unknown()).default({}),
  references: z.record(z.string(), z.union([key, z.array(key)])).default({}),
  sources: z.array(key).default([]),
  said_by: key.optional(),
  certainty: z.enum(certainties).default('confirmed'),
  mark: z.enum(marks).default('none'),
  channel: z.enum(channels).default('public_source'),
  confirmation: z.enum(confirmations).default('unconfirmed'),
})
export type FactShape = z.output<typeof factShape>

export const recordShape = z.strictObject({
  key,
  kind: z.enum(kindNames),
  compartment: key.default('process'),
  public: z.boolean().optional(),
  facts: z.array(factShape).min(1),
})
export type RecordShape = z.output<typeof recordShape>

export const seatShape = z.strictObject({
  key,
  kind: z.enum(seatKinds),
  title: bilingual,
  /** The compartment whose readers may know that this seat exists. */
  compartment: key,
  /** Of a delegation's seat: its record, in the same compartment. */
  delegation: key.optional(),
})
export const compartmentShape = z.strictObject({
  key,
  kind: z.enum(compartmentKinds),
  name: bilingual,
  /** The first that may write enters the records of the case. */
  readers: z.record(key, z.enum(['read', 'write'])),
})
export const headShape = z.strictObject({
  /** Part of every derived id: two cases never share one. */
  name: key,
  records: z.array(z.unknown()),
})

type Complaint = Pick<z.core.$ZodIssue, 'code' | 'path' | 'message'> & { keys?: string[] }

function sentenceOf(issue: Complaint, at: Path): string {
  const field = at.filter((part) => typeof part === 'string').join('.') || 'this'
  const last = at.at(-1)
  const missing = issue.code === 'too_small' || issue.message.includes('received undefined')
  if (issue.code === 'unrecognized_keys') {
    const names = (issue.keys ?? []).join(', ')
    return `${field} has an unknown field ${names}: remove it or correct its name`
  }
  if (missing && last === 'ar') return `${field}: the Arabic text is missing: write it`
  if (missing && last === 'en') return `${field}: the English text is missing: write it`
  if (missing) return `${field} is missing: add it`
  if (/^(is|has|ends) /.test(issue.message)) return `${field} ${issue.message}`
  return `${field}: ${issue.message}: correct the value`
}

/** Parses and turns every complaint into a fault at its line; undefined where there was one. */
export function parseAt<S extends z.ZodType>(
  schema: S,
  input: unknown,
  at: { file: CaseFile; path: Path; faults: Faults },
): z.output<S> | undefined {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const path = [...at.path, ...issue.path]
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : []
    const where = keys.length > 0 ? [...path, keys[0] as string] : path
    at.faults.add(at.file.place(where), sentenceOf({ ...issue, keys }, issue.path))
  }
  return undefined
}

/** The value of a fact by its facet's schema; fields that the schema does not know are faults. */
export function parseValue(
  kind: Kind,
  fact: FactShape,
  at: { file: CaseFile; path: Path; faults: Faults },
): Record<string, unknown> {
  const facet = facetOf(kind, fact.facet)
  if (!facet) {
    at.faults.add(
      at.file.place([...at.path, 'facet']),
      `a record of kind ${kind} has no facet ${fact.facet}: use ${Object.keys(kinds[kind]).join(', ')}`,
    )
    return {}
  }
  if (fact.act === 'withdraw' || fact.act === 'confirm') {
    // These two acts say something of another fact and have no value of their own.
    if (Object.keys(fact.value).length > 0)
      at.faults.add(at.file.place([...at.path, 'value']), `${fact.act} takes no value: remove it`)
    return {}
  }
  const inner = { ...at, path: [...at.path, 'value'] }
  const value = parseAt(facet.value, fact.value, inner)
  if (value === undefined) return {}
  refuseUnknown(fact.value, value, inner)
  checkLanguages(value, inner)
  return value
}

function refuseUnknown(
  given: unknown,
  parsed: unknown,
  at: { file: CaseFile; path: Path; faults: Faults },
): void {
  if (!isTree(given) || !isTree(parsed)) return
  for (const [name, child] of Object.entries(given)) {
    const path = [...at.path, name]
    if (!Object.hasOwn(parsed, name))
      at.faults.add(at.file.place(path), `unknown field ${name}: remove it or correct its name`)
    else refuseUnknown(child, parsed[name], { ...at, path })
  }
}

/** A text under the wrong language is a slip that no schema catches. */
function checkLanguages(value: unknown, at: { file: CaseFile; path: Path; faults: Faults }): void {
  if (!isTree(value)) return
  for (const [name, child] of Object.entries(value)) {
    const path = [...at.path, name]
    const place = at.file.place(path)
    if (typeof child !== 'string') checkLanguages(child, { ...at, path })
    else if (name === 'ar' && !/\p{Script=Arabic}/u.test(child))
      at.faults.add(place, 'the Arabic text has no Arabic letter: write it in Arabic')
    else if (name === 'en' && /\p{Script=Arabic}/u.test(child))
      at.faults.add(place, 'the English text has Arabic letters: write it in English')
  }
}

function isTree(x: unknown): x is Record<string, unknown> {
  return typeof x === 'object' && x !== null
}
