// One voter between two answers: where her votes put her under the last answer's plane and groups. It
// makes a vote visible at once; groups themselves move only with the next answer.
import type { OpinionAnswer } from './answer.ts'
import { GROUP_DEFAULTS, type GroupOptions } from './groups.ts'
import { addMemberships, drawnIn, positionsOf, rowSums, shrunkCentred } from './membership.ts'
import type { CentredVotes } from './sparse.ts'
import type { Cells } from './votes.ts'

export type LivePlace = {
  readonly position: readonly [number, number]
  /** Probability of each group of the last answer; [1] where there is one. */
  readonly membership: readonly number[]
}

/** Made once for an answer, asked for every vote. */
export class LivePlaces {
  readonly #last: OpinionAnswer
  readonly #centred: CentredVotes
  readonly #reach: number

  constructor(
    last: OpinionAnswer,
    { prior, reach }: Pick<GroupOptions, 'prior' | 'reach'> = GROUP_DEFAULTS,
  ) {
    this.#last = last
    this.#centred = shrunkCentred(last.votes, prior)
    this.#reach = reach
  }

  /** `cells` are her votes now, packed by the statements of the last answer; others have no say yet. */
  of(cells: Cells): LivePlace {
    const { model, k, resampled } = this.#last.groups
    const votes = {
      participants: [''],
      statements: this.#last.votes.statements,
      row_start: Uint32Array.of(0, cells.length),
      cells,
    }
    const found = positionsOf(rowSums({ ...this.#centred, votes }, model.plane), model)
    const near = drawnIn(found, model, this.#reach)
    const sum = new Float64Array(k)
    for (const { model: groups, columns } of resampled) addMemberships(near, groups, sum, columns)
    const membership = k === 1 ? [1] : Array.from(sum, (p) => p / resampled.length)
    return { position: [found.xy[0] as number, found.xy[1] as number], membership }
  }
}
