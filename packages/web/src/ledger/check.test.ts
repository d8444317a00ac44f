// The check in the browser: all pages are read, and a log made with Node's own crypto is judged as
// it is, sound or spoilt. What the verifier can name is tested beside it, in packages/analysis.
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import type { Checkpoint, Entry } from '@sulh/contract/ledger'
import { expect, test } from 'vitest'
import { checkCompartment, type LedgerReader, PAGE_ENTRIES, type Progress } from './check.ts'

const compartment_id = 'aaaaaaaa-0000-4000-8000-000000000001'
const sha = (...parts: (string | Buffer)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const leafOf = (e: Pick<Entry, 'salt' | 'content'>) =>
  sha(Buffer.of(0), sha(Buffer.from(e.salt, 'hex'), e.content))
/** RFC 6962 section 2.1 as written. */
function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0] as Buffer
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha(Buffer.of(1), rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)))
}
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
const key = { key_id: sha(raw).toString('hex').slice(0, 16), public_key: raw.toString('hex') }

function entryOf(n: number): Entry {
  const id = `${String(n).padStart(8, '0')}-0000-4000-8000-00000000000a`
  const recorded_at = '2020-10-19T05:00:00.000Z'
  const content = JSON.stringify({ act: 'createRecord', compartment_id, id, recorded_at, v: 1 })
  const salt = sha(String(n)).toString('hex')
  const leaf = leafOf({ salt, content }).toString('hex')
  return { compartment_id, n, id, act: 'createRecord', recorded_at, salt, content, leaf }
}
const entries = Array.from({ length: 2 * PAGE_ENTRIES + 50 }, (_, i) => entryOf(i + 1))

function checkpointOf(n: number): Checkpoint {
  const at = `2020-10-19T${String(6 + n / PAGE_ENTRIES).padStart(2, '0')}:00:00.000Z`
  const root = rootOf(entries.slice(0, n).map(leafOf)).toString('hex')
  // RFC 8785 sorts the names: at, compartment_id, key_id, n, root, v.
  const payload = JSON.stringify({ at, compartment_id, key_id: key.key_id, n, root, v: 1 })
  const signature = sign(null, Buffer.from(payload), privateKey).toString('hex')
  return { compartment_id, at, n, root, key_id: key.key_id, signature }
}
const checkpoints = [2 * PAGE_ENTRIES, PAGE_ENTRIES].map(checkpointOf)

/** A server that gives what it holds page by page, and tells what was asked. */
function readerOf(held: readonly Entry[], asked: string[] = []): LedgerReader {
  return {
    listEntries: ({ cursor, limit }) => {
      asked.push('entries')
      const from = Number(cursor ?? 0)
      const to = from + limit
      const next = to < held.length ? String(to) : null
      return Promise.resolve({ entries: held.slice(from, to), next })
    },
    // One to a page.
    listCheckpoints: ({ cursor }) => {
      asked.push('checkpoints')
      const i = Number(cursor ?? 0)
      const next = i + 1 < checkpoints.length ? String(i + 1) : null
      return Promise.resolve({ checkpoints: checkpoints.slice(i, i + 1), next })
    },
    getKeys: () => Promise.resolve({ keys: [key] }),
  }
}
const check = (held: readonly Entry[], asked?: string[], said: Progress[] = []) =>
  checkCompartment(readerOf(held, asked), compartment_id, (p) => said.push(p))

test('P14 every page is read, checkpoints before entries, and a sound log is found sound', async () => {
  const asked: string[] = []
  const said: Progress[] = []
  expect(await check(entries, asked, said)).toEqual({
    compartment_id,
    n: entries.length,
    covered_n: 2 * PAGE_ENTRIES,
    checkpoints: 2,
    finding: null,
  })
  // Entries written meanwhile are then merely not covered yet.
  expect(asked).toEqual(['checkpoints', 'checkpoints', 'entries', 'entries', 'entries'])
  expect(said.map((p) => (p.step === 'fetching' ? p.done : `all ${p.all}`))).toEqual([
    PAGE_ENTRIES,
    2 * PAGE_ENTRIES,
    entries.length,
    `all ${entries.length}`,
  ])
})

test('P14 a letter changed on a later page is named by its place', async () => {
  const n = PAGE_ENTRIES + 7
  const spoilt = entries.map((e) =>
    e.n === n ? { ...e, content: e.content.replace('createRecord', 'createRecorD') } : e,
  )
  expect((await check(spoilt)).finding).toMatchObject({ problem: 'leaf', n })
})

test('P14 an entry dropped where one page ends is missed', async () => {
  const n = PAGE_ENTRIES
  expect((await check(entries.filter((e) => e.n !== n))).finding).toMatchObject({
    problem: 'missing',
    n,
  })
})

test('P14 a log cut below its checkpoint is not sound; an empty one without checkpoints is', async () => {
  expect((await check(entries.slice(0, PAGE_ENTRIES))).finding).not.toBeNull()
  const bare = { ...readerOf([]), listCheckpoints: async () => ({ checkpoints: [], next: null }) }
  expect(await checkCompartment(bare, compartment_id, () => undefined)).toMatchObject({
    n: 0,
    finding: null,
  })
})
