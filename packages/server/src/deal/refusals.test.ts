// Refusals of the deal room are told in both languages, and none is left in English.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Said } from '@sulh/contract/problem'
import { expect, test } from 'vitest'
import { refusals, remedies } from './refusals.ts'

const taken: Readonly<Record<string, unknown>> = {
  key_once: '1',
  scores: ['1', '2'],
  costs: 2,
  whole_package: 29,
}

test('DR14 every refusal and remedy has its Arabic, in Arabic letters', () => {
  const remedied = Object.entries<unknown>(remedies).flatMap(([name, one]) => {
    if (typeof one === 'function') expect(taken, `an argument for ${name}`).toHaveProperty(name)
    const remedy: unknown =
      typeof one === 'function' ? (one as (of: unknown) => unknown)(taken[name]) : one
    const { expected, action } = remedy as { expected?: Said; action?: Said }
    return expected === undefined
      ? [[name, remedy] as const]
      : [[`${name}: expected`, expected] as const, [`${name}: action`, action] as const]
  })
  for (const [name, said] of [...Object.entries<unknown>(refusals), ...remedied]) {
    const { en, ar } = said as { en: string; ar: string }
    expect(ar, name).toMatch(/\p{Script=Arabic}/u)
    expect(ar, name).not.toMatch(/\p{Script=Latin}/u)
    expect(en, name).not.toMatch(/\p{Script=Arabic}/u)
  }
})

test('DR14 nothing is refused in English alone', () => {
  const files = readdirSync(import.meta.dirname).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  )
  const alone = files.flatMap((file) =>
    [
      ...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(
        /new Problem\(\s*'[\w-]+',\s*['"`][^'"`]*|(?:expected|action): ['"`][^'"`]*/gu,
      ),
    ].map(([found]) => `${file}: ${found}`),
  )
  expect(alone).toEqual([])
})
