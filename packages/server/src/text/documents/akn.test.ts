// Akoma Ntoso against the OASIS schema, which lies in SULH_DATA/akoma-ntoso and is not ours to ship.
// Where it is absent, the test says what it could not check.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { redline } from '@sulh/analysis/redline/compare'
import { languages } from '@sulh/analysis/text/tree'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { textTree } from '../../../../analysis/test/text_trees.ts'
import { sampleAfter, sampleBefore } from '../../../test/sample_text.ts'
import { aknOf } from './akn.ts'

const beside = join(import.meta.dirname, '../../../../../../shared/data')
const folder = join(resolve(process.env['SULH_DATA'] ?? beside), 'akoma-ntoso')
const present = existsSync(join(folder, 'akomantoso30.xsd'))
if (!present) console.warn('D17 not checked: SULH_DATA/akoma-ntoso (the OASIS schema) is absent')
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
console.log(`documents, Akoma Ntoso: SEED=${seed}`)
const of = { work: '0b6f4a52-4f5d-4f4e-9d0a-2b9a5c1d7e01', day: '2020-10-23' }

async function faults(...files: readonly string[]): Promise<readonly string[]> {
  const read = (fileName: string) => ({
    fileName,
    contents: readFileSync(join(folder, fileName), 'utf8'),
  })
  const { errors } = await validateXML({
    xml: files.map((contents, i) => ({ fileName: `${i}.xml`, contents })),
    schema: [read('akomantoso30.xsd')],
    preload: [read('xml.xsd')],
    maxMemoryPages: 4096,
  })
  return errors.map(({ message, loc }) => `${loc?.fileName}:${loc?.lineNumber} ${message}`)
}

describe.skipIf(!present)('D17 valid against the OASIS schema', () => {
  const changes = redline(sampleBefore, sampleAfter)
  const plain = redline(sampleAfter, sampleAfter)

  test('a text and a redline, in each language', async () => {
    const files = languages.flatMap((language) => [
      aknOf(plain, { ...of, language }),
      aknOf(changes, { ...of, language, notices: [{ en: 'For one seat', ar: 'لمقعد واحد' }] }),
    ])
    expect(await faults(...files)).toEqual([])
  })

  test('any redline', async () => {
    const pairs = fc.sample(fc.tuple(textTree, textTree), { seed, numRuns: 25 })
    const files = pairs.flatMap(([a, b]) =>
      languages.map((language) => aknOf(redline(a, b), { ...of, language })),
    )
    expect(await faults(...files)).toEqual([])
  })

  test('a file that is not valid is named: the check can fail', async () => {
    const broken = aknOf(plain, { ...of, language: 'en' }).replace('<mainBody>', '<mainBody><b/>')
    expect((await faults(broken)).length).toBeGreaterThan(0)
  })
})

describe('D17 what a file holds', () => {
  const file = aknOf(redline(sampleBefore, sampleBefore), { ...of, language: 'en' })
  test('the first alternative of a slot is the base, the others are alternative to it', () => {
    expect(file).toMatch(
      /<span class="slot" eId="slot_0b6f4a52-4f5d-4f4e-9d0a-2b9a5c1d7e01"><span class="alternative" eId="alternative_t1" refersTo="#party_a">/u,
    )
    expect(file).toContain(
      '<span class="alternative" eId="alternative_t2" alternativeTo="#alternative_t1" refersTo="#party_b #party_m">',
    )
  })
  test('it is one expression of one work in its language', () => {
    expect(file).toContain(`value="/akn/un/doc/agreement/2020-10-23/${of.work}/eng@2020-10-23"`)
    expect(aknOf(redline(sampleBefore, sampleBefore), { ...of, language: 'ar' })).toContain(
      '<FRBRlanguage language="ara"/>',
    )
  })
})
