// The shapes that every capability's contract is made of: identifiers, days, instants and text in
// the two languages. Text is refused, not repaired, where it holds bidi controls (see SPEC P19).
import * as z from 'zod'
import { limits } from './limits.ts'
import { bothWords } from './shape_words.ts'

/** Bidi embeddings, overrides and isolates, and other control characters but line feed and tab. */
// oxlint-disable-next-line no-control-regex -- control characters are what this expression refuses
export const REFUSED = /[\u202A-\u202E\u2066-\u2069\u0000-\u0008\u000B-\u001F\u007F]/u

export function cleanText(schema: z.ZodString) {
  return schema
    .refine((s) => !REFUSED.test(s), {
      error: (issue) => {
        const at = typeof issue.input === 'string' ? issue.input.search(REFUSED) : 0
        return bothWords(
          `has a control character at position ${at + 1}: remove it and type the text again`,
          `فيه حرف تحكم في الموضع ${at + 1}: احذفه واكتب النص من جديد`,
        )
      },
    })
    .refine((s) => s.isWellFormed(), {
      error: bothWords(
        'has half a character: type the text again',
        'فيه نصف حرف: اكتب النص من جديد',
      ),
    })
    .transform((s) => s.normalize('NFC'))
}

export const shortText = cleanText(z.string().min(1).max(limits.short_text_characters))
export const longText = cleanText(z.string().min(1).max(limits.long_text_characters))
/** Random UUIDv4 in lower case, made by the client (decisions 12). */
export const id = z.uuidv4().toLowerCase()
/** A civil day, `2020-10-19`. */
export const day = z.iso.date()
/** An instant in UTC with milliseconds, `2020-10-19T05:00:00.000Z`; any offset is accepted in. */
export const instant = z.iso.datetime({ offset: true }).transform((s) => new Date(s).toISOString())
/** Short text in both languages. A missing translation is the empty string and is shown as one. */
export const bilingual = z.object({ en: shortText, ar: shortText })
export const bilingualLong = z.object({ en: longText, ar: longText })
export type Bilingual = z.infer<typeof bilingual>
/** First and last day of something. `to` absent: a single day; an open end is its own field. */
export const period = z
  .object({ from: day, to: day.optional() })
  .refine((p) => p.to === undefined || p.to >= p.from, {
    error: bothWords(
      'ends before it begins: give a last day on or after the first',
      'ينتهي قبل أن يبدأ: اكتب يومًا أخيرًا لا يسبق الأول',
    ),
    path: ['to'],
  })
