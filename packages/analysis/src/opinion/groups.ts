// Opinion groups as a function of the set of last votes: positions, the number of groups by how surely
// people belong, and membership as a probability. Names that persist while votes arrive are a second
// layer (membership_history.ts); nothing here knows of a past.
import type { Clustering } from './kmeans.ts'
import { bestClustering, clusterable } from './kmeans_grid.ts'
import {
  addMemberships,
  drawnIn,
  fitModel,
  positionsOf,
  reliability,
  rowSums,
  type GroupModel,
  type Plane,
  type PositionModel,
  type Positions,
} from './membership.ts'
import { ballotKeys } from './random.ts'
import type { CentredVotes } from './sparse.ts'
import {
  consensusOf,
  groupModel,
  identityColumns,
  mostProbable,
  type Stability,
} from './stability.ts'
import { resamples, type Panel } from './stability_resample.ts'

export type GroupOptions = {
  readonly seed: number
  /** Votes counted as passes beside a statement's own when its mean is taken. */
  readonly prior: number
  /** Most groups looked for. */
  readonly most_groups: number
  /** Members that a group of the whole set must have. */
  readonly least_members: number
  /** Votes a participant needs to be placed in a group, or all statements where there are fewer. */
  readonly least_votes: number
  readonly replicates: number
  /** Participants who make the groups of one resample, at most. */
  readonly resolution: number
  /** Certainty at which a finer division is accepted for itself. */
  readonly clear: number
  /** Certainty below which there are no groups, however many people there are. */
  readonly floor: number
  /** What few people must have beyond it: this over the square root of their number. */
  readonly floor_for_few: number
  /** Placed participants to a group that a division into 3 or more needs, short of clear. */
  readonly per_group: number
  /** Standard deviations beyond which a position is drawn in for grouping. */
  readonly reach: number
  /** Votes up to which each resample finds the plane anew. */
  readonly new_plane_votes: number
}

export const GROUP_DEFAULTS: GroupOptions = {
  seed: 1,
  prior: 2,
  most_groups: 5,
  least_members: 5,
  least_votes: 7,
  replicates: 24,
  resolution: 256,
  clear: 0.9,
  floor: 0.36,
  floor_for_few: 2,
  per_group: 25,
  reach: 2,
  new_plane_votes: 60_000,
}

/** How a division into k groups fared: how well it came back, how surely people belonged. */
export type Trial = { readonly k: number; readonly stability: number; readonly certainty: number }

export type GroupAnswer = {
  readonly k: number
  readonly model: PositionModel
  /** Of every participant. */
  readonly positions: Positions
  /** Rows of the participants placed, ascending. */
  readonly placed: Uint32Array
  /** Probabilities of the groups, k to each placed participant. */
  readonly membership: Float64Array
  /** Most probable group of every participant, -1 if not placed. */
  readonly group_of: Int32Array
  /** Centre of each group, interleaved; left to right. */
  readonly centres: Float64Array
  readonly tried: readonly Trial[]
  /** Certainty that a division of so many people needed. */
  readonly least_certainty: number
  /** The groups of each resample; membership is the mean of what they say. Empty for one group. */
  readonly resampled: readonly ResampledGroups[]
}

/** Groups of one resample, and which of the answer's groups each of them is. */
export type ResampledGroups = { readonly model: GroupModel; readonly columns: readonly number[] }

type Division = { readonly clustering: Clustering; readonly consensus: Stability }

/** Finds groups in centred votes (shrunkCentred) whose two leading components are known. */
export function findGroups(
  y: CentredVotes,
  plane: Plane,
  options: GroupOptions = GROUP_DEFAULTS,
): GroupAnswer {
  const { row_start, participants, statements } = y.votes
  const votes_in = lengthsOf(row_start)
  const needed = Math.max(1, Math.min(options.least_votes, statements.length))
  const placed = rowsFrom(votes_in, needed)
  const sums = rowSums(y, plane)
  const model = fitModel(plane, sums, votes_in)
  const positions = positionsOf(sums, model)
  const least_certainty = leastCertainty(placed.length, options)
  const base = { model, positions, placed, least_certainty }
  if (model.spread[0] <= 1e-9) return undivided(base, participants.length, [])

  const near = drawnIn(positions, model, options.reach)
  const divisions = divide(y, near, base, options)
  const tried = divisions.map(({ consensus: { k, stability, certainty } }) => ({
    k,
    stability,
    certainty,
  }))
  const chosen = chooseDivision(tried, placed.length, options)
  const division = divisions.find(({ consensus }) => consensus.k === chosen)
  if (!division) return undivided(base, participants.length, tried)
  const { clustering, consensus } = division
  const whole = consensus.membership.length === placed.length * chosen
  const membership = whole ? consensus.membership : everyone(rowsOf(near, placed), consensus)
  const groups = mostProbable(membership, chosen)
  const group_of = new Int32Array(participants.length).fill(-1)
  for (let a = 0; a < placed.length; a++) group_of[placed[a] as number] = groups[a] as number
  const resampled = resampledGroups(consensus)
  return { ...base, k: chosen, membership, group_of, centres: clustering.centres, tried, resampled }
}

function resampledGroups({ models, columns }: Stability): ResampledGroups[] {
  return models.flatMap((model, r) => (model ? [{ model, columns: columns[r] ?? [] }] : []))
}

function lengthsOf(row_start: Uint32Array): Uint32Array {
  const lengths = new Uint32Array(row_start.length - 1)
  for (let i = 0; i < lengths.length; i++) {
    lengths[i] = (row_start[i + 1] as number) - (row_start[i] as number)
  }
  return lengths
}

/** Rows with at least so many votes, ascending. */
function rowsFrom(votes_in: Uint32Array, needed: number): Uint32Array {
  const rows = new Uint32Array(votes_in.length)
  let at = 0
  for (let i = 0; i < rows.length; i++) if ((votes_in[i] as number) >= needed) rows[at++] = i
  return rows.slice(0, at)
}

type Base = Pick<GroupAnswer, 'model' | 'positions' | 'placed' | 'least_certainty'>

function undivided(base: Base, participants: number, tried: readonly Trial[]): GroupAnswer {
  const group_of = new Int32Array(participants).fill(-1)
  for (let a = 0; a < base.placed.length; a++) group_of[base.placed[a] as number] = 0
  const membership = new Float64Array(base.placed.length).fill(1)
  return {
    ...base,
    k: 1,
    membership,
    group_of,
    centres: new Float64Array(2),
    tried,
    resampled: [],
  }
}

/** Every division into 2 or more that leaves each group its least members. */
function divide(
  y: CentredVotes,
  near: Positions,
  { model, placed }: Base,
  options: GroupOptions,
): Division[] {
  const least_share = options.least_members / placed.length
  const most = Math.min(options.most_groups, Math.floor(1 / least_share))
  if (most < 2) return []
  const keys = ballotKeys(y.votes)
  const rows = panelOf(placed, keys)
  const panel: Panel = { rows, keys: rows.map((i) => keys[i] as number) }
  const among = rowsOf(near, placed)
  const points = clusterable({ xy: among.xy, weight: reliability(among, model) })
  const own = rowsOf(near, rows)
  const new_plane = y.votes.cells.length <= options.new_plane_votes
  const replicates = resamples(y, model, panel, keys, { ...options, new_plane })
  const divisions: Division[] = []
  for (let k = 2; k <= most; k++) {
    const clustering = bestClustering(points, k, least_share)
    if (!clustering) continue
    const first = new Float64Array(rows.length * k)
    addMemberships(own, groupModel(clustering), first, identityColumns(k))
    const consensus = consensusOf(replicates, clustering, first, least_share * SLACK)
    const smallest = leastSize(mostProbable(consensus.membership, k), k) / rows.length
    if (smallest >= least_share * SLACK) divisions.push({ clustering, consensus })
  }
  return divisions
}

/** In a resample, and by most probable group, a group may have this share of its least members. */
const SLACK = 0.6

function leastSize(group_of: Int32Array, k: number): number {
  const sizes = new Uint32Array(k)
  for (const g of group_of) sizes[g]!++
  return Math.min(...sizes)
}

/**
 * The number of groups by rule: the most that are clear; else the most certain; 1 if that is below the
 * floor. Ties go to fewer. (2 was preferred by a margin once: what lay near it went to and fro.) The floor is higher for few people, since
 * votes without any structure reach a certainty of 0.68 with 12 of them, 0.55 with 45, 0.31 with 250.
 */
export function chooseDivision(
  tried: readonly Trial[],
  placed: number,
  rule: Pick<GroupOptions, 'clear' | 'floor' | 'floor_for_few' | 'per_group'>,
): number {
  const clear = tried.filter(({ certainty }) => certainty >= rule.clear)
  if (clear.length > 0) return Math.max(...clear.map(({ k }) => k))
  let best = { k: 1, certainty: 0 }
  for (const { k, certainty } of tried) {
    if (k > 2 && placed < rule.per_group * k) continue
    if (certainty > best.certainty + 1e-9) best = { k, certainty }
  }
  return best.certainty >= leastCertainty(placed, rule) ? best.k : 1
}

/** 1, which no division reaches, with nobody placed. */
function leastCertainty(
  placed: number,
  { floor, floor_for_few }: Pick<GroupOptions, 'floor' | 'floor_for_few'>,
): number {
  return placed === 0 ? 1 : Math.min(1, floor + floor_for_few / Math.sqrt(placed))
}

/** Participants beyond which the number of groups is chosen on a part of them, drawn by key. */
const PANEL = 4096

function panelOf(placed: Uint32Array, keys: Uint32Array): Uint32Array {
  if (placed.length <= PANEL) return placed
  const limit = placed.map((i) => keys[i] as number).sort()[PANEL] as number
  const rows: number[] = []
  for (let a = 0; a < placed.length; a++) {
    const i = placed[a] as number
    if ((keys[i] as number) < limit) rows.push(i)
  }
  return Uint32Array.from(rows)
}

function rowsOf({ xy, covariance }: Positions, rows: Uint32Array): Positions {
  if (2 * rows.length === xy.length) return { xy, covariance }
  const out = {
    xy: new Float64Array(2 * rows.length),
    covariance: new Float64Array(3 * rows.length),
  }
  for (let a = 0; a < rows.length; a++) {
    const i = rows[a] as number
    for (let c = 0; c < 2; c++) out.xy[2 * a + c] = xy[2 * i + c] as number
    for (let c = 0; c < 3; c++) out.covariance[3 * a + c] = covariance[3 * i + c] as number
  }
  return out
}

/** Participants beyond which eight resamples are enough for everyone's probabilities. */
const MANY = 200_000

/** Membership of people who were not in the panel: the mean over the groups of each resample. */
function everyone(own: Positions, consensus: Stability): Float64Array {
  const { k } = consensus
  const n = own.xy.length / 2
  const used = resampledGroups(consensus).slice(0, n > MANY ? 8 : undefined)
  const sum = new Float64Array(n * k)
  for (const { model, columns } of used) addMemberships(own, model, sum, columns)
  for (let i = 0; i < sum.length; i++) sum[i]! /= used.length
  return sum
}
