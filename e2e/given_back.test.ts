// A text downloaded as DOCX, passed through LibreOffice where it is installed, edited as somebody types
// over it, and given back on the screen: in English and Arabic, by the mission and by a delegation.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentOf, withDocument } from '../packages/server/test/edited_file.ts'
import { ar } from '../packages/web/src/messages/ar.ts'
import { en } from '../packages/web/src/messages/en.ts'
import { chromium_path, openSite, type Site } from './browser.ts'

const words = { en, ar }
const there = existsSync(chromium_path)
if (!there) console.log('not run: files given back in a browser (Chromium is not installed)')
const office = spawnSync('sh', ['-c', 'command -v soffice']).status === 0
if (!office) console.log('not run: files given back through LibreOffice (soffice is missing)')
const today = new Date().toISOString().slice(0, 10)

type Reference = { readonly path: string; readonly compartment_id: string; readonly id: string }
type Read = {
  readonly id: string
  readonly kind: string
  readonly compartment_id: string
  readonly facts: readonly { facet: string; value: object; references: Reference[] }[]
}

describe.runIf(there || process.env['CI'] === 'true')('a file given back in a browser', () => {
  let site: Site
  let seats: { id: string; title: { en: string } }[] = []
  let folder = ''
  beforeAll(async () => {
    site = await openSite()
    folder = mkdtempSync(join(tmpdir(), 'sulh-back-'))
    const answer = await fetch(`${site.url}/api/session`)
    seats = ((await answer.json()) as { seats: typeof seats }).seats
  }, 180_000)
  afterAll(async () => {
    await site?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const seat = (title: RegExp) => seats.find((s) => title.test(s.title.en))?.id ?? ''
  const asMission = () => ({ 'sulh-seat': seat(/security cell/i) })
  const get = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${site.url}/api${path}`, { headers: asMission() })).json()) as T
  const post = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${site.url}/api${path}`, {
      method: 'POST',
      headers: { ...asMission(), 'content-type': 'application/json' },
      body: JSON.stringify({ act_id: randomUUID(), ...body }),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  }

  /** A text of the same parties as the example's, with two clauses. */
  async function newText(): Promise<string> {
    const { records } = await get<{ records: Read[] }>('/process/history?limit=500')
    const known = records.find(({ kind }) => kind === 'instrument')
    const description = known?.facts.find(({ facet }) => facet === 'description')
    const table = known?.facts.findLast(({ facet }) => facet === 'table')?.value
    const of = (path: string) =>
      (description?.references ?? [])
        .filter((one) => one.path === path)
        .map(({ compartment_id, id }) => ({ compartment_id, id }))
    const id = randomUUID()
    const at = `/text/instruments/${id}`
    await post(`${at}/create`, {
      compartment_id: known?.compartment_id,
      description: {
        ...description?.value,
        title: { en: 'Opening of the coastal road', ar: 'فتح الطريق الساحلي' },
        mode: 'bracketed_text',
        show_proponents: true,
      },
      table,
      track: of('track')[0],
      holder: of('holder')[0],
      parties: of('parties'),
    })
    const clauses = [
      ['The coastal road is opened within ninety days.', 'يُفتح الطريق الساحلي خلال تسعين يومًا.'],
      ['Checkpoints on the road are dismantled.', 'تُزال نقاط التفتيش على الطريق.'],
    ]
    for (const [i, [english, arabic]] of clauses.entries())
      await post(`${at}/nodes`, {
        node_id: randomUUID(),
        kind: 'article',
        rank: `m${i}`,
        wording: { en: [{ text: english }], ar: [{ text: arabic }] },
      })
    return id
  }

  /** What a word processor makes of the file once somebody has typed over it. */
  async function edited(id: string): Promise<string> {
    const { files } = await get<{ files: { content_base64: string }[] }>(
      `/text/instruments/${id}/document?format=docx`,
    )
    const whole = Uint8Array.from(Buffer.from(files[0]?.content_base64 ?? '', 'base64'))
    const xml = documentOf(whole)
      .replace('within ninety days', 'within [(a) GNA: ninety days] [(b) LNA: thirty days]')
      .replace('خلال تسعين يومًا', 'خلال [(أ): تسعين يومًا] [(ب): ثلاثين يومًا]')
      .replace('are dismantled', 'are dismantled at once')
    const path = join(folder, 'edited.docx')
    writeFileSync(path, withDocument(whole, xml))
    if (!office) return path
    const out = join(folder, 'out')
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const to = ['--convert-to', 'docx:MS Word 2007 XML', '--outdir', out, path]
    spawnSync('soffice', [profile, '--headless', ...to], { timeout: 200_000 })
    readFileSync(join(out, 'edited.docx'))
    return join(out, 'edited.docx')
  }

  const opened = (id: string, lang: 'en' | 'ar', by: RegExp) =>
    site.open(`/texts/${id}/update?at=${today}&lang=${lang}&seat=${seat(by)}`)
  const give = async (page: Page, lang: 'en' | 'ar', path: string): Promise<void> => {
    const choose = page.getByRole('button', { name: words[lang].documents.choose_file })
    await choose.waitFor()
    await page.locator('input[type=file]').setInputFiles(path)
  }

  test.each(['en', 'ar'] as const)(
    'D24 D28 an edited file is looked at act by act and done as one (%s)',
    async (lang) => {
      const { update, documents } = words[lang]
      const id = await newText()
      const file = await edited(id)

      // A delegation is told what it may not do, and why.
      const theirs = await opened(id, lang, /GNA/)
      await give(theirs, lang, file)
      const refused = theirs.locator('li[data-refused]')
      await refused.first().waitFor()
      expect(await refused.count()).toBe(2)
      expect(await refused.first().innerText()).toContain(
        lang === 'en' ? 'The table of this text' : 'جدول هذا النص',
      )
      expect(await theirs.getByRole('checkbox').first().isEnabled()).toBe(false)
      await theirs.close()

      const page = await opened(id, lang, /security cell/i)
      await give(page, lang, file)
      const acts = page.getByRole('checkbox')
      await expect.poll(() => acts.count(), { timeout: 30_000 }).toBe(2)
      const list = await page.locator('ol').first().innerText()
      expect(list).toContain(update.act_slot_opened)
      expect(list).toContain(update.act_clause_changed)
      await acts.last().uncheck()
      const apply = page.getByRole('button', { name: lang === 'en' ? /Do the/ : /نفّذ/ })
      await apply.click()
      await page.getByRole('link', { name: documents.to_text }).click()
      const paper = page.locator('section[data-kind]')
      await paper.first().locator('button[data-slot]').first().waitFor()
      const first = (await paper.first().innerText()).replaceAll(/\s+/gu, ' ')
      expect(first).toContain('thirty days')
      expect(first).toContain('ثلاثين يومًا')
      expect(await paper.nth(1).innerText()).not.toContain('at once')
      await page.close()

      // The same file again: one edit stands, the other is still to be done.
      const again = await opened(id, lang, /security cell/i)
      await give(again, lang, file)
      await expect.poll(() => again.getByRole('checkbox').count(), { timeout: 30_000 }).toBe(1)
      expect(await again.getByRole('alert').count()).toBe(0)
      await again.close()
    },
    240_000,
  )
})
