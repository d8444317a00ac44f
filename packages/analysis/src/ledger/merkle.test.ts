// The hashing against the vectors that Certificate Transparency publishes for RFC 6962, and against
// the recursive definition of the RFC written out with Node's own SHA-256.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  consistencyProof,
  entryLeaf,
  fromHex,
  hashLeaf,
  inclusionProof,
  rootOf,
  toHex,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'

const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const inclusion: [index: number, size: number, proof: string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
]
const consistency: [first: number, size: number, proof: string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
]

const published = await Promise.all(inputs.map((i) => hashLeaf(fromHex(i))))

/** RFC 6962 section 2.1, as it is written there. */
function definition(leaves: readonly Uint8Array[]): Buffer {
  const hash = (...parts: Uint8Array[]) =>
    createHash('sha256').update(Buffer.concat(parts)).digest()
  if (leaves.length === 0) return hash()
  if (leaves.length === 1) return Buffer.from(leaves[0] as Uint8Array)
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return hash(Buffer.of(1), definition(leaves.slice(0, k)), definition(leaves.slice(k)))
}

describe('P12 the tree is that of RFC 6962', () => {
  test.each(roots.map((root, size) => [size, root] as const))(
    'root of %i leaves',
    async (n, root) => {
      expect(toHex(await rootOf(published.slice(0, n)))).toBe(root)
    },
  )

  test.each(inclusion)('inclusion of leaf %i in %i', async (index, size, proof) => {
    const made = await inclusionProof(published.slice(0, size), index)
    expect(made.map(toHex)).toEqual(proof)
  })

  test.each(consistency)('consistency of %i with %i', async (first, size, proof) => {
    const made = await consistencyProof(published.slice(0, size), first)
    expect(made.map(toHex)).toEqual(proof)
  })

  test('an entry is committed to under its salt', async () => {
    const salt = Buffer.alloc(32, 7)
    const inner = createHash('sha256').update(salt).update('{"ع":1}', 'utf8').digest()
    const leaf = createHash('sha256').update(Buffer.of(0)).update(inner).digest('hex')
    expect(toHex(await entryLeaf(salt, '{"ع":1}'))).toBe(leaf)
  })
})

describe('P12 proofs hold for the tree they were made for and for no other', () => {
  const leaf = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const trees = fc.array(leaf, { minLength: 1, maxLength: 40 })
  const pick = fc.nat()

  test('roots equal the definition', async () => {
    await fc.assert(
      fc.asyncProperty(trees, async (leaves) => {
        expect(toHex(await rootOf(leaves))).toBe(definition(leaves).toString('hex'))
      }),
      { numRuns: 60 },
    )
  })

  test('inclusion', async () => {
    await fc.assert(
      fc.asyncProperty(trees, pick, pick, async (leaves, i, j) => {
        const [index, other] = [i % leaves.length, j % leaves.length]
        const of = {
          leaf: leaves[index] as Uint8Array,
          index,
          size: leaves.length,
          proof: await inclusionProof(leaves, index),
          root: await rootOf(leaves),
        }
        expect(await verifyInclusion(of)).toBe(true)
        const wrong = flipped(of.leaf, j)
        expect(await verifyInclusion({ ...of, leaf: wrong })).toBe(false)
        expect(await verifyInclusion({ ...of, root: flipped(of.root, j) })).toBe(false)
        expect(await verifyInclusion({ ...of, proof: [...of.proof, wrong] })).toBe(false)
        if (other !== index) expect(await verifyInclusion({ ...of, index: other })).toBe(false)
      }),
      { numRuns: 100 },
    )
  })

  test('consistency', async () => {
    await fc.assert(
      fc.asyncProperty(trees, pick, pick, async (leaves, i, j) => {
        const first = i % (leaves.length + 1)
        const older = leaves.slice(0, first)
        const of = {
          first,
          size: leaves.length,
          firstRoot: await rootOf(older),
          root: await rootOf(leaves),
          proof: await consistencyProof(leaves, first),
        }
        expect(await verifyConsistency(of)).toBe(true)
        expect(await verifyConsistency({ ...of, firstRoot: flipped(of.firstRoot, j) })).toBe(false)
        if (first > 0) {
          expect(await verifyConsistency({ ...of, root: flipped(of.root, j) })).toBe(false)
          const rewritten = older.map((l, at) => (at === j % first ? flipped(l, j) : l))
          const forged = [...rewritten, ...leaves.slice(first)]
          const proof = await consistencyProof(forged, first)
          const root = await rootOf(forged)
          expect(await verifyConsistency({ ...of, proof, root })).toBe(false)
        }
      }),
      { numRuns: 100 },
    )
  })

  function flipped(bytes: Uint8Array, bit: number): Uint8Array {
    const copy = new Uint8Array(bytes)
    const at = bit % (copy.length * 8)
    copy[at >> 3] = (copy[at >> 3] as number) ^ (1 << (at & 7))
    return copy
  }
})
