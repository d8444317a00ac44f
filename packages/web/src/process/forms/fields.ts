// The fields of a form, read from the facet's schema in the contract, so that a form can never ask
// for less or more than the server takes. Pure: no labels, no components, no requests.
import {
  commonReferences,
  facetOf,
  type Kind,
  kinds,
  type ReferenceRule,
} from '@sulh/contract/process'
import * as z from 'zod'

/** What a field is to a person who types. `max` is in characters. */
export type FieldShape =
  | { readonly shape: 'bilingual'; readonly long: boolean; readonly max: number }
  | { readonly shape: 'text'; readonly max: number }
  | { readonly shape: 'day' }
  | { readonly shape: 'period' }
  | { readonly shape: 'choice'; readonly options: readonly string[] }
  | { readonly shape: 'yes_no' }
  | {
      readonly shape: 'number'
      readonly whole: boolean
      readonly min?: number
      readonly max?: number
    }
export type Field = FieldShape & { readonly name: string; readonly required: boolean }
export type ReferenceField = ReferenceRule & { readonly path: string }

/** Everything typed, by dotted path (`title.en`, `when.from`). What is not typed is absent. */
export type Draft = Readonly<Record<string, string>>
/** The ids chosen for each reference path, in the order of choosing. */
export type Choices = Readonly<Record<string, readonly string[]>>
export type FieldFault = { readonly field: string; readonly expected: string }

type Schema = {
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
}
/** From this length on a text is typed in a field of several lines. */
const LONG_CHARACTERS = 1_000

/** The facets that a person states by hand. `disclosure` is written by the act of disclosing. */
export function statableFacets(kind: Kind): readonly string[] {
  return Object.keys(kinds[kind])
}

export function fieldsOf(kind: Kind, facet: string): readonly Field[] {
  const rule = facetOf(kind, facet)
  if (!rule) return []
  const schema = z.toJSONSchema(rule.value, { io: 'input' }) as Schema
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    required: required.has(name),
    ...shapeOf(property),
  }))
}

function shapeOf(schema: Schema): FieldShape {
  if (schema.properties?.['en'] && schema.properties['ar']) {
    const max = schema.properties['en'].maxLength ?? 0
    return { shape: 'bilingual', long: max >= LONG_CHARACTERS, max }
  }
  if (schema.properties?.['from']) return { shape: 'period' }
  if (schema.enum) return { shape: 'choice', options: schema.enum }
  if (schema.type === 'boolean') return { shape: 'yes_no' }
  if (schema.type === 'number' || schema.type === 'integer') {
    return {
      shape: 'number',
      whole: schema.type === 'integer',
      ...(schema.minimum === undefined ? {} : { min: schema.minimum }),
      ...(schema.maximum === undefined ? {} : { max: schema.maximum }),
    }
  }
  if (schema.format === 'date') return { shape: 'day' }
  return { shape: 'text', max: schema.maxLength ?? 300 }
}

/** Days that a value itself names: when it was, from when, until when, on what day, in what month. */
const ownDays: ReadonlySet<string> = new Set(['when', 'from', 'to', 'on', 'due', 'period'])

/** Whether a fact can hold from a day to a day that its value does not say itself. */
export function holdsForPeriod(fields: readonly Field[]): boolean {
  return !fields.some((field) => ownDays.has(field.name))
}

/** The facet's own references first, then those that every fact may carry. */
export function referencesOf(kind: Kind, facet: string): readonly ReferenceField[] {
  const own = facetOf(kind, facet)?.references ?? {}
  const common: Readonly<Record<string, ReferenceRule>> = commonReferences
  return Object.entries({ ...own, ...common }).map(([path, rule]) => ({ path, ...rule }))
}

function partsOf(field: Field): readonly string[] {
  switch (field.shape) {
    case 'bilingual':
      return [`${field.name}.en`, `${field.name}.ar`]
    case 'period':
      return [`${field.name}.from`, `${field.name}.to`]
    case 'text':
    case 'day':
    case 'choice':
    case 'yes_no':
    case 'number':
      return [field.name]
  }
}

/**
 * The value to send. A field with nothing typed is left out, so that the schema says whether it was
 * needed; what is typed is sent as typed, so that a refusal can be shown where it belongs.
 */
export function valueOfDraft(fields: readonly Field[], draft: Draft): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  for (const field of fields) {
    const typed = partsOf(field).map((path) => [path, draft[path] ?? ''] as const)
    if (typed.every(([, text]) => text.trim() === '')) continue
    if (field.shape === 'bilingual' || field.shape === 'period') {
      value[field.name] = Object.fromEntries(
        typed
          .filter(([, text]) => field.shape === 'bilingual' || text !== '')
          .map(([path, text]) => [path.slice(field.name.length + 1), text.trim()]),
      )
    } else {
      value[field.name] = scalar(field, typed[0]?.[1] ?? '')
    }
  }
  return value
}

function scalar(field: Field, typed: string): unknown {
  if (field.shape === 'yes_no') return typed === 'yes'
  if (field.shape !== 'number') return typed.trim()
  const amount = Number(typed.trim())
  return Number.isFinite(amount) ? amount : typed
}

/** What a form shows when it begins with a value that stands: to correct or to differ from it. */
export function draftOfValue(fields: readonly Field[], value: Record<string, unknown>): Draft {
  const draft: Record<string, string> = {}
  for (const field of fields) {
    const held = value[field.name]
    if (held === undefined || held === null) continue
    if (typeof held === 'object') {
      for (const [part, text] of Object.entries(held)) draft[`${field.name}.${part}`] = String(text)
    } else if (field.shape === 'yes_no') {
      draft[field.name] = held === true ? 'yes' : 'no'
    } else {
      draft[field.name] = String(held)
    }
  }
  return draft
}

/** The schema's own complaints, by dotted path, and the references that are missing. */
export function faultsOf(
  at: { readonly kind: Kind; readonly facet: string },
  value: Record<string, unknown>,
  choices: Choices,
): readonly FieldFault[] {
  const parsed = facetOf(at.kind, at.facet)?.value.safeParse(value)
  const faults = (parsed?.error?.issues ?? []).map((issue) => ({
    field: issue.path.join('.'),
    expected: issue.code === 'custom' ? issue.message : issue.code,
  }))
  for (const rule of referencesOf(at.kind, at.facet)) {
    if (rule.required && (choices[rule.path] ?? []).length === 0) {
      faults.push({ field: rule.path, expected: 'reference' })
    }
  }
  return faults
}

/**
 * The place in the form of a field that the server named: `facts.0.value.title.en` -> `title.en`,
 * `facts.0.references.2.id` -> the path of the third reference sent. Others stay as they are.
 */
export function placeOfProblem(field: string, sentPaths: readonly string[]): string {
  const inner = field.replace(/^(body\.)?facts[.[]\d+\]?\./, '')
  if (inner.startsWith('value.')) return inner.slice('value.'.length)
  const reference = /^references(?:[.[](\d+|[a-z_]+)\]?)?/.exec(inner)
  if (!reference) return inner
  const which = reference[1]
  if (which === undefined) return sentPaths[0] ?? inner
  return /^\d+$/.test(which) ? (sentPaths[Number(which)] ?? inner) : which
}
