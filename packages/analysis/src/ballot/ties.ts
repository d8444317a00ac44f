// How a tie is settled: by the round before, by declared order, by a lot of recorded seed, or not at
// all. A lot is replayable: its order is a stated function of the seed and the names.

export type TieRule =
  | { readonly by: 'order' }
  | { readonly by: 'lot'; readonly seed: string }
  | { readonly by: 'none' }

export type TieBreak =
  | { readonly by: 'earlier'; readonly round: number }
  | { readonly by: 'order' }
  | { readonly by: 'lot'; readonly seed: string }

const MASK = (1n << 64n) - 1n

/**
 * The names as the seed draws them, first drawn first: ascending by the 64-bit FNV-1a hash of
 * `seed`, a line feed and the name (UTF-16 code units), mixed by the finaliser of splitmix64
 * (Steele, Lea, Flood 2014); equal values by name. It does not depend on the order given.
 */
export function drawLots(names: readonly string[], seed: string): string[] {
  const drawn = names.map((name) => ({ name, value: hash64(`${seed}\n${name}`) }))
  drawn.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : a.name < b.name ? -1 : 1))
  return drawn.map(({ name }) => name)
}

function hash64(text: string): bigint {
  let hash = 0xcbf29ce484222325n
  for (let i = 0; i < text.length; i++) {
    hash = ((hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n) & MASK
  }
  hash = ((hash ^ (hash >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK
  hash = ((hash ^ (hash >> 27n)) * 0x94d049bb133111ebn) & MASK
  return hash ^ (hash >> 31n)
}

/** Positions in the order in which ties favour them; undefined where the rule leaves ties open. */
export function favoured(
  candidates: readonly string[],
  rule: TieRule,
  declared: readonly number[] = [],
): readonly number[] | undefined {
  switch (rule.by) {
    case 'none':
      return undefined
    case 'order': {
      const rest = candidates.map((_, i) => i).filter((i) => !declared.includes(i))
      return [...declared, ...rest]
    }
    case 'lot':
      return drawLots(candidates, rule.seed).map((name) => candidates.indexOf(name))
  }
}

export type Tied = { readonly chosen: number; readonly how: TieBreak }

/**
 * One of `tied` by the latest earlier round in which their votes differed (B23), then by the rule.
 * `wanted` says whether the strongest or the weakest is looked for. `rounds[i][candidate]` are votes.
 */
export function breakTie(
  tied: readonly number[],
  wanted: 'most' | 'fewest',
  rounds: readonly (readonly bigint[])[],
  rule: TieRule,
  order: readonly number[] | undefined,
): Tied | undefined {
  let left = [...tied]
  for (let i = rounds.length - 1; i >= 0 && left.length > 1; i--) {
    const votes = left.map((candidate) => rounds[i]?.[candidate] ?? 0n)
    const extreme = votes.reduce((a, b) => ((wanted === 'most' ? b > a : b < a) ? b : a))
    left = left.filter((_, j) => votes[j] === extreme)
    if (left.length === 1)
      return { chosen: left[0] as number, how: { by: 'earlier', round: i + 1 } }
  }
  if (order === undefined || rule.by === 'none') return undefined
  const places = left.map((candidate) => order.indexOf(candidate))
  const place = wanted === 'most' ? Math.min(...places) : Math.max(...places)
  return { chosen: order[place] as number, how: rule }
}
