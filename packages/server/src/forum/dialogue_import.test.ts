// The import of a Polis export: faults with file and line and nothing half-loaded, on both engines; and
// a real conversation, whose published counts must be those of the export's own comments file.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Problem } from '@sulh/contract/problem'
import { strToU8, zipSync } from 'fflate'
import { beforeAll, expect, test } from 'vitest'
import { idOf } from '../../test/confidentiality/world.ts'
import { compartment, context, identity, makeForum, publish } from '../../test/dialogue_world.ts'
import { onEngines } from '../../test/engines.ts'
import { importPolis } from './dialogue_import.ts'
import { readPolis } from './dialogue_polis.ts'
import { readDialogue, readOpinion } from './dialogue_queries.ts'

const file = (name: string, text: string) => ({ name, bytes: strToU8(text) })
const comments =
  'comment-id,comment-body,moderated\n0,First,1\n1,"Second, with\na line",0\n2,Out,-1\n'
const votes =
  'timestamp,datetime,comment-id,voter-id,vote\n' +
  [0, 1, 2, 3, 4, 5]
    .flatMap((who) => [0, 1, 2].map((j) => `${who + 1},x,${j},${who},${who % 2 === 0 ? 1 : -1}`))
    .join('\n')

function refusedBy(work: () => unknown): Problem | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}
const saidBy = (work: () => unknown): string => refusedBy(work)?.message ?? 'nothing'

test.each([
  ['votes.csv', 'voter-id,comment-id,vote\n1,2,1\n1,3,7\n', comments, /^votes\.csv: Line 3 .*7/],
  ['votes.csv', 'a,b,c\nx,y,z\n', comments, /^votes\.csv: Line 1 /],
  ['votes.csv', 'voter-id,comment-id,vote\n1,2\n', comments, /^votes\.csv: Line 2 has 2 fields/],
  [
    'comments.csv',
    votes,
    'comment-id,comment-body\n1,a\n1,b\n',
    /line 3 has the statement 1 again/,
  ],
  [
    'comments.csv',
    votes,
    'comment-id,comment-body\n1,a\u202Eb\n',
    /line 2 has a control character/,
  ],
  ['comments.csv', votes, 'id,words\n1,a\n', /line 1 does not say where/],
])('D40 a fault in %s names file and line (%#)', (name, given_votes, given_comments, said) => {
  const files = [file('votes.csv', given_votes), file('comments.csv', given_comments)]
  const problem = refusedBy(() => readPolis(files))
  expect(problem?.message).toMatch(said)
  expect(problem?.message.startsWith(name)).toBe(true)
  // The same line in Arabic.
  const line = /[Ll]ine (\d)/.exec(problem?.message ?? '')?.[1]
  expect(problem?.arabic.detail).toMatch(new RegExp(`^${name}: .*السطر ${line}`, 'u'))
})

test('D40 a missing file and a damaged archive are named', () => {
  expect(saidBy(() => readPolis([file('votes.csv', votes)]))).toMatch(/^comments\.csv: .*missing/)
  const zip = zipSync({ 'x/votes.csv': strToU8(votes), 'x/comments.csv': strToU8(comments) })
  const damaged = { name: 'export.zip', bytes: zip.slice(0, 40) }
  expect(saidBy(() => readPolis([damaged]))).toMatch(/^export\.zip: the archive is damaged/)
})

test('D40 the same files apart, in an archive and gzipped say the same', () => {
  const apart = readPolis([file('votes.csv', votes), file('comments.csv', comments)])
  const zip = zipSync({ 'x/votes.csv': strToU8(votes), 'x/comments.csv': strToU8(comments) })
  expect(readPolis([{ name: 'e.zip', bytes: zip }])).toEqual(apart)
  expect(apart.votes.participants).toHaveLength(6)
  expect(apart.statements[1]?.text).toBe('Second, with\na line')
})

const shared = process.env['SULH_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data')
const folder = join(shared, 'opinion/polis-opendata/vtaiwan.uberx')

onEngines('dialogue import', (use) => {
  beforeAll(() => makeForum(use.db))
  const bring = (name: string, files: { name: string; bytes: Uint8Array }[], where = 'mission') =>
    importPolis(use.db, context('secretariat', `import ${name}`, 1), {
      dialogue_id: idOf(name),
      compartment_id: compartment('plenary'),
      votes_compartment_id: compartment(where),
      title: { en: name, ar: 'حوار' },
      question: { en: 'What?', ar: 'ماذا؟' },
      files: files.map((f) => ({
        name: f.name,
        base64: Buffer.from(f.bytes).toString('base64'),
      })),
    })
  const entries = () =>
    use.db.asService('backup', async (tx) => {
      const { rows } = await tx.executeQuery<{ n: number }>(
        tx.selectFrom('sulh.entry').select(tx.fn.countAll<number>().as('n')).compile(),
      )
      return rows[0]?.n
    })

  test('D40 D41 what cannot be read or may not lie there leaves nothing behind', async () => {
    const before = await entries()
    const bad = [
      file('votes.csv', 'voter-id,comment-id,vote\n1,0,9\n'),
      file('comments.csv', comments),
    ]
    await expect(bring('bad', bad)).rejects.toThrow(/Line 2/)
    const good = [file('votes.csv', votes), file('comments.csv', comments)]
    await expect(bring('bad place', good, 'own west 1')).rejects.toThrow(Problem)
    expect(await entries()).toBe(before)
  })

  test('D41 D43 a small export: what was said, what is shown, and that nobody can vote in it', async () => {
    const good = [file('votes.csv', votes), file('comments.csv', comments)]
    const { record } = await bring('small', good)
    expect(record).toMatchObject({
      participants: 6,
      statements: 3,
      votes: 18,
      moderated_out: 1,
      without_words: 0,
    })
    expect((await bring('small', good)).wrote).toEqual([])
    await publish(use.db, 2, idOf('small'))
    const seat = identity(use.db, 'west 1')
    const shown = await readDialogue(use.db, seat, { dialogue_id: idOf('small') })
    expect(shown.part.votes).toBe(false)
    const { result } = await readOpinion(use.db, seat, { dialogue_id: idOf('small') })
    expect(result?.figures.statements.map((s) => s.all)).toEqual([
      [3, 3, 0],
      [3, 3, 0],
    ])
    const rows = await use.db.asSeat(seat.role, (tx) =>
      tx.selectFrom('sulh.opinion_ballot').select('id').execute(),
    )
    expect(rows).toEqual([])
  })

  test.runIf(existsSync(folder))(
    'D41 vTaiwan: 1,921 participants, with the counts of the export',
    async () => {
      const of = (name: string) => ({
        name,
        bytes: new Uint8Array(readFileSync(join(folder, `${name}.gz`))),
      })
      const began = performance.now()
      const { record } = await bring('vtaiwan', [of('votes.csv'), of('comments.csv')])
      const imported = performance.now()
      await publish(use.db, 2, idOf('vtaiwan'))
      console.log(
        `${use.engine}: ${record.participants} participants, ${record.votes} votes imported in ` +
          `${Math.round(imported - began)} ms, published in ${Math.round(performance.now() - imported)} ms`,
      )
      const seat = identity(use.db, 'west 1')
      const { result } = await readOpinion(use.db, seat, { dialogue_id: idOf('vtaiwan') })
      const { statements } = await readDialogue(use.db, seat, { dialogue_id: idOf('vtaiwan') })
      const number = new Map(statements.map((s) => [s.id, s.number]))
      // Counted by another way: the last vote of each voter on each comment, line by line.
      const lines = gunzipSync(of('votes.csv').bytes).toString('utf8').trim().split('\n')
      const head = (lines[0] ?? '').trim().split(',')
      const [who, what, how, when] = ['voter-id', 'comment-id', 'vote', 'timestamp'].map((n) =>
        head.indexOf(n),
      ) as [number, number, number, number]
      const last = new Map<string, { time: number; what: string; vote: string }>()
      for (const line of lines.slice(1)) {
        const cells = line.trim().split(',')
        const key = `${cells[who]} ${cells[what]}`
        const time = Number(cells[when])
        if ((last.get(key)?.time ?? -Infinity) <= time)
          last.set(key, { time, what: cells[what] ?? '', vote: cells[how] ?? '' })
      }
      for (const row of result?.figures.statements ?? []) {
        const own = [...last.values()].filter((v) => v.what === number.get(row.id))
        expect(row.all).toEqual(['1', '-1', '0'].map((v) => own.filter((o) => o.vote === v).length))
      }
      expect(result?.figures.statements.length).toBeGreaterThan(90)
      // Who voted on what is shown; fewer than five people in no group are left out (D26).
      const shown = new Set(result?.figures.statements.map((s) => number.get(s.id)))
      const voters = [...last]
        .filter(([, v]) => shown.has(v.what))
        .map(([key]) => key.split(' ')[0])
      const left_out = new Set(voters).size - (result?.figures.participants ?? 0)
      expect(left_out >= 0 && left_out < 5).toBe(true)
    },
    120_000,
  )
})
