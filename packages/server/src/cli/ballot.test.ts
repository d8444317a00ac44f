// `sulh ballot` as a person or a script meets it: JSON of the promised shape, a report in two
// languages, and one sentence with exit code 2 for an input that cannot be used.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'

const program = fileURLToPath(new URL('main.ts', import.meta.url))
const examples = new URL('../../../analysis/src/ballot/examples/', import.meta.url)
const mechanism = fileURLToPath(new URL('forum-mechanism.procedure.json', examples))
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sulh-ballot-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Ran = { readonly code: number; readonly out: string; readonly err: string }

function sulh(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, 'ballot', ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

async function file(name: string, text: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

const capital = '42,M,N,C,K\n26,N,C,K,M\n15,C,K,N,M\n17,K,C,N,M\n'

test('B30 a method over a zipped csv, as JSON', async () => {
  const ballots = await file('capital.csv.gz', gzipSync(capital))
  const { code, out } = await sulh('--method', 'irv', '--ballots', ballots, '--json')
  expect(code).toBe(0)
  const result = JSON.parse(out) as Record<string, unknown[]>
  expect(result).toMatchObject({ winner: 'K', ranking: ['K', 'M', 'N', 'C'] })
  expect(result['rounds']?.[0]).toMatchObject({ tally: { M: 42, N: 26, C: 15, K: 17 } })
  expect(result['trace']?.at(-1)).toBe('K wins.')
  expect(result['traceArabic']).toHaveLength(result['trace']?.length ?? 0)
})

test('B15 a procedure, as JSON and as a report in Arabic', async () => {
  const votes = ['yes', 'no', 'abstain'].map((choice, i) => ({ choice, count: [51, 19, 2][i] }))
  const stages = [{ stage: 'mechanism', ballots: votes }]
  const ballots = await file('votes.json', JSON.stringify({ format: 'sulh-ballots/1', stages }))
  const args = ['--procedure', mechanism, '--ballots', ballots]
  const json = await sulh(...args, '--json')
  expect(JSON.parse(json.out)).toMatchObject({
    winner: 'yes',
    outcome: 'adopted',
    ranking: ['yes', 'no'],
  })
  const report = await sulh(...args, '--language', 'ar')
  expect(report.out).toContain('51/72 = 70.83 %')
  expect(report.out).toMatch(/اعتُمد المقترح/)
})

test('B32 what cannot be used: one sentence, exit code 2', async () => {
  const csv = await file('capital.csv', capital)
  const empty = await file('empty.csv', '')
  const broken = await file('broken.json', '{')
  const cut = await file('cut.csv.gz', gzipSync(capital).subarray(0, 20))
  const asked: readonly (readonly [string, readonly string[]])[] = [
    ['Name the ballots', ['--method', 'irv']],
    ['give --procedure FILE or --method NAME', ['--ballots', csv]],
    ['--method best is not known', ['--method', 'best', '--ballots', csv]],
    ['The file is empty', ['--method', 'irv', '--ballots', empty]],
    ['is not JSON', ['--procedure', broken, '--ballots', broken]],
    ['damaged gzip', ['--method', 'irv', '--ballots', cut]],
    ['There is no ', ['--method', 'irv', '--ballots', join(folder, 'nothing.csv')]],
    ['--seats 0 is not a whole number', ['--method', 'stv', '--seats', '0', '--ballots', csv]],
    ['needs the seed', ['--method', 'irv', '--ties', 'lot', '--ballots', csv]],
    ['There is no option X', ['--method', 'schulze', '--default-option', 'X', '--ballots', csv]],
  ]
  const ran = await Promise.all(asked.map(([, args]) => sulh(...args)))
  ran.forEach(({ code, err }, i) => {
    expect(err).toContain(asked[i]?.[0])
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(code).toBe(2)
  })
})
