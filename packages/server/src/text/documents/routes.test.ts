// Documents over HTTP on both engines: what a seat gets is what it may read, a file is looked at and
// taken over whole, and what is refused is refused with one sentence and its place.
import { randomUUID } from 'node:crypto'
import { textDocumentEndpoints } from '@sulh/contract/text_documents'
import { walk, type TextNode } from '@sulh/analysis/text/tree'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { onEngines } from '../../../test/engines.ts'
import { both, type SeatName } from '../../../test/factories.ts'
import { serve, type Server } from '../../../test/http_harness.ts'
import { sampleBefore } from '../../../test/sample_text.ts'
import {
  actor_of,
  everyAct,
  makeText,
  treeAs,
  type TextWorld,
} from '../../../test/text_factories.ts'
import { markExample } from '../../platform/seats.ts'
import { docxOf } from './docx.ts'
import { draftOf, type DraftNode } from './draft.ts'
import { readDocx } from './read_docx.ts'

const { media_type } = textDocumentEndpoints.previewImport.upload ?? { media_type: '' }
type Files = {
  readonly files: readonly { name: string; media_type: string; content_base64: string }[]
}

onEngines('documents', (use) => {
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

  const at = (id = w.instrument_id) => `/api/text/instruments/${id}`
  const ask = (seat: SeatName, path: string) =>
    server.app.request(path, { headers: { 'sulh-seat': w.seat[seat] } })
  const send = (seat: SeatName, path: string, body: Uint8Array, type = media_type) =>
    server.app.request(path, {
      method: 'POST',
      headers: { 'sulh-seat': w.seat[seat], 'content-type': type },
      body: Uint8Array.from(body),
    })
  const document = async (seat: SeatName, query: string): Promise<Uint8Array[]> => {
    const response = await ask(seat, `${at()}/document?${query}`)
    expect(response.status).toBe(200)
    const { files } = (await response.json()) as Files
    return files.map((file) => Uint8Array.from(Buffer.from(file.content_base64, 'base64')))
  }
  const page = async (seat: SeatName, query = ''): Promise<string> =>
    Buffer.from((await document(seat, `format=html${query}`))[0] ?? []).toString('utf8')

  /** A caucus proposal of side A that is not tabled. */
  const propose = () =>
    act('sideA', 'proposeAlternative', {
      instrument_id: w.instrument_id,
      slot_id: w.slot,
      compartment_id: w.compartment.caucusA,
      alternative: {
        id: randomUUID(),
        origin: 'party',
        wording: { en: [{ text: 'sixty quiet days' }] },
        proponents: [w.partyA],
      },
    })
  const emptyText = async (): Promise<string> => {
    const instrument_id = randomUUID()
    await act('mission', 'createInstrument', {
      instrument_id,
      compartment_id: w.compartment.plenary,
      description: {
        title: both('A second text'),
        summary: both('A text.'),
        mode: 'bracketed_text',
        authentic: ['en', 'ar'],
        show_proponents: true,
      },
      table: { holders: [w.seat.mission], speakers: [], may: everyAct },
      track: await trackOf(),
      holder: w.partyA,
      parties: [w.partyA, w.partyB],
    })
    return instrument_id
  }
  const trackOf = async () => {
    const { records } = (await (await ask('mission', `${at()}?limit=500`)).json()) as {
      records: { id: string; facts: { references: { path: string }[] }[] }[]
    }
    const own = records.find(({ id }) => id === w.instrument_id)
    return own?.facts[0]?.references.find(({ path }) => path === 'track')
  }

  test('T23 every format, each a file of its kind, in the languages asked for', async () => {
    const start = async (query: string) =>
      (await document('sideA', query)).map((bytes) => Buffer.from(bytes).toString('latin1', 0, 5))
    expect(await start('format=docx')).toEqual([expect.stringContaining('PK')])
    expect(await start('format=pdf&languages=ar')).toEqual(['%PDF-'])
    expect(await start('format=html&languages=en')).toEqual(['<!doc'])
    expect(await start('format=akn')).toEqual(['<?xml', '<?xml'])
  })

  test('T24 a document holds what the seat reads and says for whose eyes; plenary is plenary', async () => {
    const before = await page('sideB')
    await propose()
    const own = await page('sideA')
    expect(own).toContain('sixty quiet days')
    expect(own).toContain('For the eyes of those who read: caucusA.')
    const plenary = await page('sideA', '&reach=plenary')
    expect(plenary).not.toContain('sixty quiet days')
    expect(plenary).not.toContain('caucusA')
    expect(await page('sideB')).toBe(before)
  })

  test('D10 a redline of two versions is read back as either', async () => {
    const freeze = async () => {
      const version_id = randomUUID()
      const title = both('A version')
      await act('mission', 'freezeVersion', { instrument_id: w.instrument_id, version_id, title })
      return version_id
    }
    const first = await freeze()
    const old = await treeAs(use.db, w, 'mission', { plenary: true })
    await act('mission', 'closeSlot', {
      instrument_id: w.instrument_id,
      slot_id: w.slot,
      chosen_id: w.b,
      reason: 'consensus',
    })
    const second = await freeze()
    const query = `format=docx&version_id=${second}&since_version_id=${first}`
    const [bytes] = await document('sideA', query)
    const words = (side: 'before' | 'after') =>
      readDocx(bytes ?? new Uint8Array(), { side }).draft.nodes[0]?.wording.en
    expect(words('after')).toEqual([{ text: 'All forces leave within 90 days.' }])
    expect(words('before')).toEqual(draftOf(old).nodes[0]?.wording.en)
  })

  test('a text that a seat cannot read and one that never was have one answer', async () => {
    const answers = await Promise.all(
      ['observer', 'mission'].map(async (seat) => {
        const id = seat === 'observer' ? w.instrument_id : randomUUID()
        const files = [
          await ask(seat as SeatName, `${at(id)}/document?format=html`),
          await send(seat as SeatName, `${at(id)}/import/preview`, await docxOf(sampleBefore)),
        ]
        return Promise.all(files.map(async (r) => [r.status, await r.text()]))
      }),
    )
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]?.[0]?.[0]).toBe(404)
  })

  test('D12 a file taken over becomes its text, once; a text with clauses takes none', async () => {
    const instrument_id = await emptyText()
    const sample = { ...sampleBefore, nodes: sampleBefore.nodes.map(asStaged), parties: [] }
    const file = await docxOf({ ...sample, show_proponents: false })
    const preview = await send('mission', `${at(instrument_id)}/import/preview`, file)
    expect(await preview.json()).toMatchObject({
      nodes: { length: [...walk(sampleBefore.nodes)].length },
      not_understood: [],
    })
    const act_id = randomUUID()
    const take = (bytes: Uint8Array, seat: SeatName = 'mission', id: string = act_id) =>
      send(seat, `${at(instrument_id)}/import?act_id=${id}`, bytes)
    expect((await take(file, 'sideA', randomUUID())).status).toBe(403)
    const first = await take(file)
    const counts = await first.json()
    expect([first.status, counts]).toEqual([200, { nodes: 8, slots: 5, alternatives: 9 }])
    expect(await (await take(file)).json()).toEqual(counts)
    const other = await take(await docxOf(sample))
    expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([
      409,
      'id-taken',
    ])
    expect((await take(file, 'mission', randomUUID())).status).toBe(409)
    const tree = await treeAs(use.db, { ...w, instrument_id }, 'sideA')
    expect(plain(draftOf(tree).nodes)).toEqual(
      plain(draftOf({ ...sample, show_proponents: false }).nodes),
    )
  })

  test('D15 what is refused is refused in one sentence with its place', async () => {
    const instrument_id = await emptyText()
    const good = unzipSync(await docxOf(sampleBefore))
    const spoilt = (change: Record<string, Uint8Array>) => zipSync({ ...good, ...change })
    const answer = async (bytes: Uint8Array) => {
      const response = await send('mission', `${at(instrument_id)}/import/preview`, bytes)
      const body = (await response.json()) as { errors?: { field: string; expected: string }[] }
      return [response.status, body.errors?.[0]?.field, body.errors?.[0]?.expected]
    }
    expect(await answer(spoilt({ 'word/vbaProject.bin': strToU8('x') }))).toEqual([
      422,
      'file.macros',
      'word/vbaProject.bin',
    ])
    const xml = strFromU8(good['word/document.xml'] ?? new Uint8Array())
    const hidden = strToU8(xml.replace('All forces', 'All \u202Eforces'))
    expect(await answer(spoilt({ 'word/document.xml': hidden }))).toEqual([
      422,
      'file.bidi_control',
      expect.stringMatching(/paragraph \d+.*U\+202E/u),
    ])
    expect((await answer(strToU8('%PDF-1.7')))[1]).toBe('file.not_a_docx')
    const type = await send('mission', `${at(instrument_id)}/import/preview`, strToU8('x'), 'a/b')
    expect(type.status).toBe(422)
  })

  test('D15 more than 50 MB are refused while they come in', async () => {
    const instrument_id = await emptyText()
    const path = `${at(instrument_id)}/import/preview`
    const response = await send('mission', path, new Uint8Array(50 * 1024 * 1024 + 1))
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({
      detail: 'The file is larger than 50 MB: take pictures out and try again.',
    })
  })
})

/** The stages of a tree that rests on records: brackets make it open, a chapter has none. */
function asStaged(node: TextNode): TextNode {
  const open = node.slots.some(({ status }) => status === 'open')
  const whole = node.wording.en !== undefined && node.wording.ar !== undefined
  const stage = open ? 'open' : whole ? 'agreed_in_commission' : 'not_opened'
  return { ...node, stage, children: node.children.map(asStaged) }
}

/** Nodes without what a new text gives anew: ids, and marks of brackets already counted. */
function plain(nodes: readonly DraftNode[]): unknown {
  return nodes.map((node) => ({
    kind: node.kind,
    number: node.number.replaceAll(/[()]/gu, ''),
    heading: node.heading,
    stage: node.stage,
    wording: unnamed(node.wording),
    slots: node.slots.map((slot) => ({
      scope: slot.scope,
      class: slot.class,
      alternatives: slot.alternatives.map((one) => ({ ...one, wording: unnamed(one.wording) })),
    })),
    children: plain(node.children),
  }))
}
function unnamed(wording: DraftNode['wording']): unknown {
  return Object.fromEntries(
    Object.entries(wording).map(([language, content]) => [
      language,
      content.map((one) => ('slot' in one ? '[]' : one.text)),
    ]),
  )
}
