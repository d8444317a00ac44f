// The analyst's way as a new user would go it: from the text on 19 October to a bridging proposal that
// a named person cleared, and to its brief; in both languages, on a desk and on a phone.
import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromium_path, openSite, type Site } from './browser.ts'

type Named = { readonly id: string; readonly title: { readonly en: string } }
type Records = { readonly records: readonly { readonly kind: string; readonly id: string }[] }

const there = existsSync(chromium_path)
if (!there) console.log('not run: the browser tests (Chromium is not installed)')
const morning = 'at=2020-10-19'
const SLOW_MS = 60_000

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

  test(
    'DR9 DR10 from the picture to a proposal that a named person cleared',
    async () => {
      const before = await records(seat(/security cell/), 'alternative')
      const page = await open('/deal', 'en')
      await solved(page)
      await page.getByText('There is a zone of agreement', { exact: true }).waitFor()
      // A slider is tried out: the answer follows it, and the estimates stay what they were.
      const zone = page.getByText('No package meets all reservation values')
      await page.getByLabel('Without a deal, GNA has').fill('99')
      await zone.waitFor()
      await page.getByRole('button', { name: 'Back to the estimates' }).click()
      await page.getByText('There is a zone of agreement', { exact: true }).waitFor()
      await page.getByText(/trades found/).waitFor()
      await page.getByRole('button', { name: 'Propose to the mission' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText('It rests on what was told to the mediator only').waitFor()
      const propose = dialog.getByRole('button', { name: 'Clear and propose' })
      expect(await propose.isDisabled()).toBe(true)
      await dialog.getByRole('button', { name: /Who clears it/ }).click()
      await page.getByRole('option', { name: /Williams/ }).click()
      await dialog.getByLabel(/Why · English/).fill('The round needs a bridge.')
      await dialog.getByLabel(/Why · Arabic/).fill('الجولة تحتاج إلى جسر.')
      await dialog.getByLabel('I have seen what it may reveal').check()
      await propose.click()
      await page.getByText(/^Proposed\. The mission/).waitFor()
      await page.close()
      const security = await records(seat(/security cell/), 'alternative')
      const analyst = await records(seat(/analyst/), 'bridging_proposal')
      expect(analyst.records).toHaveLength(1)
      // One alternative in every open slot of the text.
      expect(security.records.length).toBe(before.records.length + 20)
      for (const kind of ['bridging_proposal', 'deal_package', 'clearance', 'preference'])
        for (const other of [/envoy/, /security cell/, /of the GNA/, /of the LNA/, /^The public/])
          expect((await records(seat(other), kind)).records).toEqual([])
    },
    4 * SLOW_MS,
  )

  test(
    'the brief tells the package, its reasons and what it rests on, in both languages',
    async () => {
      for (const [lang, words] of [
        ['en', ['What is proposed', 'Routes', 'of which 5 from what was told']],
        ['ar', ['ما يُقترح', 'الطرق', 'مما قيل للوسيط وحده']],
      ] as const) {
        const page = await open('/deal/brief', lang)
        await page.locator('table').first().waitFor()
        const shown = await page.locator('main').innerText()
        for (const word of words) expect(shown).toContain(word)
        await page.close()
      }
    },
    3 * SLOW_MS,
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
