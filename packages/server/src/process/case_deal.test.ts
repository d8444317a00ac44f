// The negotiation model of a case: keys become ids, and what is wrong is told with file and line.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CaseError, readCase, type Case } from './case.ts'

const libya = join(import.meta.dirname, '../../../../cases/libya-2020')
let folder: string
let found: Case
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sulh-case-deal-'))
  found = await readCase(libya)
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The faults of the example with one change in one file. */
async function faultsWith(file: string, from: string, to: string): Promise<string> {
  const copy = join(folder, 'case')
  cpSync(libya, copy, { recursive: true })
  const path = join(copy, file)
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  writeFileSync(path, text.replace(from, to))
  try {
    await readCase(copy)
    return 'no fault'
  } catch (error) {
    if (error instanceof CaseError) return error.message
    throw error
  }
}
/** The line on which the change stands. */
function lineOf(file: string, words: string): number {
  return readFileSync(join(libya, file), 'utf8').split(words)[0]?.split('\n').length ?? 0
}

test('DR1 the example’s model lies with the analyst alone, marked as the example’s estimates', () => {
  const kinds = ['deal_model', 'deal_link', 'preference', 'fallback']
  const own = found.records.filter((r) => kinds.includes(r.kind))
  expect(own.length).toBeGreaterThan(60)
  expect(new Set(own.map((r) => r.compartment))).toEqual(new Set(['analysts']))
  expect(new Set(own.flatMap((r) => r.facts.map((f) => f.mark)))).toEqual(new Set(['illustration']))
  const circle = found.compartments.find((c) => c.key === 'analysts')
  expect([...(circle?.readers ?? [])]).toEqual([['analyst', 'write']])
})

test('DR4 DR6 every open slot of 19 October and at least eight issues of other tracks are open points', () => {
  const points = found.records.filter((r) => r.kind === 'deal_issue')
  const of = (path: string) =>
    points.filter((p) => p.facts[0]?.references.some((r) => r.path === path))
  const slots = found.records.filter((r) => r.kind === 'slot')
  expect(of('slot').length).toBe(slots.length)
  expect(points.length - of('slot').length).toBeGreaterThanOrEqual(8)
  for (const party of ['gna', 'lna']) {
    const keys = found.records
      .filter((r) => r.kind === 'preference')
      .filter((r) => r.facts[0]?.references.some((x) => x.path === 'party' && x.key === party))
    expect(keys.length).toBe(points.length)
  }
})

test.each([
  ['deal-preferences.yaml', '{ option: a, score', '{ option: z, score', 'no option z'],
  ['deal-links.yaml', 'option: c }]', 'option: q }]', 'has no option q'],
  ['deal-issues.yaml', 'on_the_table: a', 'on_the_table: x', 'there is no option x'],
  [
    'deal-issues.yaml',
    'alternative: alt-scope-a',
    'alternative: alt-none',
    'no alternative alt-none',
  ],
  ['deal-model.yaml', 'likely: 40', 'likely: 4', 'out of order'],
])('DR4 DR6 %s: %s written as %s is told with file and line', async (file, from, to, words) => {
  const told = await faultsWith(file, from, to)
  expect(told).toContain(words)
  expect(told).toMatch(new RegExp(`${file}:\\d+: `))
  const [, line] = new RegExp(`${file}:(\\d+): `).exec(told) ?? []
  expect(Math.abs(Number(line) - lineOf(file, from))).toBeLessThanOrEqual(4)
})
