// The vote matrix against the plainest possible bookkeeping: a map from pair to last vote.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  byStatement,
  compareIds,
  statementOf,
  voteCounts,
  voteCountsByGroup,
  voteOf,
  withoutStatements,
  type VoteMatrix,
} from './votes.ts'
import { voteMatrix, type VoteRow } from './votes_collector.ts'

const seed = 20_261_125
const id = fc.constantFrom('1', '2', '10', '02', 'b', 'a', '٣', '__proto__')
const row = fc.record({
  participant: id,
  statement: id,
  vote: fc.constantFrom(1, -1, 0),
  time: fc.integer({ min: 0, max: 3 }),
})
const rows = fc.array(row, { maxLength: 60 })

/** participant/statement -> vote, from the matrix. */
function cellsOf({ participants, statements, row_start, cells }: VoteMatrix): Map<string, number> {
  const found = new Map<string, number>()
  for (const [i, participant] of participants.entries()) {
    for (let k = row_start[i] ?? 0; k < (row_start[i + 1] ?? 0); k++) {
      const cell = cells[k] as number
      found.set(`${participant}/${statements[statementOf(cell)]}`, voteOf(cell))
    }
  }
  return found
}

function lastVotes(all: readonly VoteRow[]): Map<string, number> {
  const last = new Map<string, VoteRow>()
  for (const each of all) {
    const key = `${each.participant}/${each.statement}`
    if ((each.time ?? 0) >= (last.get(key)?.time ?? 0)) last.set(key, each)
  }
  return new Map([...last].map(([key, { vote }]) => [key, vote]))
}

describe('votes', () => {
  test('O1 a vote that is none is refused with its position', () => {
    const good = { participant: 'a', statement: 'x', vote: 1 }
    expect(() => voteMatrix([good, { ...good, vote: 2 }])).toThrow(/^Vote 2 is 2: /)
    expect(() => voteMatrix([{ ...good, vote: Number.NaN }])).toThrow('Vote 1 is NaN')
  })

  test('O2 the last vote by time, then by position, counts, and the replaced are counted', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const { votes, replaced } = voteMatrix(all)
        const expected = lastVotes(all)
        expect(cellsOf(votes)).toEqual(expected)
        expect(replaced).toBe(all.length - expected.size)
      }),
      { seed },
    )
  })

  test('O2 without times, position decides', () => {
    const vote = (value: number) => ({ participant: 'a', statement: 'x', vote: value })
    expect([...cellsOf(voteMatrix([vote(1), vote(0), vote(-1)]).votes)]).toEqual([['a/x', -1]])
  })

  test('O3 any order of the same last votes gives the same matrix', () => {
    const set = fc.uniqueArray(row, { selector: (r) => `${r.participant}/${r.statement}` })
    fc.assert(
      fc.property(set, fc.infiniteStream(fc.nat()), (all, keys) => {
        const shuffled = all
          .map((each) => ({ each, key: keys.next().value as number }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ each }) => each)
        expect(voteMatrix(shuffled).votes).toEqual(voteMatrix(all).votes)
      }),
      { seed },
    )
  })

  test('O3 ids stay as they were: numbers by value, then text by code unit', () => {
    const ids = ['b', '10', '9', 'a', '09', '1']
    expect(ids.toSorted(compareIds)).toEqual(['1', '09', '9', '10', 'a', 'b'])
    const { votes } = voteMatrix(
      ids.map((participant) => ({ participant, statement: '0', vote: 1 })),
    )
    expect(votes.participants).toEqual(['1', '09', '9', '10', 'a', 'b'])
  })

  test('O4 a moderated-out statement is as if nobody had voted on it, and people stay', () => {
    fc.assert(
      fc.property(rows, fc.uniqueArray(id), (all, taken) => {
        const out: string[] = taken
        const { votes } = voteMatrix(all)
        const live = withoutStatements(votes, new Set(out))
        const expected = [...lastVotes(all)].filter(
          ([key]) => !out.includes(key.split('/')[1] ?? ''),
        )
        expect([...cellsOf(live)].toSorted()).toEqual(expected.toSorted())
        expect(live.participants).toEqual(votes.participants)
        expect(live.statements).toEqual(votes.statements.filter((each) => !out.includes(each)))
      }),
      { seed },
    )
  })

  test('O5 two bytes a vote, four where there are more statements than fit', () => {
    const one = (j: number) => ({ participant: 'a', statement: String(j), vote: 1 })
    const many = Array.from({ length: 2 ** 14 + 1 }, (_, j) => one(j))
    const wide = voteMatrix(many).votes
    expect(wide.cells.BYTES_PER_ELEMENT).toBe(4)
    expect(statementOf(wide.cells.at(-1) ?? 0)).toBe(2 ** 14)
    expect(voteMatrix(many.slice(1)).votes.cells.BYTES_PER_ELEMENT).toBe(2)
  })

  test('O6 columns and counts are those of counting by hand', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const { votes } = voteMatrix(all)
        const last = [...lastVotes(all)].map(([key, vote]) => ({ key: key.split('/'), vote }))
        const counted = (j: number, code: number, of: (participant: string) => boolean) =>
          last.filter(
            ({ key: [p = '', s], vote }) => s === votes.statements[j] && vote === code - 1 && of(p),
          ).length
        const codes = [...votes.statements.keys()].flatMap((j) =>
          [0, 1, 2, 3].map((c) => [j, c] as const),
        )
        expect([...voteCounts(votes)]).toEqual(codes.map(([j, c]) => counted(j, c, () => true)))
        const group_of = votes.participants.map((p) => (p === '1' ? -1 : p < 'a' ? 0 : 1))
        const by_group = voteCountsByGroup(votes, group_of, 2)
        expect([...(by_group[1] ?? [])]).toEqual(
          codes.map(([j, c]) => counted(j, c, (p) => p !== '1' && p >= 'a')),
        )
        const columns = byStatement(votes)
        const transposed = [...votes.statements.keys()].flatMap((j) =>
          [...columns.cells.subarray(columns.column_start[j], columns.column_start[j + 1])].map(
            (cell) =>
              [`${votes.participants[cell >>> 2]}/${votes.statements[j]}`, voteOf(cell)] as const,
          ),
        )
        expect(new Map(transposed)).toEqual(cellsOf(votes))
      }),
      { seed },
    )
  })
})
