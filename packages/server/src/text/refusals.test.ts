// Refusals of a text are told in both languages: each by its own script, and none is left in English.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem, problemDetails, type Said } from '@sulh/contract/problem'
import { documentRefusals } from '@sulh/contract/text_documents'
import { expect, test } from 'vitest'
import { DocumentError, problemOf as documentProblem } from './documents/errors.ts'
import { refusedDocument, refusedUpdate } from './documents/refusals.ts'
import { refusals } from './refusals.ts'
import { remedies } from './remedies.ts'

const argument: Readonly<Record<string, unknown>> = {
  open_brackets: 3,
  authentic: ['ar'],
  lost: [],
  own_language: 'ar',
  in_force: undefined,
  basis: 'declared',
  table: 'merge',
  closed: 'mediators_text',
  alternative_is: 'merged',
  not_here: 'slot',
  withdrawn: 'node',
  slot_missing: '7',
}

function all(of: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(of).map(([name, one]) => {
    if (typeof one !== 'function') return [name, one]
    expect(argument, `an argument for ${name}`).toHaveProperty(name)
    return [name, (one as (a: unknown) => unknown)(argument[name])]
  })
}

test('T34 every refusal and remedy has its Arabic, in Arabic letters', () => {
  const remedied = all(remedies).flatMap(([name, one]) => {
    const { expected, action } = one as { expected: Said; action: Said }
    return [
      [`${name}: expected`, expected],
      [`${name}: action`, action],
    ] as const
  })
  const documents = [...all(refusedDocument), ...all(refusedUpdate)]
  for (const [name, said] of [...all(refusals), ...remedied, ...documents]) {
    const { en, ar } = said as { en: string; ar: string }
    expect(ar, name).toMatch(/\p{Script=Arabic}/u)
    expect(ar, name).not.toMatch(/\p{Script=Latin}/u)
    expect(en, name).not.toMatch(/\p{Script=Arabic}/u)
  }
})

test('T34 a refusal carries its Arabic beside its English, fault by fault', () => {
  const problem = new Problem('invalid-input', refusals.close_on, [
    { field: 'chosen_id', ...remedies.choose_one },
  ])
  const { detail, errors, arabic } = problemDetails(problem)
  expect(detail).toBe('A slot is closed on the alternative that stands.')
  expect(errors).toEqual([
    {
      field: 'chosen_id',
      expected: 'an alternative',
      action: 'Choose one; “no text” is one too.',
    },
  ])
  expect(arabic).toEqual({
    detail: 'تُحسم الأقواس على البديل الذي يثبت.',
    errors: [{ expected: 'بديل', action: 'اختر واحدًا؛ و«دون نص» بديل أيضًا.' }],
  })
})

test('T34 no act on a text is refused in English alone', () => {
  const files = ['', 'room', 'documents', 'documents/update'].flatMap((folder) =>
    readdirSync(join(import.meta.dirname, folder))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(import.meta.dirname, folder, name)),
  )
  const alone = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/new Problem\(\s*'[\w-]+',\s*['"`][^'"`]*/gu)].map(
      ([found]) => `${file}: ${found}`,
    ),
  )
  expect(alone).toEqual([])
})

test('D30 every refusal of a file is in both languages, with its place', () => {
  for (const refusal of documentRefusals) {
    const place = { en: 'paragraph 4', ar: 'الفقرة 4 من الملف' }
    const { code, errors, arabic } = problemDetails(
      documentProblem(new DocumentError(refusal, place)),
    )
    expect(code).toBe(refusal === 'too_large' ? 'body-too-large' : 'invalid-input')
    expect(errors?.[0]).toMatchObject({ field: `file.${refusal}`, expected: 'paragraph 4' })
    expect(arabic?.errors?.[0]?.expected).toBe(place.ar)
    expect(arabic?.detail).toMatch(/^\p{Script=Arabic}.*\(الفقرة 4 من الملف\)$/u)
    expect(arabic?.errors?.[0]?.action).toMatch(/\p{Script=Arabic}/u)
  }
})
