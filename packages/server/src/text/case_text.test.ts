// The example's negotiating text once loaded: three versions whose roots hold, from open brackets to
// the seventeen points, in both languages; and what each seat sees of it.
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { treeOf, type TextRecord } from '@sulh/analysis/text/instrument'
import { standing, walk, type TextTree } from '@sulh/analysis/text/tree'
import { versionRoot } from '@sulh/analysis/text/version'
import { beforeAll, expect, test } from 'vitest'
import { onEngines } from '../../test/engines.ts'
import { seatRole } from '../platform/roles.ts'
import { readCase, type Case } from '../process/case.ts'
import { derivedId } from '../process/case_files.ts'
import { loadCase } from '../process/case_load.ts'
import { instrumentRecords } from './scene.ts'

const folder = join(import.meta.dirname, '../../../../cases/libya-2020')
const idOf = (key: string) => derivedId(`libya-2020/${key}`)
const instrument_id = idOf('ceasefire-text')

onEngines('the text of the example', (use) => {
  let found: Case
  const read = (seat: string): Promise<TextRecord[]> => {
    const id = found.seats.find((s) => s.key === seat)?.id ?? ''
    return use.db.asSeat(seatRole(use.db.prefix, id), (tx) => instrumentRecords(tx, instrument_id))
  }
  const name = (id: string) => ({ id, name: {}, short: {} })
  const treeAt = (records: TextRecord[], at: string, plenary = true): TextTree => {
    const asOf = { at, basis: 'known' as const }
    const tree = treeOf(records, { instrument_id, asOf, party: name, plenary })
    if (!tree) throw new Error('There is no text then.')
    return tree
  }
  const nodesOf = (tree: TextTree) => [...walk(tree.nodes)].map(({ node }) => node)
  beforeAll(async () => {
    found = await readCase(folder)
    const loading = {
      now: '2026-01-01T00:00:00.000Z',
      random_id: () => randomUUID(),
      salt: () => new Uint8Array(randomBytes(32)),
    }
    await loadCase(use.db, found, loading)
  })

  test('T22 three versions, and whoever reads them computes their roots', async () => {
    for (const seat of ['security-cell', 'gna-delegation', 'lna-delegation']) {
      const records = await read(seat)
      const versions = records.filter((r) => r.kind === 'version')
      expect(versions).toHaveLength(3)
      for (const version of versions) {
        const value = version.facts[0]?.value as { as_of: string; n: number; root: string }
        const cut = { instrument_id, as_of: value.as_of, n: value.n }
        expect((await versionRoot(records, cut)).root).toBe(value.root)
      }
    }
  })

  test('from twenty slots on the 19th, by way of the points of the 21st, to none on the 23rd', async () => {
    const records = await read('gna-delegation')
    const slots = (at: string) => nodesOf(treeAt(records, at)).flatMap((n) => n.slots)
    const open = (at: string) => slots(at).filter((s) => s.status === 'open').length
    expect(slots('2020-10-19T12:00:00.000Z')).toHaveLength(20)
    expect(open('2020-10-19T12:00:00.000Z')).toBe(20)
    // Routes, flights and the facilities guard were announced on the 21st; scope is of the principles.
    expect(open('2020-10-21T20:00:00.000Z')).toBe(16)
    expect(open('2020-10-23T20:00:00.000Z')).toBe(0)
    const end = treeAt(records, '2020-10-23T20:00:00.000Z')
    const articles = nodesOf(end).filter((n) => n.kind === 'article')
    expect(articles.map((n) => n.number)).toEqual([...Array(17).keys()].map((i) => String(i + 1)))
    const written = nodesOf(end).filter((n) => n.wording.ar !== undefined)
    expect(written).toHaveLength(21)
    expect(new Set(written.map((n) => n.stage))).toEqual(new Set(['agreed']))
  })

  test('every clause and every alternative that stands is written in both languages', async () => {
    const records = await read('security-cell')
    for (const day of ['2020-10-19', '2020-10-21', '2020-10-24'])
      for (const node of nodesOf(treeAt(records, `${day}T20:00:00.000Z`, false))) {
        expect(node.stale, node.id).toEqual([])
        for (const slot of node.slots)
          for (const alternative of standing(slot))
            expect(alternative.stale, alternative.id).toEqual([])
      }
  })

  test('T12 T17 each seat sees its own drafts and caucus, and nobody else’s', async () => {
    const day = '2020-10-19T20:00:00.000Z'
    const seen = async (seat: string) => {
      const slots = nodesOf(treeAt(await read(seat), day, false)).flatMap((n) => n.slots)
      const drafts = slots.flatMap((s) => s.alternatives.filter((a) => a.status === 'proposed'))
      const bases = slots.flatMap((s) => s.positions.map((p) => p.basis))
      return [
        drafts.map((d) => d.id),
        bases.filter((b) => b === 'told_in_caucus').length,
        bases.filter((b) => b === 'estimated').length,
      ]
    }
    expect(await seen('gna-delegation')).toEqual([[idOf('draft-term-gna')], 4, 0])
    expect(await seen('lna-delegation')).toEqual([[idOf('draft-monitor-lna')], 3, 0])
    expect(await seen('security-cell')).toEqual([[idOf('draft-order')], 7, 9])
    await expect(read('political-cell')).resolves.toEqual([])
    await expect(read('public')).resolves.toEqual([])
  })
})
