// Real conversations under other orders and other names: the whole answer must not move by a byte
// when rows come otherwise, nor anybody's group when people are called otherwise.
import { describe, expect, test } from 'vitest'
import { shuffled } from '../../test/opinion_made.ts'
import { absent, bytesOf, jsonOf, setsIn } from '../../test/opinion_sets.ts'
import { opinionAnswer, type OpinionAnswer } from './answer.ts'
import { opinionResult } from './answer_result.ts'
import { adjustedRand } from './identity.ts'
import { readVotes } from './read.ts'
import { moderatedOut } from './read_statements.ts'
import type { VoteMatrix } from './votes.ts'
import { voteMatrix, type VoteRow } from './votes_collector.ts'

const ORDERS = [20_261_127, 5, 77]

type Real = { readonly name: string; readonly read: () => [VoteMatrix, ReadonlySet<string>] }

const real: Real[] = [
  ...setsIn('polis-clojure-expected', '.input.csv.gz').map((name) => ({
    name,
    read: (): [VoteMatrix, ReadonlySet<string>] => [
      readVotes(bytesOf('polis-clojure-expected', `${name}.input.csv.gz`)).votes,
      moderatedOut(bytesOf('polis-clojure-expected', `${name}.modout.txt`)),
    ],
  })),
  ...setsIn('reddwarf-fixtures').map((name) => ({
    name,
    read: (): [VoteMatrix, ReadonlySet<string>] => {
      const raw = jsonOf(`reddwarf-fixtures/${name}`, 'votes.json.gz') as Record<string, number>[]
      const rows = raw.map((row) => ({
        participant: String(row['pid'] ?? row['participant_id']),
        statement: String(row['tid'] ?? row['statement_id']),
        vote: row['vote'] ?? Number.NaN,
      }))
      return [voteMatrix(rows).votes, new Set()]
    },
  })),
]

function rowsOf({ participants, statements, row_start, cells }: VoteMatrix): VoteRow[] {
  return participants.flatMap((participant, i) =>
    Array.from(cells.subarray(row_start[i], row_start[i + 1]), (cell) => ({
      participant,
      statement: statements[cell >>> 2] as string,
      vote: (cell & 3) - 1,
    })),
  )
}

function groupsByName({ votes, groups }: OpinionAnswer): Map<string, number> {
  return new Map(votes.participants.map((id, i) => [id, groups.group_of[i] as number]))
}

describe('real conversations in another order', () => {
  if (real.length === 0) test.skip(absent('O43 the real conversations'))
  test.each(real)('O43 $name', ({ read }) => {
    const [votes, moderated_out] = read()
    const first = opinionAnswer(votes, { moderated_out })
    const printed = JSON.stringify(opinionResult(first))
    const rows = rowsOf(votes)
    for (const order of ORDERS.slice(0, rows.length > 100_000 ? 1 : 3)) {
      const mixed = shuffled(rows, order)
      const again = opinionAnswer(voteMatrix(mixed).votes, { moderated_out })
      expect(JSON.stringify(opinionResult(again)) === printed, `order ${order}`).toBe(true)

      // Names whose order has nothing to do with that of the old ones.
      const called = new Map(
        shuffled([...votes.participants], order + 1).map((id, at) => [id, `${at * 7919}`]),
      )
      const renamed = mixed.map((row) => ({
        ...row,
        participant: called.get(row.participant) as string,
      }))
      const other = groupsByName(opinionAnswer(voteMatrix(renamed).votes, { moderated_out }))
      const mine = [...groupsByName(first)]
      expect(
        adjustedRand(
          mine.map(([, group]) => group),
          mine.map(([id]) => other.get(called.get(id) as string) as number),
        ),
        `names by order ${order}`,
      ).toBe(1)
    }
  })
})
