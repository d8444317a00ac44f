// Collects votes as they come, in packed blocks, and settles them into the canonical matrix: which
// vote counts, in which order participants and statements stand. It knows nothing of files.
import { cellsFor, compareIds, isVote, PACKING_LIMIT, VoteError } from './votes.ts'
import type { Cells, Vote, VoteMatrix } from './votes.ts'

/**
 * Canonical indices in the order in which each participant and statement first arrived: by time where
 * times run otherwise than positions, else by position.
 */
export type Arrival = {
  readonly participants: Uint32Array
  readonly statements: Uint32Array
}

/** One vote as it arrived. `time` is any number that grows with time; without it position decides. */
export type VoteRow = {
  readonly participant: string
  readonly statement: string
  readonly vote: number
  readonly time?: number
}

/** A vote matrix with what had to be decided on the way to it. */
export type VoteIntake = {
  readonly votes: VoteMatrix
  /** Rows that a later vote of the same participant on the same statement replaced. */
  readonly replaced: number
  /** The order of first arrival, which only Polis-compatible clustering depends on. */
  readonly arrival: Arrival
}

/**
 * Builds the matrix from single votes; of several on one statement by one participant the last by
 * time, then by position, counts.
 * @throws VoteError naming the position (from 1) of a vote that is none of 1, -1, 0
 */
export function voteMatrix(rows: Iterable<VoteRow>): VoteIntake {
  const collector = new VoteCollector()
  const participants = new Map<string, number>()
  const statements = new Map<string, number>()
  let position = 0
  for (const { participant, statement, vote, time } of rows) {
    position++
    if (!isVote(vote)) {
      throw new VoteError(
        `Vote ${position} is ${vote}: a vote is 1 (agree), -1 (disagree) or 0 (pass).`,
      )
    }
    collector.add(indexOf(participants, participant), indexOf(statements, statement), vote, time)
  }
  return collector.finish([...participants.keys()], [...statements.keys()])
}

function indexOf(seen: Map<string, number>, id: string): number {
  const found = seen.get(id)
  if (found !== undefined) return found
  seen.set(id, seen.size)
  return seen.size - 1
}

const BLOCK = 2 ** 20

type Block = {
  readonly participant: Uint32Array
  readonly cell: Uint32Array
  time?: Float64Array
}

/** Takes votes by index of first arrival (0, 1, ...); `finish` gives them their names. */
export class VoteCollector {
  readonly #blocks: (Block | undefined)[] = []
  #block: Block | undefined
  #at = BLOCK
  #count = 0
  #last_time = Number.NEGATIVE_INFINITY
  /** Position alone decides as long as no time runs backwards. */
  #in_time = true

  add(participant: number, statement: number, vote: Vote, time?: number): void {
    if (this.#at === BLOCK) this.#open()
    const block = this.#block as Block
    const at = this.#at++
    block.participant[at] = participant
    block.cell[at] = (statement << 2) | (vote + 1)
    this.#count++
    if (time === undefined && block.time === undefined) return
    block.time ??= new Float64Array(BLOCK).fill(Number.NEGATIVE_INFINITY)
    const moment = time === undefined || Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time
    block.time[at] = moment
    if (moment < this.#last_time) this.#in_time = false
    else this.#last_time = moment
  }

  #open(): void {
    this.#block = { participant: new Uint32Array(BLOCK), cell: new Uint32Array(BLOCK) }
    this.#blocks.push(this.#block)
    this.#at = 0
  }

  /** Settles the votes; the names stand in order of first arrival. The collector is spent after it. */
  finish(participants: readonly string[], statements: readonly string[]): VoteIntake {
    if (
      participants.length > PACKING_LIMIT.participants ||
      statements.length > PACKING_LIMIT.statements
    ) {
      throw new VoteError('There are more participants or statements than can be packed: split it.')
    }
    const people = canonical(participants)
    const texts = canonical(statements)
    const first = this.#in_time ? undefined : this.#byFirstTime(participants, statements)
    const sorted = this.#scatter(people.rank, texts.rank)
    const { votes, replaced } = settled(people.names, texts.names, sorted)
    const arrival = {
      participants: first ? first.participants.map((k) => people.rank[k] as number) : people.rank,
      statements: first ? first.statements.map((k) => texts.rank[k] as number) : texts.rank,
    }
    return { votes, replaced, arrival }
  }

  /** Indices of first position, in the order of first time; position decides between equal times. */
  #byFirstTime(participants: readonly string[], statements: readonly string[]): Arrival {
    const people = new FirstTimes(participants.length)
    const texts = new FirstTimes(statements.length)
    this.#each((block, length, b) => {
      for (let k = 0; k < length; k++) {
        const time = block.time ? (block.time[k] as number) : Number.NEGATIVE_INFINITY
        people.see(block.participant[k] as number, time, b * BLOCK + k)
        texts.see((block.cell[k] as number) >>> 2, time, b * BLOCK + k)
      }
    })
    return { participants: people.order(), statements: texts.order() }
  }

  /** Stable counting sort by participant; each block is let go as soon as it is spread. */
  #scatter(person_rank: Uint32Array, text_rank: Uint32Array): Scattered {
    const row_start = new Uint32Array(person_rank.length + 1)
    this.#each((block, length) => {
      for (let k = 0; k < length; k++) {
        row_start[(person_rank[block.participant[k] as number] as number) + 1]!++
      }
    })
    for (let i = 0; i < person_rank.length; i++) row_start[i + 1]! += row_start[i] as number
    const next = row_start.slice()
    const cells = cellsFor(text_rank.length, this.#count)
    const times = this.#in_time ? undefined : new Float64Array(this.#count)
    this.#each((block, length, b) => {
      for (let k = 0; k < length; k++) {
        const i = person_rank[block.participant[k] as number] as number
        const to = next[i] as number
        next[i] = to + 1
        const cell = block.cell[k] as number
        cells[to] = ((text_rank[cell >>> 2] as number) << 2) | (cell & 3)
        if (times) times[to] = block.time ? (block.time[k] as number) : Number.NEGATIVE_INFINITY
      }
      this.#blocks[b] = undefined
    })
    return { row_start, cells, ...(times && { times }) }
  }

  #each(visit: (block: Block, length: number, index: number) => void): void {
    for (let b = 0; b < this.#blocks.length; b++) {
      const block = this.#blocks[b]
      if (block) visit(block, Math.min(BLOCK, this.#count - b * BLOCK), b)
    }
  }
}

/**
 * The arrival to assume where a source says nothing of order: by canonical participant, and her
 * statements one after the other. Polis numbers people as they come, so its ids agree with it.
 */
export function assumedArrival({ participants, cells }: VoteMatrix): Arrival {
  const seen = new Set<number>()
  for (const cell of cells) seen.add(cell >>> 2)
  return {
    participants: Uint32Array.from(participants.keys()),
    statements: Uint32Array.from(seen),
  }
}

class FirstTimes {
  readonly #time: Float64Array
  readonly #position: Float64Array

  constructor(length: number) {
    this.#time = new Float64Array(length).fill(Number.POSITIVE_INFINITY)
    this.#position = new Float64Array(length)
  }

  see(index: number, time: number, position: number): void {
    if (time >= (this.#time[index] as number)) return
    this.#time[index] = time
    this.#position[index] = position
  }

  order(): Uint32Array {
    const at = (array: Float64Array, i: number) => array[i] as number
    return Uint32Array.from(this.#time.keys()).toSorted((a, b) => {
      const [s, t] = [at(this.#time, a), at(this.#time, b)]
      return s === t ? at(this.#position, a) - at(this.#position, b) : s - t
    })
  }
}

type Scattered = {
  readonly row_start: Uint32Array
  readonly cells: Cells
  readonly times?: Float64Array
}

function canonical(arrived: readonly string[]): { names: string[]; rank: Uint32Array } {
  const order = Array.from(arrived, (name, index) => ({ name, index }))
  order.sort((a, b) => compareIds(a.name, b.name))
  const rank = new Uint32Array(arrived.length)
  for (const [to, { index }] of order.entries()) rank[index] = to
  return { names: order.map(({ name }) => name), rank }
}

/** Keeps the last vote on each statement in each row, in place, and sorts the rows. */
function settled(
  participants: readonly string[],
  statements: readonly string[],
  { row_start: from, cells, times }: Scattered,
): { votes: VoteMatrix; replaced: number } {
  const row_start = new Uint32Array(from.length)
  // Where the statement's vote of the present row was put, plus one; 0 or an older row's: nowhere.
  const place = new Uint32Array(statements.length)
  let at = 0
  for (let i = 0; i + 1 < from.length; i++) {
    const begin = at
    let ascending = true
    for (let k = from[i] as number; k < (from[i + 1] as number); k++) {
      const cell = cells[k] as number
      const before = (place[cell >>> 2] as number) - 1
      if (before >= begin) {
        if (times && (times[k] as number) < (times[before] as number)) continue
        cells[before] = cell
        if (times) times[before] = times[k] as number
        continue
      }
      if (at > begin && cell >>> 2 < (cells[at - 1] as number) >>> 2) ascending = false
      cells[at] = cell
      if (times) times[at] = times[k] as number
      place[cell >>> 2] = ++at
    }
    if (!ascending) cells.subarray(begin, at).sort()
    row_start[i + 1] = at
  }
  const replaced = cells.length - at
  const kept = replaced === 0 ? cells : cells.slice(0, at)
  return { votes: { participants, statements, row_start, cells: kept }, replaced }
}
