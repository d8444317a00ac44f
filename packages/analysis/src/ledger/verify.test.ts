// Every way to tamper with a log, against a log made with Node's own crypto: the verifier must name
// the first bad entry, or the interval where a forger hashed everything again.
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Checkpoint, PublicKey } from './checkpoint.ts'
import { findingSentence, soundSentence } from './sentences.ts'
import { type Entry, type Finding, verifyLog } from './verify.ts'

const sha = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const A = 'aaaaaaaa-0000-4000-8000-000000000001'
const B = 'bbbbbbbb-0000-4000-8000-000000000002'

function leafOf(e: Pick<Entry, 'salt' | 'content'>): Buffer {
  return sha(Buffer.of(0), sha(Buffer.from(e.salt, 'hex'), e.content))
}
/** RFC 6962 section 2.1 as written. */
function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha()
  if (leaves.length === 1) return leaves[0] as Buffer
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha(Buffer.of(1), rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)))
}

function signer() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  const key: PublicKey = {
    key_id: sha(raw).toString('hex').slice(0, 16),
    public_key: raw.toString('hex'),
  }
  const checkpoint = (entries: readonly Entry[], n: number, at: string): Checkpoint => {
    const compartment_id = entries[0]?.compartment_id ?? A
    const root = rootOf(entries.slice(0, n).map(leafOf)).toString('hex')
    // RFC 8785 sorts the names: at, compartment_id, key_id, n, root, v.
    const payload = JSON.stringify({ at, compartment_id, key_id: key.key_id, n, root, v: 1 })
    const signature = sign(null, Buffer.from(payload), privateKey).toString('hex')
    return { compartment_id, at, n, root, key_id: key.key_id, signature }
  }
  return { key, checkpoint }
}
const server = signer()

function entry(compartment_id: string, n: number, word: string): Entry {
  const id = `${sha(compartment_id, String(n)).toString('hex').slice(0, 8)}-0000-4000-8000-00000000000a`
  const recorded_at = `2020-10-19T05:00:${String(n % 60).padStart(2, '0')}.000Z`
  const content = JSON.stringify({
    act: 'createRecord',
    compartment_id,
    id,
    recorded_at,
    rows: word,
    v: 1,
  })
  const salt = sha('salt', compartment_id, String(n)).toString('hex')
  const leaf = leafOf({ salt, content }).toString('hex')
  return { compartment_id, n, id, act: 'createRecord', recorded_at, salt, content, leaf }
}
const hour = (h: number) => `2020-10-19T${String(h).padStart(2, '0')}:00:00.000Z`
const made = (compartment_id: string, count: number) =>
  Array.from({ length: count }, (_, i) => entry(compartment_id, i + 1, `كلمة ${i}`))

async function findings(
  entries: readonly Entry[],
  checkpoints: readonly Checkpoint[],
  kept: readonly Checkpoint[] = [],
): Promise<Finding[]> {
  const keys = () => [server.key]
  const report = await verifyLog({ entries, checkpoints: () => checkpoints, keys, kept })
  const found = report.compartments.map((c) => c.finding).filter((f) => f !== null)
  expect(report.ok).toBe(found.length === 0)
  return found
}

/** A log of 1 to 20 entries, checkpointed at some of its lengths. */
const logs = fc
  .tuple(fc.integer({ min: 2, max: 20 }), fc.uniqueArray(fc.integer({ min: 1, max: 20 })))
  .map(([count, ns]) => {
    const entries = made(A, count)
    const lengths = [...ns.filter((n) => n < count), count].sort((a, b) => a - b)
    return { entries, checkpoints: lengths.map((n, i) => server.checkpoint(entries, n, hour(i))) }
  })
const property = <T>(arb: fc.Arbitrary<T>, run: (value: T) => Promise<void>) =>
  fc.assert(fc.asyncProperty(arb, run), { numRuns: 150 })

describe('P14 a log that nobody touched is sound', () => {
  test('two compartments, empty ones and repeated checkpoints', async () => {
    const [a, b] = [made(A, 7), made(B, 3)]
    const checkpoints = [
      server.checkpoint(a, 0, hour(0)),
      server.checkpoint(a, 5, hour(1)),
      server.checkpoint(a, 5, hour(2)),
      server.checkpoint(b, 3, hour(2)),
    ]
    const keys = () => [server.key]
    const report = await verifyLog({ entries: [...a, ...b], checkpoints: () => checkpoints, keys })
    expect(report).toEqual({
      ok: true,
      compartments: [
        { compartment_id: A, n: 7, covered_n: 5, checkpoints: 3, finding: null },
        { compartment_id: B, n: 3, covered_n: 3, checkpoints: 1, finding: null },
      ],
    })
    const [first, second] = report.compartments
    expect(soundSentence(first!, 'the caucus', 'en')).toContain(
      '7 entries, signed checkpoints cover the first 5',
    )
    expect(soundSentence(second!, 'الخلوة', 'ar')).toContain('جميعها')
  })
})

describe('P14 the first bad entry is named', () => {
  test('any bit flipped in content, salt, leaf or a column', async () => {
    const bytes = ['content', 'salt', 'leaf', 'id', 'act', 'recorded_at'] as const
    await property(
      fc.tuple(logs, fc.nat(), fc.constantFrom(...bytes), fc.nat()),
      async ([log, i, field, bit]) => {
        const at = i % log.entries.length
        const good = log.entries[at]!
        const hex = field === 'salt' || field === 'leaf'
        const buffer = Buffer.from(good[field], hex ? 'hex' : 'latin1')
        const text = field === 'content' ? Buffer.from(good.content, 'utf8') : buffer
        const place = bit % (text.length * 8)
        text[place >> 3] = text[place >> 3]! ^ (1 << (place & 7))
        const altered = {
          ...good,
          [field]: text.toString(hex ? 'hex' : field === 'content' ? 'utf8' : 'latin1'),
        }
        const [found] = await findings(log.entries.with(at, altered), log.checkpoints)
        const problem = hex || field === 'content' ? 'leaf' : 'column'
        expect(found).toMatchObject({ compartment_id: A, problem, n: at + 1 })
      },
    )
  })

  test('dropped', async () => {
    await property(fc.tuple(logs, fc.nat()), async ([log, i]) => {
      const at = i % log.entries.length
      const found = await findings(log.entries.toSpliced(at, 1), log.checkpoints)
      expect(found).toEqual([{ compartment_id: A, problem: 'missing', n: at + 1 }])
    })
  })

  test('duplicated', async () => {
    await property(fc.tuple(logs, fc.nat(), fc.nat()), async ([log, i, j]) => {
      const at = i % log.entries.length
      const to = at + 1 + (j % (log.entries.length - at))
      const entries = log.entries.toSpliced(to, 0, log.entries[at]!)
      const found = await findings(entries, log.checkpoints)
      expect(found).toEqual([
        { compartment_id: A, problem: 'duplicated', n: to + 1, found: at + 1 },
      ])
    })
  })

  test('reordered', async () => {
    await property(fc.tuple(logs, fc.nat(), fc.nat()), async ([log, i, j]) => {
      const [a, b] = [i % log.entries.length, j % log.entries.length].sort((x, y) => x - y)
      if (a === b) return
      const entries = log.entries.with(a!, log.entries[b!]!).with(b!, log.entries[a!]!)
      const found = await findings(entries, log.checkpoints)
      expect(found).toEqual([{ compartment_id: A, problem: 'reordered', n: a! + 1, found: b! + 1 }])
    })
  })

  test('a tail that no checkpoint covers yet, dropped or slipped in', async () => {
    const entries = made(A, 5)
    const verdict = async (n: number) => {
      const log = { entries, checkpoints: () => [], keys: () => [], heads: () => new Map([[A, n]]) }
      return (await verifyLog(log)).compartments[0]?.finding
    }
    expect(await verdict(5)).toBeNull()
    expect(await verdict(7)).toEqual({ compartment_id: A, problem: 'missing', n: 6 })
    expect(await verdict(3)).toEqual({ compartment_id: A, problem: 'extra', n: 4 })
  })

  test('moved to another compartment', async () => {
    const entries = made(A, 4)
    const moved = entries.with(3, { ...entries[3]!, compartment_id: B, n: 1 })
    expect(await findings(moved, [server.checkpoint(entries, 4, hour(0))])).toEqual([
      { compartment_id: A, problem: 'missing', n: 4 },
      { compartment_id: B, problem: 'column', n: 1, column: 'compartment_id' },
    ])
  })
})

describe('P14 where everything was hashed again, the interval is named', () => {
  /** A forger with the database but without the key: contents rewritten, leaves and numbers redone. */
  const rehashed = (entries: readonly Entry[]) =>
    entries.map((e, i) => ({ ...e, n: i + 1, leaf: leafOf(e).toString('hex') }))
  const interval = (checkpoints: readonly Checkpoint[], at: number) => {
    const good = checkpoints.findLast((c) => c.n <= at)
    const bad = checkpoints.find((c) => c.n > at)!
    return { good_n: good?.n ?? 0, good_at: good?.at ?? null, bad_n: bad.n, bad_at: bad.at }
  }

  test('rewritten', async () => {
    await property(fc.tuple(logs, fc.nat()), async ([log, i]) => {
      const at = i % log.entries.length
      const e = log.entries[at]!
      const content = e.content.replace('كلمة', 'حرف')
      const forged = rehashed(log.entries.with(at, { ...e, content }))
      const found = await findings(forged, log.checkpoints)
      expect(found).toEqual([
        { compartment_id: A, problem: 'interval', ...interval(log.checkpoints, at) },
      ])
    })
  })

  test('rewritten with the key: the checkpoints that a reader kept prove two histories', async () => {
    await property(fc.tuple(logs, fc.nat()), async ([log, i]) => {
      const at = i % log.entries.length
      const e = log.entries[at]!
      const forged = rehashed(
        log.entries.with(at, { ...e, content: e.content.replace('كلمة', 'حرف') }),
      )
      const signed = log.checkpoints.map((c) => server.checkpoint(forged, c.n, c.at))
      expect(await findings(forged, signed)).toEqual([])
      const where = interval(log.checkpoints, at)
      const found = await findings(forged, signed, log.checkpoints)
      expect(found).toEqual([{ compartment_id: A, problem: 'forked', n: where.bad_n, ...where }])
    })
  })

  test('removed and renumbered', async () => {
    await property(fc.tuple(logs, fc.nat()), async ([log, i]) => {
      const at = i % log.entries.length
      const forged = rehashed(log.entries.toSpliced(at, 1))
      const [found] = await findings(forged, log.checkpoints)
      const { bad_n } = interval(log.checkpoints, at)
      // With its last entry gone, the log is too short for the checkpoint that covers it.
      if (bad_n > forged.length)
        expect(found).toEqual({ compartment_id: A, problem: 'missing', n: forged.length + 1 })
      else expect(found).toMatchObject({ problem: 'interval', ...interval(log.checkpoints, at) })
    })
  })
})

describe('P13 a checkpoint counts only if a known key signed it', () => {
  test('any bit of a checkpoint flipped', async () => {
    await property(
      fc.tuple(logs, fc.nat(), fc.constantFrom('root', 'signature'), fc.nat()),
      async ([log, i, field, bit]) => {
        const at = i % log.checkpoints.length
        const c = log.checkpoints[at]!
        const bytes = Buffer.from(field === 'root' ? c.root : c.signature, 'hex')
        const place = bit % (bytes.length * 8)
        bytes[place >> 3] = bytes[place >> 3]! ^ (1 << (place & 7))
        const found = await findings(
          log.entries,
          log.checkpoints.with(at, { ...c, [field!]: bytes.toString('hex') }),
        )
        expect(found).toMatchObject([{ problem: 'unsigned', n: c.n, at: c.at }])
      },
    )
  })

  test('another key, and a key that lies about its id', async () => {
    const entries = made(A, 3)
    const stranger = signer()
    const checkpoint = stranger.checkpoint(entries, 3, hour(1))
    expect(await findings(entries, [checkpoint])).toMatchObject([{ problem: 'unsigned', n: 3 }])
    const lying = { key_id: server.key.key_id, public_key: stranger.key.public_key }
    const own = server.checkpoint(entries, 3, hour(1))
    const report = await verifyLog({ entries, checkpoints: () => [own], keys: () => [lying] })
    expect(report.ok).toBe(false)
  })

  test('a later checkpoint over fewer entries', async () => {
    const entries = made(A, 5)
    const checkpoints = [
      server.checkpoint(entries, 4, hour(1)),
      server.checkpoint(entries, 2, hour(2)),
    ]
    expect(await findings(entries, checkpoints)).toEqual([
      { compartment_id: A, problem: 'shrunk', n: 2, at: hour(2), before: 4 },
    ])
  })
})

test('P14 every finding is a sentence in both languages that names the place', () => {
  const where = { good_n: 3, good_at: hour(1), bad_n: 9, bad_at: hour(2) }
  const all: Finding[] = [
    { compartment_id: A, problem: 'leaf', n: 9 },
    { compartment_id: A, problem: 'content', n: 9 },
    { compartment_id: A, problem: 'column', n: 9, column: 'act' },
    { compartment_id: A, problem: 'missing', n: 9 },
    { compartment_id: A, problem: 'extra', n: 9 },
    { compartment_id: A, problem: 'duplicated', n: 9, found: 2 },
    { compartment_id: A, problem: 'reordered', n: 9, found: 12 },
    { compartment_id: A, problem: 'unsigned', n: 9, at: hour(1), key_id: 'ab' },
    { compartment_id: A, problem: 'shrunk', n: 9, at: hour(1), before: 12 },
    { compartment_id: A, problem: 'interval', ...where },
    { compartment_id: A, problem: 'forked', n: 9, ...where },
  ]
  for (const finding of all) {
    expect(findingSentence(finding, 'the caucus', 'en')).toMatch(
      /^In the log of the caucus.*\b9\b.*\.$/,
    )
    expect(findingSentence(finding, 'الخلوة', 'ar')).toMatch(/^في سجل «الخلوة».*9.*\.$/)
  }
})
