// `sulh opinion` as a person or a script meets it: the promised JSON in both modes, a report, an export
// folder, and one sentence with exit code 2 for what cannot be used.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { OpinionResult } from '@sulh/analysis/opinion/result'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { run } from './opinion.ts'
import { readArguments } from './usage.ts'

const program = fileURLToPath(new URL('main.ts', import.meta.url))
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sulh-opinion-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Ran = { readonly code: number; readonly out: string; readonly err: string }

function sulh(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, 'opinion', ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

async function file(name: string, text: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

/** The same without a process of its own, which would be most of the time. */
async function here(...args: readonly string[]): Promise<string> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  try {
    const invocation = readArguments(['opinion', ...args])
    if (invocation.kind !== 'command') throw new Error(`no command: ${args.join(' ')}`)
    expect(await run(invocation.args)).toBe(0)
    return log.mock.calls.join('\n')
  } finally {
    log.mockRestore()
  }
}

/** Two camps of 15 who differ on a and b, agree on c and all but agree against d. */
const camps = Array.from({ length: 30 }, (_, i) => {
  const side = i < 15 ? 1 : -1
  const rows = [`a,${side}`, `b,${-side}`, 'c,1', `d,${i % 10 === 0 ? 1 : -1}`]
  return rows.map((row) => `person ${i},${row}\n`).join('')
}).join('')
const HEADER = 'participant,statement,vote\n'

function keysOf(object: object): string {
  return Object.keys(object).join(' ')
}

test.each([
  ['own', []],
  ['polis', ['--compatible', 'polis']],
] as const)('O21 one object of the promised shape, %s mode', async (_mode, mode) => {
  const votes = await file('camps.csv.gz', gzipSync(HEADER + camps))
  const { code, out, err } = await sulh('--votes', votes, '--json', ...mode)
  expect([code, err]).toEqual([0, ''])
  const result = JSON.parse(out) as OpinionResult
  expect(keysOf(result)).toBe(
    'participants statements votes tids pca projection groups k representative consensus groupInformedConsensus certificate',
  )
  expect([result.participants, result.statements, result.votes]).toEqual([30, 4, 120])
  expect(result.tids).toEqual(['a', 'b', 'c', 'd'])
  expect(result.pca.center).toEqual([0, 0, 1, expect.closeTo(-0.8, 12) as number])
  expect(result.pca.components.map((component) => component.length)).toEqual([4, 4])
  expect(Object.keys(result.projection)).toHaveLength(30)
  expect(result.k).toBe(2)
  const sizes = result.groups.map(({ members }) => Object.keys(members).length)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(30)
  expect(result.consensus.agree.map(({ statement }) => statement)).toEqual(['c'])
  expect(result.consensus.disagree.map(({ statement }) => statement)).toEqual(['d'])
  const { value = 0, low = 0, high = 0 } = result.groupInformedConsensus['c'] ?? {}
  expect(low <= value && value <= high && low > 0.5).toBe(true)
})

test('O21 in our own mode the groups are the camps', async () => {
  const votes = await file('camps.csv', HEADER + camps)
  const { groups } = JSON.parse(await here('--votes', votes, '--json')) as OpinionResult
  const camp = (i: number) => groups.findIndex(({ members }) => (members[`person ${i}`] ?? 0) > 0.5)
  const found = Array.from({ length: 30 }, (_, i) => camp(i))
  expect(new Set(found.slice(0, 15)).size).toBe(1)
  expect(new Set([found[0], found[29]])).toEqual(new Set([0, 1]))
  expect(new Set(found.slice(15)).size).toBe(1)
})

test('O2 and O21 replaced votes are said, and a seed gives the same answer twice', async () => {
  const votes = await file('twice.csv', `${HEADER}${camps}person 0,a,0\n`)
  const [one, two] = [
    await sulh('--votes', votes, '--json', '--seed', '7'),
    await sulh('--votes', votes, '--json', '--seed=7'),
  ]
  expect(one.out).toBe(two.out)
  expect((JSON.parse(one.out) as OpinionResult).certificate['replacedVotes']).toBe(1)
  expect((await sulh('--votes', votes)).out).toContain(
    'Votes replaced by a later one of the same person: 1.',
  )
})

test('O43 rows in another order print the same bytes', async () => {
  const rows = camps.trim().split('\n')
  const [one, two] = [rows, rows.toReversed()].map((all) => `${HEADER}${all.join('\n')}\n`)
  const first = await here('--votes', await file('forth.csv', one as string), '--json')
  expect(await here('--votes', await file('back.csv', two as string), '--json')).toBe(first)
})

test('O45 where there is one group, the report says so', async () => {
  const alike = Array.from({ length: 12 }, (_, i) => `p${i},s,${(i % 3) - 1}\n`).join('')
  const votes = await file('alike.csv', HEADER + alike)
  expect(await here('--votes', votes)).toContain('No division of them is sure enough to be told.')
})

test('O22 an export folder brings its texts and what was moderated out; a named file is used instead', async () => {
  const place = join(folder, 'export')
  await mkdir(place)
  await file('export/votes.csv.gz', gzipSync(HEADER + camps))
  await file(
    'export/comments.csv',
    'comment-id,moderated,comment-body\nc,1,"All, together"\nd,-1,no\n',
  )
  const report = await sulh('--votes', place)
  expect([report.code, report.err]).toEqual([0, ''])
  expect(report.out).toContain('30 participants')
  expect(report.out).toContain('All, together')
  const own = JSON.parse((await sulh('--votes', place, '--json')).out) as OpinionResult
  expect(own.tids).toEqual(['a', 'b', 'c'])
  const list = await file('out.txt', 'a\nb\n')
  const named = await sulh('--votes', place, '--json', '--moderated-out', list)
  expect((JSON.parse(named.out) as OpinionResult).tids).toEqual(['c', 'd'])
})

test.each([
  ['own', []],
  ['polis', ['--compatible', 'polis']],
] as const)(
  'O10 and O15 little or nothing to say is said clearly and the same twice, %s mode',
  async (_mode, mode) => {
    for (const [name, csv] of Object.entries({
      nothing: '',
      header: HEADER,
      one: 'p,s,1\n',
      passes: 'p,s,0\nq,s,0\nq,t,0\n',
      one_statement: 'p,s,1\nq,s,-1\nr,s,1\n',
      one_sided: 'p,s,1\nq,s,1\np,t,1\nq,t,1\n',
      rank_one: 'p,s,1\np,t,1\nq,s,-1\nq,t,-1\nr,s,1\nr,t,1\n',
    })) {
      const votes = await file(`${name}.csv`, csv)
      const first = await here('--votes', votes, '--json', ...mode)
      expect(first, name).not.toMatch(/null|NaN/)
      expect(await here('--votes', votes, '--json', ...mode), name).toBe(first)
      expect(await here('--votes', votes, ...mode), name).toMatch(/\d participants? cast/)
    }
  },
)

test('O23 what cannot be used is one sentence', async () => {
  const bad = await file('bad.csv', '1,1,1\n1,2,3\n')
  const damaged = await file('damaged.csv.gz', gzipSync(camps).subarray(0, 60))
  const cases: [string[], RegExp][] = [
    [[], /^sulh opinion needs votes: --votes FILE/],
    [['--votes', bad], /^Line 2 has the vote "3": a vote is 1/],
    [['--votes', join(folder, 'none.csv')], /^There is no .*none\.csv: check the name/],
    [['--votes', await mkdtemp(join(folder, 'empty-'))], /is no Polis export/],
    [['--votes', damaged], /is a damaged gzip file/],
    [['--votes', bad, '--compatible', 'other'], /^There is no mode other/],
    [['--votes', bad, '--seed', 'x'], /^x is no seed/],
    [['--votes', bad, '--moderated-out', join(folder, 'no.txt')], /^There is no .*no\.txt/],
  ]
  for (const [args, sentence] of cases) {
    const { code, out, err } = await sulh(...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(sentence)
    expect(err.trim().split('\n')).toHaveLength(1)
  }
})
