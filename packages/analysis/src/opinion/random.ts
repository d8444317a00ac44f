// Seeded random numbers for resampling, and fingerprints of ballots, so that two runs on the same votes
// draw the same. Nothing here is fit for secrets: ballots and keys draw elsewhere.
import type { VoteMatrix } from './votes.ts'

/** Scrambles 32 bits so that near inputs give far outputs (the finaliser of MurmurHash3, Appleby). */
export function mix(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Scrambles two 32-bit numbers into one. */
export function mixTwo(a: number, b: number): number {
  return mix(Math.imul(a, 0x9e3779b1) ^ mix(b ^ 0x7f4a7c15))
}

/** 32 bits of a text. */
export function hashText(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return mix(h)
}

/** Numbers in [0, 1), the same for the same seed (Mulberry32, T. Ettinger). */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * A 32-bit key for each participant that depends on her votes and not on her name or place: equal
 * ballots get keys by how many of them came before, so a set of ballots always has one set of keys.
 */
export function ballotKeys(votes: VoteMatrix): Uint32Array {
  const codes = new Uint32Array(4 * votes.statements.length)
  for (const [j, id] of votes.statements.entries()) {
    const text = hashText(id)
    for (let code = 0; code < 3; code++) codes[4 * j + code] = mixTwo(text, code + 1)
  }
  const { row_start, cells } = votes
  const rows = votes.participants.length
  const keys = new Uint32Array(rows)
  for (let i = 0; i < rows; i++) {
    let sum = 0
    const end = row_start[i + 1] as number
    for (let k = row_start[i] as number; k < end; k++) {
      sum = (sum + (codes[cells[k] as number] as number)) | 0
    }
    keys[i] = mix(sum)
  }
  return withOrdinals(keys)
}

/** Tells equal keys apart by counting them; an open hash table, since there may be millions. */
function withOrdinals(keys: Uint32Array): Uint32Array {
  const bits = Math.max(4, 33 - Math.clz32(keys.length))
  const mask = 2 ** bits - 1
  const seen = new Uint32Array(mask + 1)
  const count = new Uint32Array(mask + 1)
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number
    let slot = key & mask
    while (count[slot] !== 0 && seen[slot] !== key) slot = (slot + 1) & mask
    seen[slot] = key
    keys[i] = mixTwo(key, count[slot] as number)
    count[slot]!++
  }
  return keys
}

/** How often each participant stands in a resample: Poisson with mean 1, at most 5. */
export function resampleWeight(key: number, seed: number, replicate: number): number {
  const u = mixTwo(key, mixTwo(seed, replicate)) / 2 ** 32
  let times = 0
  while (times < POISSON.length && u >= (POISSON[times] as number)) times++
  return times
}

/** Cumulative probabilities of a Poisson variable with mean 1. */
const POISSON = [
  0.36787944117144233, 0.7357588823428847, 0.9196986029286058, 0.9810118431238462,
  0.9963401531726563,
]
