// An edited file given back over HTTP, on both engines: what it amounts to, what of it a seat may do, and
// that the picked acts are one entry or nothing.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { documentOf, edited, run, sectionOf, withDocument } from '../../../../test/edited_file.ts'
import { onEngines } from '../../../../test/engines.ts'
import type { SeatName } from '../../../../test/factories.ts'
import { servedText, type Preview, type ServedText } from '../../../../test/giving_back.ts'
import { baseOf, nodeOf, slotOf, treeAs, words } from '../../../../test/text_factories.ts'

type Refusal = { readonly code: string; readonly detail: string; readonly arabic?: object }

onEngines('a file given back', (use) => {
  let w: ServedText['w']
  let server: ServedText['server']
  let act: ServedText['act']
  let exported: ServedText['exported']
  let send: ServedText['send']
  let preview: ServedText['preview']
  let update: ServedText['update']
  beforeEach(async () => {
    ;({ w, server, act, exported, send, preview, update } = await servedText(use.db))
  })
  afterEach(() => server.close())

  const done = async (seat: SeatName, file: Uint8Array, picked: readonly string[]) => {
    const response = await update(seat, file, picked)
    expect([response.status, await response.json()]).toEqual([200, { acts: picked.length }])
  }
  const entries = async (): Promise<number> => {
    const { rows } = await use.db.asSeat(w.role('mission'), (tx) =>
      sql<{ n: number }>`select count(*)::int as n from sulh.entry`.execute(tx),
    )
    return rows[0]?.n ?? 0
  }
  const keys = ({ acts }: Preview) => acts.map(({ key }) => key)
  const english = async () =>
    nodeOf(await treeAs(use.db, w, 'mission', { plenary: true }), w.node).wording.en

  test('D24 the unedited file is no act, whoever gives it back', async () => {
    for (const seat of ['mission', 'sideA'] as const) {
      const file = await exported(seat)
      expect(await preview(seat, file)).toMatchObject({
        acts: [],
        already: 0,
        since: [],
        not_understood: [],
      })
    }
  })

  test('D26 words on which brackets were closed are shown as the page has them', async () => {
    const { instrument_id, slot: slot_id, a: chosen_id } = w
    const close = { instrument_id, slot_id, chosen_id, reason: 'mediators_text' }
    await act('mission', 'closeSlot', close)
    const file = edited(await exported('mission'), [['All forces', 'All armed forces']])
    expect((await preview('mission', file)).acts).toMatchObject([
      {
        what: 'clause_changed',
        before: { en: 'All forces leave within three months.' },
        after: { en: 'All armed forces leave within three months.' },
      },
    ])
  })

  test('D28 edits of several kinds are done as one entry, and a second time not at all', async () => {
    const file = edited(await exported('mission'), [
      ['All forces leave', 'All armed forces leave'],
      ['90 days', '90 calendar days'],
      [
        '<w:t xml:space="preserve">no text</w:t></w:r>',
        '<w:t xml:space="preserve">no text</w:t></w:r>' + run('] [A: six months'),
      ],
    ])
    const seen = await preview('mission', file)
    expect(seen.acts.map(({ what, refused }) => [what, refused])).toEqual([
      ['clause_changed', undefined],
      ['alternative_changed', undefined],
      ['alternative_proposed', undefined],
    ])
    expect(seen.acts[2]).toMatchObject({
      proponents: [w.partyA.id],
      after: { en: 'six months' },
    })
    const before = await entries()
    const act_id = randomUUID()
    const first = await update('mission', file, keys(seen), act_id)
    expect([first.status, await first.json()]).toEqual([200, { acts: 3 }])
    expect(await entries()).toBe(before + 1)
    const again = await update('mission', file, keys(seen), act_id)
    expect(again.status).toBe(200)
    expect(await entries()).toBe(before + 1)
    expect(await english()).toEqual([
      { text: 'All armed forces leave within ' },
      { slot: w.slot },
      { text: '.' },
    ])
    const slot = slotOf(await treeAs(use.db, w, 'sideB'), w.slot)
    expect(slot.alternatives.map(({ wording }) => wording.en)).toEqual([
      [{ text: 'three months' }],
      [{ text: '90 calendar days' }],
      undefined,
      [{ text: 'six months' }],
    ])
    expect(await preview('mission', file)).toMatchObject({ acts: [], already: 3 })
  })

  test('D24 a new clause, brackets within it, and a clause taken out', async () => {
    const second = randomUUID()
    const { instrument_id } = w
    const insert = { instrument_id, node_id: second, kind: 'article', rank: 'a2' }
    await act('mission', 'insertNode', {
      ...insert,
      wording: words('Roads are open.', 'الطرق مفتوحة.'),
    })
    const whole = await exported('mission', '&languages=en')
    const xml = documentOf(whole)
    const at = xml.indexOf('Roads are open.')
    const start = xml.lastIndexOf('<w:p>', xml.lastIndexOf('Article 2', at))
    const end = xml.indexOf('</w:body>') - sectionOf(xml).length
    const fresh =
      '<w:p><w:pPr><w:pStyle w:val="SulhArticle"/></w:pPr>' +
      run('Article 1 bis: Observers') +
      '</w:p><w:p><w:pPr><w:pStyle w:val="SulhWords"/></w:pPr>' +
      run('Observers come within [A: ten] [B: twenty] days.') +
      '</w:p>'
    const file = withDocument(whole, xml.slice(0, start) + fresh + xml.slice(end))
    const seen = await preview('mission', file)
    expect(seen.acts.map(({ what, number, refused }) => [what, number, refused])).toEqual([
      ['clause_inserted', '1 bis', undefined],
      ['clause_withdrawn', '2', undefined],
    ])
    await done('mission', file, keys(seen))
    const tree = await treeAs(use.db, w, 'sideA')
    expect(tree.nodes.map(({ number, heading }) => [number, heading.en])).toEqual([
      ['1', undefined],
      ['1 bis', 'Observers'],
    ])
    const made = tree.nodes[1]
    const [slot] = made?.slots ?? []
    expect(made?.wording.en).toEqual([
      { text: 'Observers come within ' },
      { slot: slot?.id },
      { text: ' days.' },
    ])
    expect(slot?.alternatives.map((one) => [one.proponents, one.wording.en])).toEqual([
      [[w.partyA.id], [{ text: 'ten' }]],
      [[w.partyB.id], [{ text: 'twenty' }]],
    ])
  })

  test('D24 a clause moved below a new one needs it, and stands there', async () => {
    const [second, third] = [randomUUID(), randomUUID()]
    const { instrument_id } = w
    for (const [i, node_id] of [second, third].entries())
      await act('mission', 'insertNode', {
        instrument_id,
        node_id,
        kind: 'paragraph',
        rank: `a${i + 2}`,
        wording: words(`Clause number ${i}.`),
      })
    const whole = await exported('mission', '&languages=en')
    const xml = documentOf(whole)
    const paragraphs = xml.match(/<w:p>.*?<\/w:p>/gu) ?? []
    const at = paragraphs.findIndex((one) => one.includes('Clause number 1.'))
    const moved = paragraphs.slice(at, at + 2).join('')
    const indented = moved.replaceAll(/w:start="\d+"/gu, 'w:start="360"')
    const fresh =
      '<w:p><w:pPr><w:pStyle w:val="SulhParagraph"/></w:pPr>' + run('Observers meet:') + '</w:p>'
    const body = xml.replace(moved, '')
    const first = paragraphs.find((one) => one.includes('SulhArticle')) ?? ''
    const file = withDocument(whole, body.replace(first, fresh + indented + first))
    const seen = await preview('mission', file)
    expect(seen.acts.map(({ what, refused }) => [what, refused])).toEqual([
      ['clause_inserted', undefined],
      ['clause_moved', undefined],
    ])
    expect(seen.acts[1]?.needs).toEqual([seen.acts[0]?.key])
    const alone = await update('mission', file, [seen.acts[1]?.key ?? ''])
    expect([alone.status, ((await alone.json()) as Refusal).code]).toEqual([409, 'wrong-state'])
    await done('mission', file, keys(seen))
    const { nodes } = await treeAs(use.db, w, 'mission')
    expect(nodes.map(({ wording }) => wording.en?.[0])).toEqual([
      { text: 'Observers meet:' },
      { text: 'All forces leave within ' },
      { text: 'Clause number 0.' },
    ])
    expect(nodes[0]?.children.map(({ id }) => id)).toEqual([third])
    expect(await preview('mission', file)).toMatchObject({ acts: [], already: 2 })
  })

  test('D26 a delegation may do what the table gives it, and is told of the rest why not', async () => {
    const file = edited(await exported('sideA'), [
      ['All forces leave', 'All armed forces leave'],
      ['three months', 'four months'],
      ['90 days', '80 days'],
    ])
    const seen = await preview('sideA', file)
    const refused = (nth: number) => seen.acts[nth]?.refused
    expect(seen.acts.map(({ what }) => what)).toEqual([
      'clause_changed',
      'alternative_changed',
      'alternative_changed',
    ])
    expect(refused(0)).toMatchObject({
      code: 'not-permitted',
      detail: {
        en: 'The table of this text does not give this seat the right to draft: ask the holder of the pen.',
        ar: expect.stringContaining('جدول هذا النص'),
      },
    })
    expect(refused(1)).toBeUndefined()
    expect(refused(2)?.detail.en).toContain('A seat acts for its own party alone')
    const before = await entries()
    const all = await update('sideA', file, keys(seen))
    expect([all.status, ((await all.json()) as Refusal).code]).toEqual([403, 'not-permitted'])
    expect(await entries()).toBe(before)
    await done('sideA', file, [seen.acts[1]?.key ?? ''])
    expect(await entries()).toBe(before + 1)
    // Who does not read the text learns nothing of it.
    expect((await send('observer', 'update/preview', file)).status).toBe(404)
  })

  test('D27 an edit of what has changed since is refused, and both wordings are shown', async () => {
    const file = edited(await exported('mission'), [
      ['All forces leave', 'All armed forces leave'],
      ['three months', 'four months'],
    ])
    const { instrument_id, node: node_id, slot } = w
    await act('mission', 'reviseNode', {
      instrument_id,
      node_id,
      base: await baseOf(use.db, w, { instrument_id, node_id }),
      wording: { en: [{ text: 'Forces go within ' }, { slot }, { text: '.' }] },
    })
    const seen = await preview('mission', file)
    expect(seen.since).toMatchObject([{ what: 'changed', node_id }])
    expect(seen.acts.map(({ what, refused }) => [what, refused?.code])).toEqual([
      ['clause_changed', 'conflict'],
      ['alternative_changed', undefined],
    ])
    expect(seen.acts[0]).toMatchObject({
      before: { en: 'All forces leave within […].' },
      after: { en: 'All armed forces leave within […].' },
      now: { en: 'Forces go within […].' },
    })
    const before = await entries()
    const both = await update('mission', file, keys(seen))
    expect([both.status, ((await both.json()) as Refusal).code]).toEqual([409, 'conflict'])
    expect(await entries()).toBe(before)
    await done('mission', file, [seen.acts[1]?.key ?? ''])
  })

  test('D28 what is picked is what was looked at', async () => {
    const whole = await exported('mission')
    const seen = await preview('mission', edited(whole, [['three months', 'four months']]))
    const other = edited(whole, [['three months', 'five months']])
    const answer = await update('mission', other, keys(seen))
    expect([answer.status, await answer.json()]).toEqual([
      409,
      expect.objectContaining({
        code: 'conflict',
        arabic: expect.objectContaining({ detail: expect.stringContaining('لم يُكتب شيء') }),
      }),
    ])
  })
})
