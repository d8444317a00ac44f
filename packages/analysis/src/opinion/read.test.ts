// Reading votes in every form that occurs; what is expected was written down by hand.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { absent, bytesOf, setsIn } from '../../test/opinion_sets.ts'
import { readVotes, VotesReader } from './read.ts'
import { moderatedOut, statementTexts } from './read_statements.ts'
import { statementOf, voteOf, type VoteMatrix } from './votes.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function listed({ participants, statements, row_start, cells }: VoteMatrix): string[] {
  return participants.flatMap((participant, i) =>
    [...cells.subarray(row_start[i], row_start[i + 1])].map(
      (cell) => `${participant} ${statements[statementOf(cell)]} ${voteOf(cell)}`,
    ),
  )
}

const votesIn = (csv: string) => listed(readVotes(csv).votes)

describe('reading', () => {
  test('O1 a vote that is none is refused with its line, counted through quotes and gaps', () => {
    expect(() => readVotes('1,1,1\n1,2,2\n')).toThrow(
      'Line 2 has the vote "2": a vote is 1 (agree)',
    )
    expect(() => readVotes('\n1,"a\nb",1\r\n\r\n1,2,x')).toThrow('Line 5 has the vote "x"')
    expect(() => readVotes('participant,statement,vote\n1,2,')).toThrow('Line 2 has the vote ""')
    expect(() => readVotes('1,1,1\n,2,1\n')).toThrow('Line 2 names no participant')
    expect(() => readVotes('1,1,1\n1, ,1\n')).toThrow('Line 2 names no statement')
    expect(() => readVotes('1,1,1\n1,2\n')).toThrow('Line 2 has 2 fields where 3 are needed.')
    expect(() => readVotes('1,1,1,soon')).toThrow('Line 1 has the timestamp "soon"')
  })

  test('O2 the later timestamp counts, in numbers as in dates', () => {
    const { votes, replaced } = readVotes('1,1,1,20\n1,1,-1,10\n2,1,0,\n2,1,1,\n')
    expect(listed(votes)).toEqual(['1 1 1', '2 1 1'])
    expect(replaced).toBe(2)
    expect(votesIn('1,1,1,2020-11-09T10:00:00Z\n1,1,-1,2020-11-08T10:00:00Z')).toEqual(['1 1 1'])
  })

  test('O7 columns by header in any order and wording, or in order without one', () => {
    const expected = ['5 7 1', '6 7 -1']
    expect(votesIn('5,7,1\n6,7,-1')).toEqual(expected)
    expect(votesIn('participant,statement,vote\n5,7,1\n6,7,-1')).toEqual(expected)
    expect(votesIn('timestamp,datetime,comment-id,voter-id,vote\n9,x,7,5,1\n8,y,7,6,-1')).toEqual(
      expected,
    )
    expect(votesIn('Vote,Participant ID,Statement_ID\n+1,5,7\n-1.0,6,7')).toEqual(expected)
    for (const first of ['a,b,c', '1,2', 'person,statement,vote', 'participant,statement']) {
      expect(() => readVotes(`${first}\n1,2,1`), first).toThrow(
        'Line 1 does not say where participant, statement and vote stand',
      )
    }
  })

  test('O8 separators, line ends, byte order mark, quotes', () => {
    const expected = ['a, b 7 1', 'c "d" 7 0', 'e\nf 7 -1']
    const rows = ['"a, b",7,1', '"c ""d""",7,0', '"e\nf","7",-1']
    expect(votesIn(rows.join('\r\n'))).toEqual(expected)
    expect(votesIn(`\u{feff}voter,comment,vote\n\n${rows.join('\n\n')}\n\n`)).toEqual(expected)
    expect(votesIn('voter;comment;vote\n5;7;1')).toEqual(['5 7 1'])
    expect(votesIn('5\t7\t1')).toEqual(['5 7 1'])
    expect(votesIn('"""",7,1')).toEqual(['" 7 1'])
    expect(() => readVotes('1,1,1\n"a,7,1\n3,7,1')).toThrow('Line 2 opens a quote')
  })

  test('O8 a file may come in any pieces', () => {
    const text =
      '\u{feff}voter-id,comment-id,vote\r\n"عضو, ١",7,1\r\n"x ""y"" z",12345678,-1\r\n3,7,0'
    const whole = readVotes(text)
    expect(listed(whole.votes)).toHaveLength(3)
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes(text).length })), (cuts) => {
        const reader = new VotesReader()
        const at = [0, ...cuts.toSorted((a, b) => a - b), bytes(text).length]
        for (let k = 1; k < at.length; k++) reader.push(bytes(text).subarray(at[k - 1], at[k]))
        expect(reader.finish()).toEqual(whole)
      }),
      { seed: 7 },
    )
  })

  test('O9 a participant a line, a column for each statement', () => {
    const csv =
      'participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,9\n' +
      '4,,0,0,2,1,1,1,,-1\n2,,,0,1,0,0,,0,\n3,,,0,0,0,0,,,\n'
    const { votes, arrival } = readVotes(csv)
    expect(listed(votes)).toEqual(['2 1 0', '4 0 1', '4 9 -1'])
    expect(votes.participants).toEqual(['2', '4'])
    expect([...arrival.participants]).toEqual([0, 1])
    expect([...arrival.statements]).toEqual([1, 0, 2])
    expect(() => readVotes('participant,0\n1,1\n2,5')).toThrow('Line 3 has the vote "5"')
  })

  test('O10 no votes are an empty conversation', () => {
    for (const csv of ['', '\n\n', 'participant,statement,vote\n', '\u{feff}']) {
      const { votes, replaced } = readVotes(csv)
      expect([votes.participants, votes.statements, [...votes.cells], replaced]).toEqual([
        [],
        [],
        [],
        0,
      ])
    }
  })

  test('O11 moderated-out statements from a list or from a comments file', () => {
    const comments =
      'timestamp,comment-id,moderated,comment-body\n1,4,-1,"a, b"\n2,5,0,c\n3,6,1,d\n'
    expect(moderatedOut(bytes(comments))).toEqual(new Set(['4']))
    expect(moderatedOut(bytes('4\r\n 5 6\n\n'))).toEqual(new Set(['4', '5', '6']))
    expect(moderatedOut(bytes('comment-id\n4\n'))).toEqual(new Set(['4']))
    expect(moderatedOut(bytes(''))).toEqual(new Set())
    expect(() => moderatedOut(bytes('id,moderated\n4,-1'))).toThrow('no column comment-id')
    expect(statementTexts(bytes(comments)).get('4')).toBe('a, b')
    expect(statementTexts(bytes('4\n5')).size).toBe(0)
  })

  test('O18 arrival is by time, then by position', () => {
    const { votes, arrival } = readVotes('1,9,1,30\n2,8,1,20\n3,9,1,20\n1,8,1,10')
    expect(votes.participants).toEqual(['1', '2', '3'])
    expect([...arrival.participants]).toEqual([0, 1, 2])
    expect([...arrival.statements]).toEqual([0, 1])
    const positions = readVotes('3,9,1\n1,8,1\n2,9,1').arrival
    expect([...positions.participants]).toEqual([2, 0, 1])
    expect([...positions.statements]).toEqual([1, 0])
  })
})

const exports = setsIn('polis-opendata').filter((name) => !name.endsWith('.md'))
describe('reading real exports', () => {
  if (exports.length === 0) test.skip(absent('O9 votes.csv and participants-votes.csv agree'))
  for (const name of exports) {
    test(`O9 every form of ${name} gives the same votes`, () => {
      const folder = `polis-opendata/${name}`
      const wide = readVotes(bytesOf(folder, 'participants-votes.csv.gz'))
      const single = readVotes(bytesOf('polis-clojure-expected', `${name}.input.csv.gz`))
      expect(wide.votes).toEqual(single.votes)
      const out = [...moderatedOut(bytesOf(folder, 'comments.csv.gz'))].toSorted()
      const list = bytesOf('polis-clojure-expected', `${name}.modout.txt`)
      expect(out).toEqual([...moderatedOut(list)].toSorted())
    })
  }
})
