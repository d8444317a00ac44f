// Opens exported DOCX files in LibreOffice and reads the pages that it sets: what a person sees in a
// word processor that is not ours. Named as not run where it is not installed; with CI=true a failure.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { redline } from '@sulh/analysis/redline/compare'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleAfter, sampleBefore } from '../../../test/sample_text.ts'
import { docxOf, docxRedline } from './docx.ts'

/** Words before it, so that the number meets the end of a line at every place. */
const paddings = ['', 'و', 'وقد', 'وبعد', 'وبعد ذلك', 'وبعد ذلك كله']
const [first] = sampleBefore.nodes
const bracketed = {
  ...sampleBefore,
  nodes: paddings.flatMap((padding, i) => {
    const text = `إن الوفدين إلى اللجنة المشتركة إذ يستذكران خلاصات المؤتمر وقرار المجلس ${padding} 2510 (2020) قد اتفقا`
    const wording = { en: [{ text: 'x' }], ar: [{ text }] }
    const made = { id: `b${i}`, slots: [], children: [], reservations: [], wording }
    return first === undefined ? [] : [{ ...first, ...made, kind: 'paragraph' as const }]
  }),
}
const found = spawnSync('sh', ['-c', 'command -v soffice && command -v pdftotext']).status === 0
if (!found) console.warn('not run: documents in LibreOffice (soffice or pdftotext is missing)')

test.runIf(process.env['CI'] === 'true')('LibreOffice is installed where CI=true', () => {
  expect(found).toBe(true)
})

describe.skipIf(!found)('D9, D12 in LibreOffice', () => {
  let folder = ''
  const pages = new Map<string, string>()
  const lined = new Map<string, string>()
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sulh-office-'))
    const by = { author: 'Drafting group', date: '2020-10-21T09:00:00Z' }
    const files = {
      text: await docxOf(sampleBefore),
      arabic: await docxOf(sampleBefore, { languages: ['ar'] }),
      brackets: await docxOf(bracketed),
      redline: await docxRedline(redline(sampleBefore, sampleAfter), { ...by, languages: ['en'] }),
    }
    for (const [name, bytes] of Object.entries(files))
      writeFileSync(join(folder, `${name}.docx`), bytes)
    const names = Object.keys(files).map((name) => join(folder, `${name}.docx`))
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const made = spawnSync(
      'soffice',
      [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...names],
      { encoding: 'utf8', timeout: 200_000 },
    )
    for (const name of Object.keys(files)) {
      const path = join(folder, `${name}.pdf`)
      const read = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
      if (read.status !== 0) throw new Error(`${name}: ${made.stdout}${made.stderr}${read.stderr}`)
      pages.set(name, flat(read.stdout))
      lined.set(name, read.stdout)
    }
  }, 300_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('a text shows its words, brackets, parties and stages', () => {
    const text = pages.get('text') ?? ''
    for (const words of ['Draft ceasefire text', '[(a) Side A:', 'within 90 days', 'Ceasefire'])
      expect(text).toContain(words)
    // The label is broken over two lines of its narrow column.
    expect(text).toMatch(/Agreed ad .*referendum/u)
  })

  test('Arabic words are whole in the Arabic text', () => {
    const text = pages.get('arabic') ?? ''
    for (const word of ['معسكراتها', 'الطريق', 'الساحلي', 'المدنيين']) expect(text).toContain(word)
  })

  test('D31 an opening bracket stands on the line of the number behind it', () => {
    const lines = (lined.get('brackets') ?? '').split('\n').filter((line) => line.includes('2020'))
    expect(lines.length).toBeGreaterThanOrEqual(paddings.length)
    for (const line of lines)
      expect([line, line.split('(').length]).toEqual([line, line.split(')').length])
  })

  test('a redline shows what was removed and what was added', () => {
    const text = pages.get('redline') ?? ''
    for (const words of ['within 90 days', 'A joint operations room is set up.', 'Moved here'])
      expect(text).toContain(words)
  })
})

/** Arabic in the form of letters and in the order of reading, spaces as one. */
function flat(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replaceAll(/\s+/gu, ' ')
}
