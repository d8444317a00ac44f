// Reads a tally sheet as Debian's votes publish it: a legend of options, then a line a ballot with
// one character an option. Names and digests of voters are not kept.
import { BallotError, ProfileBuilder, type Profile } from '../profile.ts'
import { linesOf, refused } from './lines.ts'

/** `V: 3-311-56  digest`: the rank of each option in their order; `-` is unranked. */
const VOTE = /^V:\s*(\S+)/i
const OPTION = /^[\s/|\\]*Option\s+(\w+)\s*[-=]*>?\s*:\s*(.+)$/i

/** Ranks beyond 9 are letters (A = 10), as hexadecimal digits go on. */
function rankOf(character: string): number {
  return Number.parseInt(character, 36)
}

/** Withdrawn or default options are ordinary options here; equal and missing ranks are kept. */
export function readDebian(text: string): Profile {
  const lines = linesOf(text)
  const votes = lines.filter((line) => VOTE.test(line.text))
  const first = votes[0]
  if (first === undefined) {
    throw new BallotError('There is no ballot in the tally sheet: a ballot is a line "V: 1234".')
  }
  const options = lines.flatMap(({ text: line }) => {
    const name = VOTE.test(line) ? undefined : OPTION.exec(line)?.[2]
    return name === undefined ? [] : [name.trim()]
  })
  const width = (VOTE.exec(first.text)?.[1] ?? '').length
  const names =
    options.length > 0 ? options : Array.from({ length: width }, (_, i) => `Option ${i + 1}`)
  const builder = new ProfileBuilder(names)
  for (const { text: line, number } of votes) {
    const marks = VOTE.exec(line)?.[1] ?? ''
    if (marks.length !== names.length) {
      throw refused(
        number,
        `the ballot ${marks} has ${marks.length} marks for ${names.length} options`,
        'give one character an option',
      )
    }
    if (!/^[-_.0-9a-z]+$/i.test(marks)) {
      throw refused(number, `the ballot ${marks} has an unknown mark`, 'use ranks and "-"')
    }
    builder.add(groupsOf(marks.split('')))
  }
  return builder.build()
}

/** Options of equal rank together, the lowest rank first; gaps between ranks mean nothing. */
function groupsOf(marks: readonly string[]): number[][] {
  const groups = new Map<number, number[]>()
  marks.forEach((mark, option) => {
    const rank = rankOf(mark)
    if (Number.isNaN(rank)) return
    const group = groups.get(rank)
    if (group === undefined) groups.set(rank, [option])
    else group.push(option)
  })
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group)
}
