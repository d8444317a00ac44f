// Pruning between groups of a search over linked issues: a point is dropped where another, with
// other bonuses still within reach, stays ahead however both go on.

/** A bonus that can still be earned and that is negative for nobody; per party. */
export type Reachable = { readonly place: number; readonly utilities: readonly number[] }

type Group = {
  /** One character per open link. */
  readonly key: string
  readonly size: number
  readonly columns: readonly Float64Array[]
}

/** How many points of the greatest promise are held against all others, per direction. */
const ELITE_COUNT = 24
const DIRECTIONS_COUNT = 7
/** Below this many points the search is quicker without. */
export const WORTHWHILE_COUNT = 3_000

/**
 * outdone[group][point] is 1 where some other point is strictly ahead for good: at least as much
 * for every party and more for one, after subtracting every bonus that the point could still earn
 * and the other cannot. Dropping these never loses an efficient point nor a package on one.
 * `slack` is what roundings may hide per party; 0 where columns are exact.
 */
export function outdonePoints(
  groups: readonly Group[],
  reachable: readonly Reachable[],
  slack: readonly number[],
): Uint8Array[] {
  const places = new Set(reachable.map(({ place }) => place))
  const rigid_places = Array.from(
    { length: groups[0]?.key.length ?? 0 },
    (_, place) => place,
  ).filter((place) => !places.has(place))
  const states = groups.map(({ key }) => ({
    alive: aliveBytes(key, reachable),
    rigid: rigid_places.map((place) => key[place]).join(''),
  }))
  const losses = lossTables(reachable, slack.length)
  const elites = elitesOf(groups, states, losses)
  const strict = slack.some((within) => within > 0)
  const ahead = new Float64Array(slack.length)
  return groups.map((group, g) => {
    const outdone = new Uint8Array(group.size)
    const { alive, rigid } = states[g] as State
    let left = group.size
    for (const elite of elites) {
      const other = states[elite.group] as State
      if (elite.group === g || other.rigid !== rigid) continue
      for (const [p, of_party] of losses.entries()) {
        let lead = (elite.utilities[p] as number) - (slack[p] as number)
        for (let b = 0; b < alive.length; b += 1) {
          const only = (alive[b] as number) & ~(other.alive[b] as number)
          lead -= (of_party[b] as Float64Array)[only] as number
        }
        ahead[p] = lead
      }
      left -= mark(group, outdone, ahead, strict)
      if (left === 0) break
    }
    return outdone
  })
}

type State = { readonly alive: Uint8Array; readonly rigid: string }
/** losses[party][byte][bits]: what the bonuses of these bits add up to. */
type Losses = readonly (readonly Float64Array[])[]
type Elite = { readonly group: number; readonly utilities: readonly number[] }

function aliveBytes(key: string, reachable: readonly Reachable[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(reachable.length / 8))
  reachable.forEach(({ place }, bit) => {
    if (key.charCodeAt(place) !== 0) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7))
  })
  return bytes
}

function lossTables(reachable: readonly Reachable[], parties_count: number): Losses {
  return Array.from({ length: parties_count }, (_, party) =>
    Array.from({ length: Math.ceil(reachable.length / 8) }, (__, byte) =>
      Float64Array.from({ length: 256 }, (___, bits) => {
        let sum = 0
        for (let bit = 0; bit < 8; bit += 1) {
          if (bits & (1 << bit)) sum += reachable[byte * 8 + bit]?.utilities[party] ?? 0
        }
        return sum
      }),
    ),
  )
}

function sumOf(losses: readonly Float64Array[], bytes: Uint8Array): number {
  let sum = 0
  for (let b = 0; b < bytes.length; b += 1) {
    sum += (losses[b] as Float64Array)[bytes[b] as number] as number
  }
  return sum
}

/** Points with the most in some direction, counting what they can still earn. */
function elitesOf(groups: readonly Group[], states: readonly State[], losses: Losses): Elite[] {
  const promise = states.map(({ alive }) => losses.map((of_party) => sumOf(of_party, alive)))
  const elites = new Map<string, Elite>()
  for (const weights of directions(losses.length)) {
    const best: { score: number; group: number; point: number }[] = []
    let least = -Infinity
    for (const [group, { size, columns }] of groups.entries()) {
      const ahead_by = weights.reduce((sum, w, p) => sum + w * (promise[group]?.[p] ?? 0), 0)
      for (let point = 0; point < size; point += 1) {
        let score = ahead_by
        for (let p = 0; p < weights.length; p += 1) {
          score += (weights[p] as number) * ((columns[p] as Float64Array)[point] as number)
        }
        if (score <= least && best.length >= ELITE_COUNT) continue
        best.push({ score, group, point })
        if (best.length < 2 * ELITE_COUNT) continue
        best.sort((a, b) => b.score - a.score).length = ELITE_COUNT
        least = best.at(-1)?.score ?? -Infinity
      }
    }
    best.sort((a, b) => b.score - a.score)
    for (const { group, point } of best.slice(0, ELITE_COUNT)) {
      const utilities = losses.map((_, p) => groups[group]?.columns[p]?.[point] ?? 0)
      elites.set(`${group} ${point}`, { group, utilities })
    }
  }
  return [...elites.values()]
}

/** Weightings of the parties: even ones, and some that favour each. */
function directions(parties_count: number): number[][] {
  if (parties_count === 2) {
    return Array.from({ length: DIRECTIONS_COUNT }, (_, k) => {
      const share = (k + 1) / (DIRECTIONS_COUNT + 1)
      return [share, 1 - share]
    })
  }
  const even = Array.from({ length: parties_count }, () => 1)
  return [even, ...even.map((_, p) => even.map((__, q) => (p === q ? parties_count : 1)))]
}

/** Marks what lies under `ahead`; the number of points that were not marked before. */
function mark(
  { size, columns }: Group,
  outdone: Uint8Array,
  ahead: Float64Array,
  strict: boolean,
): number {
  let marked = 0
  for (let point = 0; point < size; point += 1) {
    if (outdone[point] === 1) continue
    let strictly = strict
    let under = true
    for (let p = 0; p < ahead.length && under; p += 1) {
      const utility = (columns[p] as Float64Array)[point] as number
      const bound = ahead[p] as number
      under = utility <= bound
      if (utility < bound) strictly = true
    }
    if (under && strictly) {
      outdone[point] = 1
      marked += 1
    }
  }
  return marked
}
