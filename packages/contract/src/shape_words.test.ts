// The sentences of our schemas have both languages, and what zod finds has its Arabic.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { shapeWords } from './shape_words.ts'
import { day, id, period, shortText } from './wording.ts'

const wordsOf = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value)
  return (error?.issues ?? []).map(shapeWords)
}

test('every sentence of a schema is declared in both languages', () => {
  const files = globSync('*.ts', { cwd: import.meta.dirname }).filter((f) => !f.includes('.test.'))
  expect(files.length).toBeGreaterThan(20)
  const alone = files.flatMap((file) =>
    [...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/\berror: ['"`].*/g)].map(
      ([found]) => `${file}: ${found}`,
    ),
  )
  expect(alone).toEqual([])
})

test.each([
  [period, { from: '2020-10-19', to: '2020-10-01' }, 'ends before it begins', 'ينتهي قبل أن يبدأ'],
  [shortText, 'a\u202eb', 'control character at position 2', 'حرف تحكم في الموضع 2'],
  [shortText, '', 'expected string', 'نص غير فارغ'],
  [z.object({ a: shortText }), {}, 'received undefined', 'مطلوب: نص، والحقل ناقص'],
  [shortText, 5, 'expected string', 'المتوقع: نص'],
  [z.array(id), ['7f0c'], 'UUID', 'المتوقع: معرّف صالح'],
  [day, 'yesterday', 'ISO date', 'المتوقع: يوم مثل 2020-10-19'],
  [z.enum(['yes', 'no']), 'perhaps', 'yes', 'إحدى القيم: yes، no'],
  [z.array(z.string()).max(2), ['a', 'b', 'c'], '<=2', '2 عنصرًا على الأكثر'],
] as const)('a fault of shape is told in both languages: %#', (schema, value, english, arabic) => {
  const [said] = wordsOf(schema, value)
  expect(said?.en).toContain(english)
  expect(said?.ar).toContain(arabic)
})
