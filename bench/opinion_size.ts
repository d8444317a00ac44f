// One size of conversation, made and measured in a process of its own: `node opinion_size.ts PEOPLE
// STATEMENTS VOTES_EACH` prints the times of the whole pipeline and the process's peak memory as JSON.
import { opinionAnswer } from '@sulh/analysis/opinion/answer'
import { seeded } from '@sulh/analysis/opinion/random'
import { VotesReader } from '@sulh/analysis/opinion/read'
import type { VoteMatrix } from '@sulh/analysis/opinion/votes'

export type OpinionSize = {
  /** The first answer of the process, before anything is compiled. */
  readonly first_ms: number
  readonly best_ms: number
  readonly peak_mb: number
  /** Reading the votes from CSV; left out where the text would not fit. */
  readonly read_ms?: number
}

/** Three groups with noise: `votes_each` votes of each person, spread over all statements. */
export function madeConversation(people: number, texts: number, votes_each: number): VoteMatrix {
  const random = seeded(5)
  const profiles = [0, 1, 2].map(() => Array.from({ length: texts }, () => random() * 2 - 1))
  const row_start = new Uint32Array(people + 1)
  const cells = new Uint16Array(people * votes_each)
  const stride = texts / votes_each
  let at = 0
  for (let i = 0; i < people; i++) {
    const profile = profiles[Math.floor(random() * 3)] ?? []
    for (let k = 0; k < votes_each; k++) {
      const j = Math.min(texts - 1, Math.floor((k + random()) * stride))
      if (at > (row_start[i] as number) && (cells[at - 1] as number) >>> 2 === j) continue
      const leaning = 0.6 * (profile[j] ?? 0)
      const code = random() < 0.1 ? 1 : random() * 2 - 1 < leaning ? 2 : 0
      cells[at++] = (j << 2) | code
    }
    row_start[i + 1] = at
  }
  const ids = (n: number) => Array.from({ length: n }, (_, i) => String(i))
  return {
    participants: ids(people),
    statements: ids(texts),
    row_start,
    cells: cells.subarray(0, at),
  }
}

const CSV_VOTES = 5e6

function csvOf({ participants, statements, row_start, cells }: VoteMatrix): Uint8Array[] {
  return participants.map((participant, i) => {
    const rows = Array.from(
      cells.subarray(row_start[i], row_start[i + 1]),
      (cell) => `${participant},${statements[cell >>> 2] ?? ''},${(cell & 3) - 1}\n`,
    )
    return new TextEncoder().encode(rows.join(''))
  })
}

function timed(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

function measured(votes: VoteMatrix): OpinionSize {
  const first_ms = timed(() => opinionAnswer(votes))
  const more = votes.cells.length > 2e7 ? 0 : 4
  const others = Array.from({ length: more }, () => timed(() => opinionAnswer(votes)))
  const peak_mb = process.resourceUsage().maxRSS / 1024
  const found = { first_ms, best_ms: Math.min(first_ms, ...others), peak_mb }
  if (votes.cells.length > CSV_VOTES) return found
  const csv = csvOf(votes)
  const read_ms = timed(() => {
    const reader = new VotesReader()
    for (const chunk of csv) reader.push(chunk)
    reader.finish()
  })
  return { ...found, read_ms }
}

if (import.meta.main) {
  const [people = 2031, texts = 896, each = 111] = process.argv.slice(2).map(Number)
  console.log(JSON.stringify(measured(madeConversation(people, texts, each))))
}
