// An edited file given back over HTTP, on both engines: what it amounts to, what of it a seat may do, and
// that the picked acts are one entry or nothing.
import { randomUUID } from 'node:crypto'
import type { OutputOf } from '@sulh/contract/endpoint'
import { textDocumentEndpoints } from '@sulh/contract/text_documents'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  documentOf,
  edited,
  run,
  sectionOf,
  withDocument,
  withPart,
} from '../../../../test/edited_file.ts'
import { onEngines } from '../../../../test/engines.ts'
import type { SeatName } from '../../../../test/factories.ts'
import { serve, type Server } from '../../../../test/http_harness.ts'
import {
  actor_of,
  baseOf,
  makeText,
  nodeOf,
  slotOf,
  treeAs,
  words,
  type TextWorld,
} from '../../../../test/text_factories.ts'
import { markExample } from '../../../platform/seats.ts'

type Preview = OutputOf<typeof textDocumentEndpoints.previewUpdate>
type Refusal = { readonly code: string; readonly detail: string; readonly arabic?: object }
const media_type = textDocumentEndpoints.previewUpdate.upload?.media_type ?? ''

onEngines('a file given back', (use) => {
  let w: TextWorld
  let server: Server
  let act: ReturnType<typeof actor_of>
  beforeEach(async () => {
    w = await makeText(use.db)
    await markExample(use.db, w.process_id)
    server = await serve(use.db, { clock: () => new Date('2030-01-01T00:00:00.000Z') })
    act = actor_of(use.db, w)
  })
  afterEach(() => server.close())

  const at = () => `/api/text/instruments/${w.instrument_id}`
  const exported = async (seat: SeatName, query = ''): Promise<Uint8Array> => {
    const path = `${at()}/document?format=docx${query}`
    const response = await server.app.request(path, { headers: { 'sulh-seat': w.seat[seat] } })
    const { files } = (await response.json()) as { files: { content_base64: string }[] }
    return Uint8Array.from(Buffer.from(files[0]?.content_base64 ?? '', 'base64'))
  }
  const send = (seat: SeatName, path: string, body: Uint8Array) =>
    server.app.request(`${at()}/${path}`, {
      method: 'POST',
      headers: { 'sulh-seat': w.seat[seat], 'content-type': media_type },
      body: Uint8Array.from(body),
    })
  const preview = async (seat: SeatName, file: Uint8Array): Promise<Preview> => {
    const response = await send(seat, 'update/preview', file)
    const body: unknown = await response.json()
    expect([response.status, body]).toEqual([200, expect.anything()])
    return body as Preview
  }
  const update = (seat: SeatName, file: Uint8Array, picked: readonly string[], id?: string) =>
    send(seat, `update?act_id=${id ?? randomUUID()}&picked=${picked.join(',')}`, file)
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

  test('D25 brackets taken out close nothing; a wrong language is refused with its clause', async () => {
    const whole = await exported('mission')
    const xml = documentOf(whole)
    const gone = withDocument(whole, xml.replaceAll(/<w:t[^>]*>[[\]]<\/w:t>/gu, '<w:t></w:t>'))
    const seen = await preview('mission', gone)
    expect(seen.not_understood.map(({ what }) => what)).toContain('slot_taken_out')
    expect(seen.acts.every(({ refused }) => refused?.code === 'wrong-state')).toBe(true)
    const foreign = edited(whole, [['three months', 'ثلاثة أشهر كاملة']])
    const wrong = await preview('mission', foreign)
    expect(wrong.acts[0]?.refused?.detail).toEqual({
      en: 'The text of one language stands in the other’s place.',
      ar: 'نص إحدى اللغتين في موضع الأخرى.',
    })
  })

  test('D22 a file with a hidden proposal shows its giver the file’s words and nothing else', async () => {
    const proposal = randomUUID()
    const propose = () =>
      act('sideA', 'proposeAlternative', {
        instrument_id: w.instrument_id,
        slot_id: w.slot,
        compartment_id: w.compartment.caucusA,
        alternative: {
          id: proposal,
          origin: 'party',
          wording: { en: [{ text: 'sixty quiet days' }] },
          proponents: [w.partyA],
        },
      })
    await propose()
    const file = await exported('sideA', '&reach=seat')
    const xml = strFromU8(unzipSync(file)['docProps/custom.xml'] ?? new Uint8Array())
    expect(xml).toContain(w.compartment.caucusA)
    expect(await preview('sideA', file)).toMatchObject({ acts: [], as_of: expect.any(String) })
    // The other side has the words from the file; that they lie anywhere it cannot know.
    const seen = await preview('sideB', file)
    expect(seen.acts).toMatchObject([
      { what: 'alternative_proposed', after: { en: 'sixty quiet days' } },
    ])
    expect(JSON.stringify(seen)).not.toContain(proposal)
    const plenary = await exported('sideA', '&reach=plenary')
    const parts = Object.values(unzipSync(plenary)).map((part) => strFromU8(part))
    expect(parts.join('')).not.toContain(w.compartment.caucusA)
    expect(parts.join('')).not.toContain(proposal.replaceAll('-', ''))
  })

  test('D29 tracked changes are read as accepted, and who made them is told', async () => {
    const by = 'w:id="900" w:author="Legal adviser" w:date="2026-01-01T00:00:00Z"'
    const file = edited(await exported('mission', '&languages=en'), [
      [
        '<w:t xml:space="preserve">90 days</w:t></w:r>',
        '<w:t xml:space="preserve">90 </w:t></w:r>' +
          `<w:del ${by}><w:r><w:delText>days</w:delText></w:r></w:del>` +
          `<w:ins ${by}><w:r><w:t>working days</w:t></w:r></w:ins>`,
      ],
    ])
    const seen = await preview('mission', file)
    expect(seen.acts).toMatchObject([
      { what: 'alternative_changed', after: { en: '90 working days' } },
    ])
    expect(seen.not_understood).toMatchObject([{ what: 'tracked_changes', text: 'Legal adviser' }])
  })

  test('D22 a file of another text is refused, one without the property is compared with today', async () => {
    const whole = await exported('mission')
    const custom = strFromU8(unzipSync(whole)['docProps/custom.xml'] ?? new Uint8Array())
    const other = custom.replaceAll(w.instrument_id, randomUUID())
    const answer = await send('mission', 'update/preview', withPart(whole, other))
    expect([answer.status, ((await answer.json()) as Refusal).code]).toEqual([409, 'wrong-state'])
    const bare = await preview('mission', withPart(whole, '<Properties/>'))
    expect([bare.acts, bare.as_of]).toEqual([[], undefined])
  })
})
