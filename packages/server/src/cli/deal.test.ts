// `sulh deal` as a script meets it: the promised JSON for every published scenario and frontier, our
// own format, pictures, and one sentence with exit code 2 for what cannot be used. Scenarios come
// from SULH_DATA; where it is absent the tests say by name that they were not run.
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { DealAnswer } from '@sulh/analysis/deal/answer'
import { failureOf } from './failure.ts'
import { run } from './deal.ts'
import { readArguments } from './usage.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const data = join(process.env['SULH_DATA'] ?? join(root, '../shared/data'), 'negotiation')
const here = existsSync(join(data, 'expected'))
if (!here) console.warn('Not run, SULH_DATA/negotiation is absent: published answers of deal')
const published = describe.skipIf(!here)

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sulh-deal-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => vi.restoreAllMocks())

type Ran = { readonly code: number; readonly out: string; readonly err: string }

/** The command in this process: the same path from arguments to what is printed. */
async function sulh(...args: readonly string[]): Promise<Ran> {
  const out: string[] = []
  const err: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void err.push(line))
  const printed = (code: number): Ran => ({ code, out: out.join('\n'), err: err.join('\n') })
  try {
    const invocation = readArguments(['deal', ...args])
    if (invocation.kind !== 'command') throw new Error('No command was read.')
    return printed(await run(invocation.args))
  } catch (error) {
    const failure = failureOf(error)
    if (!failure) throw error
    err.push(failure.message)
    return printed(failure.exit_code)
  }
}

async function answer(...args: readonly string[]): Promise<DealAnswer> {
  const { code, out, err } = await sulh(...args, '--json')
  expect(code, err).toBe(0)
  return JSON.parse(out) as DealAnswer
}

const scenario = (name: string) => join(data, 'genius-anac', name)

published('published scenarios', () => {
  const rows = here
    ? readFileSync(join(data, 'expected/anac-domains-exact.csv'), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','))
    : []
  const additive = rows.filter((row) => row[4] === 'False' && row.at(-8) !== '')

  test('D20 D31 the list of additive scenarios is whole', () => {
    expect(additive.length).toBeGreaterThan(90)
  })

  test.each(additive.map((row) => [row[0] ?? '', row] as const))(
    'D9 D17 D18 D20 %s',
    async (name, row) => {
      // From the end: the columns of reservation and discount may hold commas.
      const [a, b, points, packages, ...values] = row.slice(-10, -1)
      const [nash_a, nash_b, egal_a, egal_b, sum] = values.map(Number)
      const found = await answer('--genius', scenario(name))
      expect(found.parties).toEqual([a, b].map((file) => file?.replace(/\.xml$/, '')))
      expect(found.issues).toBe(Number(row[1]))
      expect(found.packages).toBe(row[2])
      expect(found.frontier.complete).toBe(true)
      expect(found.frontier.points).toHaveLength(Number(points))
      const count = found.frontier.points.reduce((all, of) => all + Number(of.packages), 0)
      expect(count).toBe(Number(packages))
      const near = (
        given: readonly number[] | undefined,
        expected: readonly (number | undefined)[],
      ) =>
        expected.forEach((value, k) =>
          expect(Math.abs((given?.[k] ?? 9) - (value ?? 0))).toBeLessThan(1e-9),
        )
      near(found.nash?.utilities, [nash_a, nash_b])
      near(found.egalitarian?.utilities, [egal_a, egal_b])
      near([(found.utilitarian?.utilities ?? []).reduce((x, y) => x + y, 0)], [sum])
      expect(found.nash?.certificate).toMatchObject({ status: 'exact', gap: 0 })
    },
  )

  test('D9 D10 Energy has 204 points and 205 packages', async () => {
    const { frontier } = await answer('--genius', scenario('anac/y2011/Energy'))
    expect(frontier.points).toHaveLength(204)
    expect(frontier.points.reduce((all, of) => all + Number(of.packages), 0)).toBe(205)
  })

  test.each(['10issues', '30issues', '50issues'])(
    'D9 D22 the frontier of %s, point by point',
    async (name) => {
      const text = readFileSync(join(data, `expected/anac2014-${name}-exact-frontier.txt`), 'utf8')
      const expected = [...text.matchAll(/^ {2}point \d+ \d+ ([\d.]+) ([\d.]+)/gm)].map((found) =>
        found.slice(1).map(Number),
      )
      const integers = [...text.matchAll(/^ {2}point (\d+) (\d+)/gm)].map((found) =>
        found.slice(1).map(Number),
      )
      const [, ...maxima] = /maxutility (\d+) (\d+)/.exec(text)?.map(Number) ?? []
      expect(expected.length).toBeGreaterThan(9)
      const found = await answer('--genius', scenario(`anac/y2014/${name}`))
      expect(found.frontier.complete).toBe(true)
      expect(found.frontier.points).toHaveLength(expected.length)
      const descending = integers.toSorted((a, b) => (b[0] ?? 0) - (a[0] ?? 0))
      found.frontier.points.forEach(({ utilities }, k) =>
        utilities.forEach((u, p) =>
          expect(u).toBeCloseTo((descending[k]?.[p] ?? 0) / (maxima[p] ?? 1), 12),
        ),
      )
    },
    // The largest takes some 20 s of a processor.
    600_000,
  )

  test('D24 three named profiles: their names in order, and no point of the first two is lost', async () => {
    const at = scenario('anac/y2015/group2-dinner')
    const listed = [1, 2, 3].map((n) => `Dinner_util${n}.xml`)
    const found = await answer('--genius', at, '--profiles', listed.join(','))
    expect(found.parties).toEqual(listed.map((file) => file.replace(/\.xml$/, '')))
    expect(found.frontier.complete).toBe(true)
    expect(found.nash?.utilities).toHaveLength(3)
    const two = await answer('--genius', at, '--profiles', listed.slice(0, 2).join(','))
    // Whatever wastes nothing for two wastes nothing for three.
    for (const { utilities } of two.frontier.points) {
      expect(
        found.frontier.points.some((of) => utilities.every((u, p) => of.utilities[p] === u)),
      ).toBe(true)
    }
  })

  test('D23 --reservation moves the disagreement and the certificate with it', async () => {
    const at = scenario('anac/y2012/EnergySmallA')
    const plain = await answer('--genius', at)
    const held = await answer('--genius', at, '--reservation')
    expect(held.frontier).toEqual(plain.frontier)
    const [a = 0, b = 0] = held.nash?.utilities ?? []
    expect(held.nash?.certificate.value).toBeCloseTo((a - 0.5) * (b - 0.5), 12)
  })
})

type Case = Record<string, unknown> & { issues: unknown[]; parties: unknown[] }

const oil = (): Case => ({
  format: 'sulh-deal-1',
  parties: [{ name: 'North', disagreement: 1000 }, { name: 'South' }],
  issues: [
    {
      name: 'Oil',
      options: [
        { name: 'joint', points: [3000, 4000] },
        { name: 'own', points: [6000, 1000] },
      ],
    },
    {
      name: 'Roads',
      options: [
        { name: 'open', points: [2000, 3000] },
        { name: 'closed', points: [2500, 0] },
      ],
    },
  ],
})

function caseFile(content: unknown): string {
  const path = join(folder, 'case.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

describe('our own format', () => {
  test('D28 D29 D31 the object has the promised keys and answers, which are worked out by hand', async () => {
    const found = await answer('--case', caseFile(oil()))
    // Efficient: (8500, 1000) own+closed, (8000, 4000) own+open, (5000, 7000) joint+open.
    expect(found).toEqual({
      issues: 2,
      packages: '4',
      parties: ['North', 'South'],
      frontier: {
        complete: true,
        points: [
          { utilities: [0.85, 0.1], packages: 1 },
          { utilities: [0.8, 0.4], packages: 1 },
          { utilities: [0.5, 0.7], packages: 1 },
        ],
      },
      // Gains of North over 0.1: 0.7 x 0.4 = 0.28 and 0.4 x 0.7 = 0.28; the least gain is 0.4 twice,
      // and so is the next: the first of the frontier stands.
      nash: solution([0.8, 0.4], 'own', 0.28),
      egalitarian: solution([0.8, 0.4], 'own', 0.4),
      // Ideals 0.75 and 0.7: 0.7/0.75 and 0.4/0.7 against 0.4/0.75 and 1.
      kalaiSmorodinsky: solution([0.8, 0.4], 'own', 0.4 / 0.7),
      // 1.1 against 1.1.
      utilitarian: solution([0.8, 0.4], 'own', 1.1),
    })
  })

  test('D31 without --json a report for a person, the same figures', async () => {
    const { code, out } = await sulh('--case', caseFile(oil()))
    expect(code).toBe(0)
    expect(out).toContain('3 efficient points; the list is complete and exact.')
    expect(out).toContain('North 0.800000, South 0.400000')
  })

  test('D32 --svg writes a picture with every point and escaped names', async () => {
    const picture = join(folder, 'frontier.svg')
    const file = caseFile({ ...oil(), parties: [{ name: 'N<o>rth & co' }, { name: 'South' }] })
    expect((await sulh('--case', file, '--svg', picture, '--json')).code).toBe(0)
    const svg = readFileSync(picture, 'utf8')
    expect(svg.startsWith('<svg')).toBe(true)
    expect(svg).toContain('N&lt;o&gt;rth &amp; co')
    expect(svg).not.toContain('N<o>rth')
  })

  test('D20 weights that do not add up to one are kept, and it is said', async () => {
    const weights = { Oil: 2, Roads: 1 }
    const file = caseFile({ ...oil(), parties: [{ name: 'North', weights }, { name: 'South' }] })
    const { code, out, err } = await sulh('--case', file, '--json')
    expect(code).toBe(0)
    expect(err).toBe('The weights of North add up to 3, not to one; they are kept as given.')
    expect((JSON.parse(out) as DealAnswer).frontier.points[0]?.utilities[0]).toBeCloseTo(1.45, 12)
  })
})

function solution(utilities: number[], taken: string, value: number) {
  return {
    utilities,
    package: { Oil: taken, Roads: 'open' },
    certificate: {
      status: 'exact',
      method: 'complete-frontier',
      value: expect.closeTo(value, 12) as number,
      bound: expect.closeTo(value, 12) as number,
      gap: 0,
      nodes: 3,
    },
  }
}

/** Every refusal: exit code 2, nothing on standard output, one sentence that names the place. */
async function refused(says: RegExp, ...args: readonly string[]): Promise<void> {
  const { code, out, err } = await sulh(...args, '--json')
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err.split('\n')).toHaveLength(1)
  expect(err).toMatch(says)
}

const choice = (issue: string, option: string) => ({ issue, option })
const [joint, own] = [choice('Oil', 'joint'), choice('Oil', 'own')]
const [open, closed] = [choice('Roads', 'open'), choice('Roads', 'closed')]

describe('D33 unusable input', () => {
  const withLinks = (...links: unknown[]) => ({ ...oil(), links })
  const changed = (change: (of: Case) => unknown) => {
    const copy = oil()
    change(copy)
    return copy
  }
  const options = (points: unknown[]) => [{ name: 'x', points }]
  const many = Array.from({ length: 1_000_000 }, (_, o) => ({ name: `o${o}`, points: [1, 1] }))

  test.each<[string, () => unknown, RegExp]>([
    ['no issues', () => changed((of) => (of.issues = [])), /no issues/],
    [
      'an issue without options',
      () => changed((of) => (of.issues = [{ name: 'Oil', options: [] }])),
      /Oil has no options/,
    ],
    [
      'one party',
      () => ({
        ...oil(),
        parties: [{ name: 'North' }],
        issues: [{ name: 'Oil', options: options([1]) }],
      }),
      /at least two parties and this one has 1/,
    ],
    [
      'a negative utility',
      () => changed((of) => (of.issues = [{ name: 'Oil', options: options([1, -1]) }])),
      /\/issues\/0\/options\/0\/points\/1/,
    ],
    [
      'a missing utility',
      () => changed((of) => (of.issues = [{ name: 'Oil', options: options([1]) }])),
      /\/issues\/0\/options\/0\/points: one number per party/,
    ],
    [
      'a utility that is no number',
      () => changed((of) => (of.issues = [{ name: 'Oil', options: options([1, null]) }])),
      /points\/1/,
    ],
    ['no JSON', () => '{"format":', /not JSON/],
    ['another format', () => ({ ...oil(), format: 'x' }), /sulh-deal-1/],
    ['an unknown key', () => ({ ...oil(), colour: 1 }), /no such key/],
    [
      'a link on an option that is not there',
      () => withLinks({ kind: 'excludes', all: [choice('Oil', 'sea')] }),
      /\/links\/0\/all\/0\/option/,
    ],
    [
      'a cycle of links',
      () =>
        withLinks(
          { kind: 'requires', when: [joint], then: [open] },
          { kind: 'requires', when: [open], then: [joint] },
        ),
      /cycle \(link 1 \(requires\) and link 2 \(requires\)\)/,
    ],
    [
      'contradictory links, of three the two that clash',
      () =>
        withLinks(
          { kind: 'excludes', all: [joint] },
          { kind: 'excludes', all: [own, closed] },
          { kind: 'excludes', all: [own] },
        ),
      /link 1 \(excludes\) and link 3 \(excludes\);/,
    ],
    [
      'a million options',
      () => changed((of) => (of.issues = [{ name: 'Oil', options: many }])),
      /Oil has 1000000 options, more than the 65,535/,
    ],
  ])('%s', async (_name, content, says) => {
    await refused(says, '--case', caseFile(content()))
  })

  const domain = `<negotiation_template><utility_space><objective index="0" name="all"><issue index="1" name="Oil" type="discrete"><item index="1" value="a"/></issue></objective></utility_space></negotiation_template>`
  const profile = (evaluation: string, weight = '<weight index="1" value="1"/>') =>
    `<utility_space><objective index="0" name="all">${weight}<issue index="1" name="Oil" type="discrete"><item index="1" value="a" ${evaluation}/></issue></objective></utility_space>`
  const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><l>&b;</l>`
  const outside = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>`

  test.each<[string, string, RegExp]>([
    ['an XML bomb', bomb, /b\.xml.*document type/],
    ['an external entity', outside, /b\.xml.*document type/],
    ['malformed XML', '<utility_space>', /b\.xml.*not well-formed/],
    ['a negative evaluation', profile('evaluation="-1"'), /negative/],
    ['a missing evaluation', profile(''), /a \(Oil\)/],
    ['an evaluation that is no number', profile('evaluation="much"'), /not a number/],
    ['a missing weight', profile('evaluation="1"', ''), /weight/],
  ])('GENIUS: %s', async (name, text, says) => {
    const at = join(folder, name.replaceAll(' ', '-'))
    mkdirSync(at)
    writeFileSync(join(at, 'domain.xml'), domain)
    writeFileSync(join(at, 'a.xml'), profile('evaluation="1"'))
    writeFileSync(join(at, 'b.xml'), text)
    await refused(says, '--genius', at)
  })

  test('GENIUS: one profile alone, a folder or file that is not there, both readers at once', async () => {
    const at = join(folder, 'alone')
    mkdirSync(at)
    writeFileSync(join(at, 'domain.xml'), domain)
    writeFileSync(join(at, 'a.xml'), profile('evaluation="1"'))
    await refused(/at least two/, '--genius', at)
    await refused(/missing\.xml/, '--genius', at, '--profiles', 'a.xml,missing.xml')
    await refused(/There is no .*nowhere/, '--genius', join(folder, 'nowhere'))
    await refused(/one of the two/, '--genius', at, '--case', caseFile(oil()))
    await refused(/one of the two/)
  })

  test('D12 a search that is stopped: what it has is marked, and the exit code says so', async () => {
    const { code, out, err } = await sulh('--case', caseFile(oil()), '--seconds', '0', '--json')
    expect(code).toBe(2)
    expect(err).toMatch(/stopped after 0 seconds/)
    const found = JSON.parse(out) as DealAnswer
    expect(found.frontier.complete).toBe(false)
    // Nothing is called exact that is not best: what the whole search finds, from the hand.
    const whole = await answer('--case', caseFile(oil()))
    for (const key of ['nash', 'egalitarian', 'kalaiSmorodinsky', 'utilitarian'] as const) {
      const one = found[key]
      if (one?.certificate.status !== 'exact') continue
      expect(one.certificate.value).toBeCloseTo(whole[key]?.certificate.value ?? 9, 12)
    }
  })
})

test('D31 D33 the program itself: JSON on standard output, a sentence and exit code 2 for bad input', async () => {
  const program = fileURLToPath(new URL('main.ts', import.meta.url))
  const ran = (...args: readonly string[]) =>
    new Promise<Ran>((resolve) => {
      execFile(process.execPath, [program, 'deal', ...args], (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
      })
    })
  const good = await ran('--case', caseFile(oil()), '--json')
  expect(good.code).toBe(0)
  expect((JSON.parse(good.out) as DealAnswer).frontier.points).toHaveLength(3)
  expect(await ran('--case', join(folder, 'none.json'))).toMatchObject({ code: 2, out: '' })
})

test('D28 D31 the example of the format: what going through its 54 packages by hand gives', async () => {
  const name = 'packages/analysis/src/deal/examples/two-parties.case.json'
  const found = await answer('--case', join(root, name))
  const sums = JSON.parse(readFileSync(join(root, name), 'utf8')) as {
    issues: { options: { points: [number, number] }[] }[]
  }
  const kept: [number, number][] = []
  for (let w = 0; w < 3; w += 1)
    for (let r = 0; r < 3; r += 1)
      for (let d = 0; d < 3; d += 1)
        for (let o = 0; o < 2; o += 1) {
          // "At once" requires open roads; "after elections" excludes two accounts.
          if ((w === 0 && r !== 0) || (w === 2 && o === 1)) continue
          const points = [w, r, d, o].map((at, i) => sums.issues[i]?.options[at]?.points ?? [0, 0])
          kept.push([0, 1].map((p) => points.reduce((all, of) => all + (of[p] ?? 0), 0)) as never)
        }
  const efficient = kept.filter(
    ([a, b]) => !kept.some(([x, y]) => x >= a && y >= b && (x > a || y > b)),
  )
  const listed = found.frontier.points.flatMap(({ utilities, packages }) =>
    Array.from({ length: Number(packages) }, () => utilities),
  )
  expect(listed).toEqual(
    efficient.toSorted((a, b) => b[0] - a[0]).map((pair) => pair.map((of) => of / 10_000)),
  )
  const products = kept.map(([a, b]) => Math.max(0, a - 2500) * Math.max(0, b - 2000))
  expect(found.nash?.certificate.value).toBeCloseTo(Math.max(...products) / 1e8, 12)
})

test('D33 a search that Ctrl-C stops prints what it has, marked, and ends with 2', async () => {
  // Three parties whose interests are opposed on forty points: more efficient points than it waits for.
  const parties = ['North', 'South', 'West']
  const shares = (i: number, o: number) => {
    const raw = parties.map((_, p) => 1 + ((i * 7919 + o * 104_729 + p * 1299 * (i + o)) % 997))
    const sum = raw.reduce((a, b) => a + b, 0)
    return raw.map((of) => Math.round((9000 * of) / sum))
  }
  const issues = Array.from({ length: 40 }, (_, i) => ({
    name: `issue ${i}`,
    options: Array.from({ length: 5 }, (__, o) => ({ name: `option ${o}`, points: shares(i, o) })),
  }))
  const file = caseFile({
    format: 'sulh-deal-1',
    parties: parties.map((name) => ({ name })),
    issues,
  })
  const program = fileURLToPath(new URL('main.ts', import.meta.url))
  const { code, out, err } = await new Promise<Ran>((resolve) => {
    const child = spawn(process.execPath, [program, 'deal', '--case', file, '--json'])
    const said = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => {
      if (said.err === '') child.kill('SIGINT')
      said.err += chunk.toString()
    })
    child.on('close', (ended) => resolve({ code: ended ?? -1, ...said }))
  })
  expect(code, err).toBe(2)
  expect(err).toMatch(/stopped by Ctrl-C/)
  const found = JSON.parse(out) as DealAnswer
  expect(found.frontier.complete).toBe(false)
  for (const one of [found.nash, found.egalitarian, found.kalaiSmorodinsky])
    expect(one?.certificate.status ?? 'cancelled').toBe('cancelled')
  // The greatest sum is that of each issue by itself, and may be proved before anything is searched.
  const sum = issues.reduce(
    (all, { options }) =>
      all + Math.max(...options.map(({ points }) => points.reduce((a, b) => a + b, 0))),
    0,
  )
  if (found.utilitarian?.certificate.status === 'exact')
    expect(found.utilitarian.certificate.value).toBeCloseTo(sum / 10_000, 9)
})
