// Merkle tree hashing of RFC 6962 section 2.1 (the same in RFC 9162): roots, inclusion proofs and
// consistency proofs, and their verification. Hashing is WebCrypto's, so it runs in a browser and
// in Node alike; it knows nothing of entries, compartments or signatures (verify.ts does).

/** Bytes that WebCrypto accepts: never backed by shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>

export function fromHex(hex: string): Bytes {
  if (!/^(?:[0-9a-f]{2})*$/.test(hex)) throw new Error('not lower-case hexadecimal')
  const bytes = new Uint8Array(hex.length / 2)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16)
  return bytes
}

export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

export async function sha256(...parts: readonly Uint8Array[]): Promise<Bytes> {
  const joined = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined))
}

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)
const utf8 = new TextEncoder()

/** RFC 6962: the hash of one leaf of the tree. */
export function hashLeaf(leaf: Uint8Array): Promise<Bytes> {
  return sha256(LEAF, leaf)
}

export function hashNode(left: Uint8Array, right: Uint8Array): Promise<Bytes> {
  return sha256(NODE, left, right)
}

/**
 * The leaf of a ledger entry: a salted commitment, so that a leaf tells nothing of its content to
 * one who guesses. `leaf = SHA-256(0x00 || SHA-256(salt || content))`.
 */
export async function entryLeaf(salt: Uint8Array, content: string): Promise<Bytes> {
  return hashLeaf(await sha256(salt, utf8.encode(content)))
}

/** The peaks of a growing tree, largest first: as many as the size has bits set. */
export type Frontier = { readonly size: number; readonly peaks: readonly Uint8Array[] }

export const emptyFrontier: Frontier = { size: 0, peaks: [] }

/** One more leaf hash; amortised one node hash. */
export async function grow(frontier: Frontier, leaf: Uint8Array): Promise<Frontier> {
  const peaks = [...frontier.peaks]
  let node = leaf
  for (let size = frontier.size; size % 2 === 1; size = (size - 1) / 2) {
    const left = peaks.pop()
    if (!left) throw new Error('a frontier has too few peaks for its size')
    node = await hashNode(left, node)
  }
  return { size: frontier.size + 1, peaks: [...peaks, node] }
}

/** The root over the peaks; of the empty tree, the hash of nothing. */
export async function rootOfFrontier(frontier: Frontier): Promise<Bytes> {
  const peaks = [...frontier.peaks]
  const last = peaks.pop()
  if (!last) return sha256()
  let root: Uint8Array = last
  for (const peak of peaks.reverse()) root = await hashNode(peak, root)
  return new Uint8Array(root)
}

/** The root of the tree over these leaf hashes. */
export async function rootOf(leaves: readonly Uint8Array[]): Promise<Bytes> {
  let frontier = emptyFrontier
  for (const leaf of leaves) frontier = await grow(frontier, leaf)
  return rootOfFrontier(frontier)
}

/** The largest power of two below n, for n > 1: where RFC 6962 splits a tree. */
function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

function ensureRange(ok: boolean, what: string): void {
  if (!ok) throw new RangeError(what)
}

/** Hashes that lead from leaf `index` (from 0) to the root of these leaves, lowest first. */
export async function inclusionProof(
  leaves: readonly Uint8Array[],
  index: number,
): Promise<Uint8Array[]> {
  ensureRange(index >= 0 && index < leaves.length, 'no such leaf')
  if (leaves.length === 1) return []
  const k = split(leaves.length)
  return index < k
    ? [...(await inclusionProof(leaves.slice(0, k), index)), await rootOf(leaves.slice(k))]
    : [...(await inclusionProof(leaves.slice(k), index - k)), await rootOf(leaves.slice(0, k))]
}

/** Hashes that show that the first `first` of these leaves are the start of all of them. */
export async function consistencyProof(
  leaves: readonly Uint8Array[],
  first: number,
): Promise<Uint8Array[]> {
  ensureRange(first >= 0 && first <= leaves.length, 'the older tree is larger than the newer')
  return first === 0 ? [] : subProof(leaves, first, true)
}

async function subProof(
  leaves: readonly Uint8Array[],
  m: number,
  whole: boolean,
): Promise<Uint8Array[]> {
  if (m === leaves.length) return whole ? [] : [await rootOf(leaves)]
  const k = split(leaves.length)
  return m <= k
    ? [...(await subProof(leaves.slice(0, k), m, whole)), await rootOf(leaves.slice(k))]
    : [...(await subProof(leaves.slice(k), m - k, false)), await rootOf(leaves.slice(0, k))]
}

/** RFC 9162 section 2.1.3.2: is this leaf hash at `index` of the tree of `size` with this root? */
export async function verifyInclusion(of: {
  readonly leaf: Uint8Array
  readonly index: number
  readonly size: number
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}): Promise<boolean> {
  if (of.index < 0 || of.index >= of.size) return false
  let fn = of.index
  let sn = of.size - 1
  let hash = of.leaf
  for (const step of of.proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = await hashNode(step, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      hash = await hashNode(hash, step)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && sameBytes(hash, of.root)
}

function half(n: number): number {
  return Math.floor(n / 2)
}

/** RFC 9162 section 2.1.4.2: does the tree of `size` begin with the tree of `first`? */
export async function verifyConsistency(of: {
  readonly first: number
  readonly size: number
  readonly firstRoot: Uint8Array
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
}): Promise<boolean> {
  if (of.first > of.size || of.first < 0) return false
  if (of.first === of.size) return of.proof.length === 0 && sameBytes(of.firstRoot, of.root)
  if (of.first === 0) return of.proof.length === 0 && sameBytes(of.firstRoot, await sha256())
  const proof = [...of.proof]
  if (Number.isInteger(Math.log2(of.first))) proof.unshift(of.firstRoot)
  const start = proof.shift()
  if (!start) return false
  let [fn, sn] = [of.first - 1, of.size - 1]
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  let [fr, sr] = [start, start]
  for (const step of proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      fr = await hashNode(step, fr)
      sr = await hashNode(step, sr)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      sr = await hashNode(sr, step)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && sameBytes(fr, of.firstRoot) && sameBytes(sr, of.root)
}
