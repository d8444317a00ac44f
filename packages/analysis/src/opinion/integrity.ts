// Patterns of voting that nobody would show who reads each statement: one answer throughout, ballots
// alike beyond chance. A flag is a reason to look, never a verdict; nobody is removed here.
import { voteCounts, type Vote, type VoteMatrix } from './votes.ts'

export type IntegrityOptions = {
  /** Votes below which no pattern is judged. */
  readonly least_votes: number
  /** Chance below which a pattern is flagged, over all participants (Bonferroni). */
  readonly level: number
}

export const INTEGRITY_DEFAULTS: IntegrityOptions = { least_votes: 10, level: 0.01 }

/** What was seen: participants by row; `log_chance` is the natural logarithm of its probability. */
export type IntegrityFlag =
  | {
      readonly pattern: 'one answer'
      readonly answer: Vote
      readonly rows: readonly [number]
      readonly votes: number
      readonly log_chance: number
    }
  | {
      readonly pattern: 'equal ballots'
      readonly rows: readonly number[]
      readonly votes: number
      readonly log_chance: number
    }

/**
 * Flags by how improbable they are if people vote each statement by the shares it got: one answer on
 * everything (agree-to-all among them), and ballots equal on the same statements in any number. The
 * chance of equal ballots is that of the first's pattern, for each further one, times the number of
 * ballots it could have matched.
 */
export function integrityFlags(
  votes: VoteMatrix,
  options: IntegrityOptions = INTEGRITY_DEFAULTS,
): IntegrityFlag[] {
  const chance = logShares(votes)
  const limit = Math.log(options.level / Math.max(1, votes.participants.length))
  return [
    ...oneAnswer(votes, chance, limit, options),
    ...equalBallots(votes, chance, limit, options),
  ]
}

/** Logarithm of each statement's share of each vote by cell code, half a vote added to each. */
function logShares(votes: VoteMatrix): Float64Array {
  const counts = voteCounts(votes)
  return Float64Array.from(counts, (count, code) => {
    const at = code & ~3
    const seen = counts.subarray(at, at + 3).reduce((sum, n) => sum + n, 0)
    return Math.log((count + 0.5) / (seen + 1.5))
  })
}

function cellsOf(votes: VoteMatrix, row: number): ArrayLike<number> {
  return votes.cells.subarray(votes.row_start[row], votes.row_start[row + 1])
}

function logChance(cells: ArrayLike<number>, chance: Float64Array): number {
  let sum = 0
  for (let k = 0; k < cells.length; k++) sum += chance[cells[k] as number] as number
  return sum
}

function oneAnswer(
  votes: VoteMatrix,
  chance: Float64Array,
  limit: number,
  { least_votes }: IntegrityOptions,
): IntegrityFlag[] {
  const flags: IntegrityFlag[] = []
  for (let row = 0; row < votes.participants.length; row++) {
    const cells = cellsOf(votes, row)
    if (cells.length < least_votes) continue
    const code = (cells[0] as number) & 3
    let alike = true
    for (let k = 1; alike && k < cells.length; k++) alike = ((cells[k] as number) & 3) === code
    if (!alike) continue
    const log_chance = logChance(cells, chance)
    const answer = (code - 1) as Vote
    if (log_chance <= limit) {
      flags.push({ pattern: 'one answer', answer, rows: [row], votes: cells.length, log_chance })
    }
  }
  return flags
}

function equalBallots(
  votes: VoteMatrix,
  chance: Float64Array,
  limit: number,
  { least_votes }: IntegrityOptions,
): IntegrityFlag[] {
  const flags: IntegrityFlag[] = []
  for (const rows of equalRows(votes, least_votes)) {
    const cells = cellsOf(votes, rows[0] as number)
    const each = logChance(cells, chance) + Math.log(votes.participants.length)
    const log_chance = Math.min(0, each) * (rows.length - 1)
    if (log_chance <= limit) {
      flags.push({ pattern: 'equal ballots', rows, votes: cells.length, log_chance })
    }
  }
  return flags
}

/** Sets of two or more rows with the same votes on the same statements, by first row. */
function equalRows(votes: VoteMatrix, least_votes: number): number[][] {
  const by_hash = new Map<number, number[][]>()
  for (let row = 0; row < votes.participants.length; row++) {
    const cells = cellsOf(votes, row)
    if (cells.length < least_votes) continue
    let hash = cells.length
    for (let k = 0; k < cells.length; k++) hash = (Math.imul(hash, 31) + (cells[k] as number)) | 0
    const classes = by_hash.get(hash) ?? []
    const same = classes.find((rows) => sameCells(cells, cellsOf(votes, rows[0] as number)))
    if (same) same.push(row)
    else classes.push([row])
    by_hash.set(hash, classes)
  }
  const classes = [...by_hash.values()].flat().filter((rows) => rows.length > 1)
  return classes.toSorted((a, b) => (a[0] as number) - (b[0] as number))
}

function sameCells(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false
  return true
}
