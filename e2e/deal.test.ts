// The analyst's way as a new user would go it: from the text on 19 October to a bridging proposal that
// a named person cleared, and to its brief; in both languages, on a desk and on a phone.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ar as arabic } from '../packages/web/src/messages/ar.ts'
import { en as english } from '../packages/web/src/messages/en.ts'
import { chromium_path, openSite, type Site } from './browser.ts'

type Named = { readonly id: string; readonly title: { readonly en: string } }
type Records = { readonly records: readonly { readonly kind: string; readonly id: string }[] }

const there = existsSync(chromium_path)
if (!there) console.log('not run: the browser tests (Chromium is not installed)')
const morning = 'at=2020-10-19'
const SLOW_MS = 60_000
type Words = typeof english | typeof arabic
const folder = mkdtempSync(join(tmpdir(), 'sulh-brief-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
/** What each page of the brief has to say. */
const on_paper = {
  en: {
    first: ['What is proposed', 'Routes', 'more than without a deal'],
    second: ['greatest product of gains', 'What changes in the text', 'of which 5 from what was'],
  },
  // Words without letters that a PDF joins to one sign: those come back in another order.
  ar: {
    first: ['السؤال', 'توجد منطقة اتفاق', 'الطرق', '528,958,107,648'],
    second: ['لماذا', '35.1', '267'],
  },
} as const

describe.runIf(there || process.env['CI'] === 'true')('the deal room in a browser', () => {
  let site: Site
  let seats: readonly Named[]
  const seat = (words: RegExp) => seats.find((s) => words.test(s.title.en))?.id ?? ''
  const records = async (of: string, kind: string) => {
    const address = `${site.url}/api/process/history?kind=${kind}&limit=500`
    return (await (await fetch(address, { headers: { 'Sulh-Seat': of } })).json()) as Records
  }
  const open = async (
    path: string,
    lang: 'en' | 'ar',
    size?: { width: number; height: number },
  ) => {
    const page = await site.open(`${path}?${morning}&lang=${lang}&seat=${seat(/analyst/)}`, size)
    page.setDefaultTimeout(SLOW_MS)
    return page
  }
  const solved = (page: Page) => page.locator('svg[role="slider"]').first().waitFor()

  beforeAll(async () => {
    site = await openSite()
    const answer = await fetch(`${site.url}/api/session`)
    seats = ((await answer.json()) as { seats: readonly Named[] }).seats
  }, 300_000)
  afterAll(() => site?.close())

  /** A place of the rail; on a phone the later ones stand behind "More". */
  async function go(page: Page, words: Words, place: 'texts' | 'deal') {
    const rail = page.getByRole('navigation', { name: words.frame.navigation })
    const link = rail.getByRole('link', { name: words.frame[place], exact: true })
    if (await link.isVisible()) return link.click()
    await rail.getByRole('button', { name: words.frame.more }).click()
    await page
      .getByRole('dialog')
      .getByRole('link', { name: words.frame[place], exact: true })
      .click()
  }
  /** The brief as it comes out of the printer: pages, their size, and its words. */
  async function printed(page: Page) {
    const file = join(folder, `${randomUUID()}.pdf`)
    await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true })
    const about = execFileSync('pdfinfo', [file], { encoding: 'utf8' })
    const text = (n: number) =>
      execFileSync('pdftotext', ['-f', `${n}`, '-l', `${n}`, file, '-'], { encoding: 'utf8' })
        .normalize('NFKC')
        .replaceAll(/\s+/g, ' ')
    return { pages: /^Pages: +(\d+)$/m.exec(about)?.[1], about, first: text(1), second: text(2) }
  }

  test.each([
    ['en', english, { width: 1440, height: 900 }],
    ['ar', arabic, { width: 390, height: 844 }],
  ] as const)(
    'DR9 DR10 from the text to a proposal that a named person cleared, and its two-page brief (%s)',
    async (lang, words, size) => {
      const { deal, forms } = words
      const before = await records(seat(/security cell/), 'alternative')
      const proposed = await records(seat(/analyst/), 'bridging_proposal')
      const page = await open('/', lang, size)
      await go(page, words, 'texts')
      await page.locator('main a[href*="/texts/"]').first().click()
      await page.locator('section[data-kind]').first().waitFor()
      await go(page, words, 'deal')
      await solved(page)
      const open_zone = page.getByText(deal.zone_open, { exact: true })
      await open_zone.waitFor()
      // A slider is tried out: the answer follows it, and the estimates stay what they were.
      const of_gna = deal.fallback_of.replace('{party}', lang === 'en' ? 'GNA' : 'حكومة الوفاق')
      await page.getByLabel(of_gna).fill('99')
      await page.getByText(deal.zone_closed, { exact: true }).waitFor()
      await page.getByRole('button', { name: deal.reset }).click()
      await open_zone.waitFor()
      // What the package makes of the text, clause by clause.
      const to_text = page.locator('section', {
        has: page.getByRole('heading', { name: deal.to_text, exact: true }),
      })
      await to_text.scrollIntoViewIfNeeded()
      await to_text.locator('del').first().waitFor()
      // Where nothing was proposed yet, a clause stands in no bracket as the package has it.
      expect((await to_text.locator('ins').count()) > 0).toBe(proposed.records.length === 0)
      await page.getByRole('button', { name: deal.propose, exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText(deal.rests_on, { exact: true }).waitFor()
      const propose = dialog.getByRole('button', { name: deal.clear_and_propose })
      expect(await propose.isDisabled()).toBe(true)
      await dialog.getByRole('button', { name: new RegExp(deal.cleared_by) }).click()
      await page.getByRole('option', { name: lang === 'en' ? /Williams/ : /ويليامز/ }).click()
      const fill = (l: 'en' | 'ar', text: string) =>
        dialog
          .getByLabel(
            `${deal.clear_reason} · ${l === 'en' ? forms.language_en : forms.language_ar}`,
          )
          .fill(text)
      await fill('en', 'The round needs a bridge.')
      await fill('ar', 'الجولة تحتاج إلى جسر.')
      await dialog.getByLabel(deal.clear_seen).check()
      await propose.click()
      await page.getByText(deal.proposed, { exact: true }).waitFor()
      await page.getByRole('link', { name: deal.brief, exact: true }).click()
      await page.locator('table').first().waitFor()
      // The trades and the bands come from a worker of their own.
      await page
        .getByText(lang === 'en' ? /of the best product/ : /من أفضل جداء/)
        .first()
        .waitFor()
      const { pages, about, first, second } = await printed(page)
      await page.close()
      expect(pages).toBe('2')
      expect(about).toMatch(/^Page size: +59[45][.\d]* x 84[12][.\d]* pts \(A4\)$/m)
      for (const word of on_paper[lang].first) expect(first).toContain(word)
      for (const word of on_paper[lang].second) expect(second).toContain(word)
      const security = await records(seat(/security cell/), 'alternative')
      const analyst = await records(seat(/analyst/), 'bridging_proposal')
      expect(analyst.records).toHaveLength(proposed.records.length + 1)
      // One alternative in every open slot of the text.
      expect(security.records.length).toBe(before.records.length + 20)
      for (const kind of ['bridging_proposal', 'deal_package', 'clearance', 'preference'])
        for (const other of [/envoy/, /security cell/, /of the GNA/, /of the LNA/, /^The public/])
          expect((await records(seat(other), kind)).records).toEqual([])
    },
    6 * SLOW_MS,
  )

  test(
    'DR4 an estimate is changed, undone, changed again and recorded',
    async () => {
      const page = await open('/deal/estimates', 'en')
      await page.getByRole('button', { name: 'Edit the estimate: Routes' }).click()
      const likely = page.getByLabel('Weight: likely')
      await likely.fill('8')
      await page.getByText('1 changed and not recorded').waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByText('0 changed and not recorded').waitFor()
      expect(await likely.inputValue()).toBe('7')
      await likely.fill('50')
      await page.getByText(/have to go up/).waitFor()
      expect(await page.getByRole('button', { name: 'Record the estimates' }).isDisabled()).toBe(
        true,
      )
      await likely.fill('8')
      await page.getByRole('button', { name: 'Record the estimates' }).click()
      await page.getByText('Recorded.', { exact: true }).waitFor()
      await page.close()
    },
    3 * SLOW_MS,
  )

  test.each([
    ['/deal', 'en', 1440],
    ['/deal', 'ar', 390],
    ['/deal/estimates', 'ar', 1440],
    ['/deal/brief', 'en', 390],
  ] as const)(
    'no serious fault of accessibility and no sideways scroll: %s %s %i',
    async (path, lang, width) => {
      const page = await open(path, lang, { width, height: 900 })
      if (path === '/deal') await solved(page)
      else await page.locator('h2').first().waitFor()
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(wide).toBeLessThanOrEqual(0)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
      expect(
        serious.map((v) => [v.id, v.nodes.map((n) => n.target.join(' ')).slice(0, 4)]),
      ).toEqual([])
      await page.close()
    },
    3 * SLOW_MS,
  )

  test(
    'a seat that is no analyst finds an empty room, and nothing leaves the machine',
    async () => {
      const page = await site.open(`/deal?${morning}&lang=en&seat=${seat(/security cell/)}`)
      await page.getByText('No negotiation model here.').waitFor()
      await page.close()
      expect(site.outside).toEqual([])
      expect(site.errors).toEqual([])
    },
    SLOW_MS,
  )
})
