// What is wrong with the shape of a field, in both languages: the English is the schema's own message,
// the Arabic is made from the same finding. Sentences of our own schemas are declared with `bothWords`,
// so that neither language goes without the other.
import type { Said } from './problem.ts'

const arabic = new Map<string, string>()

/** Declares a schema's sentence in both languages and answers the English one, which zod carries. */
export function bothWords(en: string, ar: string): string {
  arabic.set(en, ar)
  return en
}

/** What is read of zod's issue. */
export type ShapeIssue = {
  readonly code?: string | undefined
  readonly message: string
  readonly expected?: unknown
  readonly origin?: unknown
  readonly maximum?: unknown
  readonly minimum?: unknown
  readonly inclusive?: unknown
  readonly format?: unknown
  readonly values?: unknown
}

const types: Readonly<Record<string, string>> = {
  string: 'نص',
  number: 'عدد',
  int: 'عدد صحيح',
  boolean: 'نعم أو لا',
  array: 'قائمة',
  object: 'مجموعة حقول',
  record: 'مجموعة حقول',
  null: 'لا شيء',
}
const formats: Readonly<Record<string, string>> = {
  uuid: 'معرّف صالح',
  date: 'يوم مثل 2020-10-19',
  datetime: 'لحظة مثل 2020-10-19T05:00:00.000Z',
  regex: 'قيمة بالصيغة المطلوبة',
}
const units: Readonly<Record<string, string>> = { string: 'حرفًا', array: 'عنصرًا' }

/** What the field should be, in English and Arabic. */
export function shapeWords(issue: ShapeIssue): Said {
  return { en: issue.message, ar: arabic.get(issue.message) ?? arabicOf(issue) }
}

function arabicOf(issue: ShapeIssue): string {
  const unit = units[String(issue.origin)] ?? ''
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? `مطلوب: ${types[String(issue.expected)] ?? 'قيمة'}، والحقل ناقص`
        : `المتوقع: ${types[String(issue.expected)] ?? 'قيمة من نوع آخر'}`
    case 'invalid_value': {
      const values = Array.isArray(issue.values) ? issue.values.map(String) : []
      return values.length === 0 ? 'قيمة من القيم المقبولة' : `إحدى القيم: ${values.join('، ')}`
    }
    case 'too_big':
      return `${String(issue.maximum)} ${unit} على الأكثر`.replace('  ', ' ')
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'نص غير فارغ'
        : `${String(issue.minimum)} ${unit} على الأقل`.replace('  ', ' ')
    case 'invalid_format':
      return `المتوقع: ${formats[String(issue.format)] ?? 'قيمة بالصيغة المطلوبة'}`
    case 'unrecognized_keys':
      return 'لا حقل كهذا'
    default:
      return 'قيمة من نوع آخر'
  }
}
