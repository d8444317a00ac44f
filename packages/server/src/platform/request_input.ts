// From a request's parts to the one flat object that an endpoint takes, checked against its schema.
// Strict: a field that the contract does not know is refused by name, at any depth, so that a typing
// error in an optional field is not a silent loss.
import type { Endpoint, InputOf } from '@sulh/contract/endpoint'
import { Problem } from '@sulh/contract/problem'
import type { Fault } from '@sulh/contract/problem'
import { shapeWords } from '@sulh/contract/shape_words'
import { safeParse } from 'zod/v4/core'
import type { $ZodType, $ZodTypes } from 'zod/v4/core'
import { refuseCharacters } from './request_body.ts'

type FieldErrors = readonly Fault[]

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Paths of fields of `value` that the schema has no place for. Free records are left alone. */
export function unknownFields(schema: $ZodType, value: unknown, path: string): string[] {
  const def = (schema as $ZodTypes)._zod.def
  const below = (key: string | number) => (path === '' ? `${key}` : `${path}.${key}`)
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      return unknownFields(def.innerType, value, path)
    case 'pipe':
      return unknownFields(def.in, value, path)
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item: unknown, i) => unknownFields(def.element, item, below(i)))
        : []
    case 'object':
      return isObject(value)
        ? Object.entries(value).flatMap(([key, item]) => {
            const shape: Record<string, $ZodType> = def.shape
            const field = Object.hasOwn(shape, key) ? shape[key] : undefined
            return field ? unknownFields(field, item, below(key)) : [below(key)]
          })
        : []
    default:
      return []
  }
}

function invalid(errors: FieldErrors): Problem {
  return new Problem(
    'invalid-input',
    { en: 'Some fields are not as expected.', ar: 'بعض الحقول ليست كما هو متوقع.' },
    errors,
  )
}

function unknownError(field: string): FieldErrors[number] {
  return {
    field: field.slice(0, 200),
    expected: { en: 'no such field', ar: 'لا حقل كهذا' },
    action: { en: 'leave it out', ar: 'احذفه' },
  }
}

/** The parameters of an address as plain strings; a parameter given twice is refused. */
export function queryOf(url: URL, omit: readonly string[]): Record<string, unknown> {
  const found = new Map<string, string>()
  for (const [key, value] of url.searchParams) {
    if (omit.includes(key)) continue
    if (found.has(key)) {
      throw invalid([
        {
          field: key.slice(0, 200),
          expected: { en: 'once', ar: 'مرة واحدة' },
          action: { en: 'give it only once', ar: 'اذكره مرة واحدة' },
        },
      ])
    }
    found.set(key, value)
  }
  return Object.fromEntries(found)
}

/** Merges, checks and parses. `inPath` wins over a field of the same name, which must be equal. */
export function parseInput<E extends Endpoint>(
  e: E,
  inPath: Record<string, unknown>,
  fields: Record<string, unknown>,
): InputOf<E> {
  refuseCharacters(inPath, '')
  refuseCharacters(fields, '')
  for (const [key, value] of Object.entries(inPath)) {
    if (Object.hasOwn(fields, key) && fields[key] !== value) {
      throw invalid([
        {
          field: key,
          expected: { en: 'the value in the address', ar: 'القيمة الواردة في العنوان' },
          action: { en: 'leave it out', ar: 'احذفه' },
        },
      ])
    }
  }
  const merged = { ...fields, ...inPath }
  const extra = unknownFields(e.input, merged, '')
  if (extra.length > 0) throw invalid(extra.slice(0, 20).map(unknownError))
  const parsed = safeParse(e.input, merged)
  if (!parsed.success) {
    throw invalid(
      parsed.error.issues.slice(0, 20).map((issue) => ({
        field: issue.path.map(String).join('.'),
        expected: shapeWords(issue),
        action: { en: 'correct this field and send again', ar: 'صحّح هذا الحقل وأرسل من جديد' },
      })),
    )
  }
  return parsed.data as InputOf<E>
}
