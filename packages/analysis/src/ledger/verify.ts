// Was this history rewritten? Takes entries, checkpoints and public keys, and optionally the
// checkpoints that a reader kept for herself, and names the first bad entry of each compartment, or
// the interval between two checkpoints where someone re-hashed everything. Pure; it reads no
// database and trusts nothing that it is not given.
import canonicalize from 'canonicalize'
import { type Checkpoint, type PublicKey, checkpointSigned, importKeys } from './checkpoint.ts'
import {
  type Frontier,
  emptyFrontier,
  entryLeaf,
  fromHex,
  grow,
  rootOfFrontier,
  toHex,
} from './merkle.ts'

/** One entry as it crosses the wire: bytes in lower-case hexadecimal. */
export type Entry = {
  readonly compartment_id: string
  readonly n: number
  readonly id: string
  readonly act: string
  readonly recorded_at: string
  readonly salt: string
  readonly content: string
  readonly leaf: string
}

/**
 * The first thing wrong in one compartment. `n` is the place in the log, counted from 1.
 * leaf: the content is not what the leaf commits to. content: it is not canonical JSON.
 * column: a column beside the content says otherwise than the content. missing: nothing stands at
 * this place. duplicated, reordered: another entry, `found`, stands there; seen before or not.
 * unsigned: a checkpoint is not signed by a known key. shrunk: a later checkpoint has fewer
 * entries. extra: the log's head does not know of this entry. interval: between the last good and the first bad checkpoint everything was re-hashed.
 * forked: two signed checkpoints of the same n have different roots.
 */
export type Finding = { readonly compartment_id: string } & (
  | { readonly problem: 'leaf' | 'content' | 'missing' | 'extra'; readonly n: number }
  | { readonly problem: 'column'; readonly n: number; readonly column: Column }
  | { readonly problem: 'duplicated' | 'reordered'; readonly n: number; readonly found: number }
  | {
      readonly problem: 'unsigned'
      readonly n: number
      readonly at: string
      readonly key_id: string
    }
  | { readonly problem: 'shrunk'; readonly n: number; readonly at: string; readonly before: number }
  | ({ readonly problem: 'interval' } & Interval)
  | ({ readonly problem: 'forked'; readonly n: number } & Interval)
)
/** After entry `good_n` (0: from the start) up to and with entry `bad_n`. */
export type Interval = {
  readonly good_n: number
  readonly good_at: string | null
  readonly bad_n: number
  readonly bad_at: string
}
const columns = ['compartment_id', 'id', 'act', 'recorded_at'] as const
type Column = (typeof columns)[number]

export type CompartmentReport = {
  readonly compartment_id: string
  /** Entries seen. */
  readonly n: number
  /** Entries that a checkpoint vouches for; later ones rest on the log alone. */
  readonly covered_n: number
  readonly checkpoints: number
  readonly finding: Finding | null
}
export type Report = { readonly ok: boolean; readonly compartments: readonly CompartmentReport[] }

export type Log = {
  /** Each compartment's entries in the order in which the log gives them. */
  readonly entries: Iterable<Entry> | AsyncIterable<Entry>
  /** Called when all entries are read, so that a file can be streamed. */
  readonly checkpoints: () => Iterable<Checkpoint>
  readonly keys: () => readonly PublicKey[]
  /** Checkpoints that the reader kept; they count as signed even where their key was removed. */
  readonly kept?: readonly Checkpoint[]
  /** How long each log is by its head, so that a missing tail is noticed before it is signed for. */
  readonly heads?: () => ReadonlyMap<string, number>
}

/** One compartment on the way: 32 bytes and a number an entry, not its content. */
type Walk = { readonly numbers: number[]; readonly leaves: Uint8Array[]; first: Finding | null }

/** Cost: two hashes an entry, one more each for the tree, one signature a checkpoint. */
export async function verifyLog(log: Log): Promise<Report> {
  const walks = new Map<string, Walk>()
  for await (const entry of log.entries) {
    let walk = walks.get(entry.compartment_id)
    if (!walk) walks.set(entry.compartment_id, (walk = { numbers: [], leaves: [], first: null }))
    walk.numbers.push(entry.n)
    if (walk.first === null) walk.first = await entryFinding(entry, walk)
  }
  const keys = await importKeys(log.keys())
  const signed = Map.groupBy(log.checkpoints(), (c) => c.compartment_id)
  const kept = Map.groupBy(log.kept ?? [], (c) => c.compartment_id)
  const heads = log.heads?.() ?? new Map<string, number>()
  const compartments: CompartmentReport[] = []
  for (const id of [
    ...new Set([...walks.keys(), ...signed.keys(), ...kept.keys(), ...heads.keys()]),
  ].sort()) {
    const walk = walks.get(id) ?? { numbers: [], leaves: [], first: null }
    const inLog = signed.get(id) ?? []
    const marks = [
      ...(kept.get(id) ?? []).map((checkpoint) => ({ checkpoint, trusted: true })),
      ...inLog.map((checkpoint) => ({ checkpoint, trusted: false })),
    ]
    const order = orderFinding(id, walk)
    const checked = order
      ? { covered_n: 0, finding: order }
      : await checkpointFinding({ id, leaves: walk.leaves, marks, keys })
    const head = heads.get(id)
    compartments.push({
      compartment_id: id,
      n: walk.numbers.length,
      checkpoints: marks.length,
      covered_n: checked.covered_n,
      finding: checked.finding ?? headFinding(id, walk.leaves.length, head),
    })
  }
  return { ok: compartments.every((c) => c.finding === null), compartments }
}

/** What is wrong with the next entry taken alone; its leaf is kept where it stands in its place. */
async function entryFinding(entry: Entry, walk: Walk): Promise<Finding | null> {
  const { compartment_id } = entry
  const place = walk.leaves.length + 1
  // An entry out of its place ends the walk; what kind of disorder it is, the whole log tells.
  if (entry.n !== place) return { compartment_id, problem: 'missing', n: place }
  if (!/^[0-9a-f]{64}$/.test(entry.salt)) return { compartment_id, problem: 'leaf', n: place }
  const leaf = await entryLeaf(fromHex(entry.salt), entry.content)
  if (toHex(leaf) !== entry.leaf) return { compartment_id, problem: 'leaf', n: place }
  const content = parsed(entry.content)
  if (!content) return { compartment_id, problem: 'content', n: place }
  const column = columns.find((name) => content[name] !== entry[name])
  if (column) return { compartment_id, problem: 'column', n: place, column }
  walk.leaves.push(leaf)
  return null
}

function parsed(content: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(content)
    if (typeof value !== 'object' || value === null || canonicalize(value) !== content) return
    return value as Record<string, unknown>
  } catch {
    return undefined
  }
}

/** Sharpens "not in its place" to missing, duplicated or reordered, now that all are known. */
function orderFinding(compartment_id: string, walk: Walk): Finding | null {
  if (walk.first?.problem !== 'missing') return walk.first
  const n = walk.first.n
  const found = walk.numbers[n - 1] as number
  if (found < n && found >= 1) return { compartment_id, problem: 'duplicated', n, found }
  const later = walk.numbers.includes(n, n)
  return later ? { compartment_id, problem: 'reordered', n, found } : walk.first
}

function headFinding(compartment_id: string, n: number, head: number | undefined): Finding | null {
  if (head === undefined || head === n) return null
  if (head > n) return { compartment_id, problem: 'missing', n: n + 1 }
  return { compartment_id, problem: 'extra', n: head + 1 }
}

type Mark = { readonly checkpoint: Checkpoint; readonly trusted: boolean }

async function checkpointFinding(of: {
  readonly id: string
  readonly leaves: readonly Uint8Array[]
  readonly marks: readonly Mark[]
  readonly keys: ReadonlyMap<string, CryptoKey>
}): Promise<{ readonly covered_n: number; readonly finding: Finding | null }> {
  const compartment_id = of.id
  const marks = [...of.marks].sort(
    (a, b) => compare(a.checkpoint.at, b.checkpoint.at) || a.checkpoint.n - b.checkpoint.n,
  )
  const roots = await rootsAt(of.leaves, new Set(marks.map((m) => m.checkpoint.n)))
  let good: Checkpoint | null = null
  for (const { checkpoint, trusted } of marks) {
    const { n, at, key_id } = checkpoint
    const covered_n: number = good?.n ?? 0
    const end = (finding: Finding) => ({ covered_n, finding })
    if (!trusted && !(await checkpointSigned(checkpoint, of.keys))) {
      return end({ compartment_id, problem: 'unsigned', n, at, key_id })
    }
    if (n > of.leaves.length) {
      return end({ compartment_id, problem: 'missing', n: of.leaves.length + 1 })
    }
    if (good && n < good.n) {
      return end({ compartment_id, problem: 'shrunk', n, at, before: good.n })
    }
    if (toHex(roots.get(n) as Uint8Array) !== checkpoint.root) {
      const interval = { good_n: covered_n, good_at: good?.at ?? null, bad_n: n, bad_at: at }
      const rival = marks.some((m) => m.checkpoint.n === n && m.checkpoint.root !== checkpoint.root)
      return end(
        rival && (await bothSigned(marks, n, of.keys))
          ? { compartment_id, problem: 'forked', n, ...interval }
          : { compartment_id, problem: 'interval', ...interval },
      )
    }
    good = checkpoint
  }
  return { covered_n: good?.n ?? 0, finding: null }
}

/** A fork is proven where two different roots of the same n both bear a good signature. */
async function bothSigned(
  marks: readonly Mark[],
  n: number,
  keys: ReadonlyMap<string, CryptoKey>,
): Promise<boolean> {
  const roots = new Set<string>()
  for (const { checkpoint, trusted } of marks) {
    if (checkpoint.n !== n) continue
    if (trusted || (await checkpointSigned(checkpoint, keys))) roots.add(checkpoint.root)
  }
  return roots.size > 1
}

async function rootsAt(
  leaves: readonly Uint8Array[],
  wanted: ReadonlySet<number>,
): Promise<Map<number, Uint8Array>> {
  const roots = new Map<number, Uint8Array>()
  let frontier: Frontier = emptyFrontier
  for (let n = 0; ; n++) {
    if (wanted.has(n)) roots.set(n, await rootOfFrontier(frontier))
    const leaf = leaves[n]
    if (!leaf) return roots
    frontier = await grow(frontier, leaf)
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
