// What a file given back says of itself and holds besides edits, over HTTP on both engines: brackets taken
// out, tracked changes, hidden proposals, another text.
import { randomUUID } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { documentOf, edited, withDocument, withPart } from '../../../../test/edited_file.ts'
import { onEngines } from '../../../../test/engines.ts'
import { servedText, type ServedText } from '../../../../test/giving_back.ts'

type Refusal = { readonly code: string; readonly detail: string; readonly arabic?: object }

onEngines('what a file given back holds', (use) => {
  let w: ServedText['w']
  let server: ServedText['server']
  let act: ServedText['act']
  let exported: ServedText['exported']
  let send: ServedText['send']
  let preview: ServedText['preview']
  beforeEach(async () => {
    ;({ w, server, act, exported, send, preview } = await servedText(use.db))
  })
  afterEach(() => server.close())

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
