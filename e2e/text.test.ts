// The negotiating text as a new user meets it, in both languages: from the overview into the text, a
// proposal in a room, on the table, accepted, settled, agreed, frozen and compared; what the other side
// sees before and after; and what happens to words that come too late or do not belong.
import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ar } from '../packages/web/src/messages/ar.ts'
import { en } from '../packages/web/src/messages/en.ts'
import { chromium_path, openSite, type Site } from './browser.ts'

type Lang = 'en' | 'ar'
const words = { en, ar }
const there = existsSync(chromium_path)
if (!there) console.log('not run: the browser tests of the text (Chromium is not installed)')
const today = new Date().toISOString().slice(0, 10)
const both = { en: 'For the record of this test.', ar: 'لأغراض هذا الاختبار.' }

describe.runIf(there || process.env['CI'] === 'true')('the negotiating text in a browser', () => {
  let site: Site
  let seats: readonly { readonly id: string; readonly title: { readonly en: string } }[]
  const seat = (title: RegExp) => {
    const found = seats.find((s) => title.test(s.title.en))
    if (!found) throw new Error(`no seat like ${title}`)
    return found.id
  }
  const mission = () => seat(/security cell/i)
  const gna = () => seat(/GNA/)
  const lna = () => seat(/LNA/)
  let text_path = ''

  beforeAll(async () => {
    site = await openSite()
    const answer = await fetch(`${site.url}/api/session`)
    seats = ((await answer.json()) as { seats: typeof seats }).seats
    const page = await site.open(`/texts?at=${today}&lang=en&seat=${mission()}`)
    await page.locator('main a[href*="/texts/"]').first().click()
    await page.locator('section[data-kind]').first().waitFor()
    text_path = new URL(page.url()).pathname
    await page.close()
  }, 180_000)
  afterAll(() => site?.close())

  const as = (
    who: string,
    lang: Lang,
    path = text_path,
    size?: { width: number; height: number },
  ) => site.open(`${path}?at=${today}&lang=${lang}&seat=${who}`, size)
  const panel = (page: Page) => page.locator('aside')
  const press = (where: Page | Locator, name: string) =>
    where.getByRole('button', { name, exact: true }).first().click()
  /** A choice of a list by the words of its label and of an option. */
  async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
    const name = new RegExp(label)
    await panel(page).locator('form').getByRole('button', { name }).first().click()
    await page.getByRole('option', { name: option }).first().click()
  }
  async function write(page: Page, label: string, text: { en?: string; ar?: string }, lang: Lang) {
    for (const l of ['en', 'ar'] as const) {
      const value = text[l]
      if (value === undefined) continue
      const name = `${label} · ${words[lang].forms[`language_${l}`]}`
      await page.getByRole('textbox', { name, exact: false }).first().fill(value)
    }
  }
  /** The sentence that says what was done, by its words before the first value in it. */
  const done = (page: Page, sentence: string) =>
    page
      .getByRole('status')
      .filter({ hasText: longestPart(sentence) })
      .first()
      .waitFor()
  const longestPart = (sentence: string) =>
    sentence
      .split(/\{\w+\}/)
      .map((part) => part.trim())
      .toSorted((a, b) => b.length - a.length)[0] ?? ''
  async function openSlot(page: Page, title: string): Promise<void> {
    await page.locator(`button[data-slot][title="${title}"]`).first().click()
    await panel(page).getByRole('heading', { name: title }).waitFor()
  }

  const runs = [
    {
      lang: 'en',
      slot: 'Entry into force',
      proposal: { en: 'seven days after signature', ar: 'بعد سبعة أيام من التوقيع' },
      version: { en: 'After the test in English', ar: 'بعد الاختبار بالإنجليزية' },
    },
    {
      lang: 'ar',
      slot: 'ما تشمله الأحكام',
      proposal: { en: 'the whole territory without exception', ar: 'كامل التراب دون استثناء' },
      version: { en: 'After the test in Arabic', ar: 'بعد الاختبار بالعربية' },
    },
  ] as const
  test.each(runs)(
    'T12 T15 T19 T22 proposed in a room, tabled, accepted, agreed, frozen, compared ($lang)',
    async ({ lang, slot, proposal, version }) => {
      const { text, versions } = words[lang]
      // From the overview into the text.
      const holder = await as(mission(), lang, '/')
      await holder.locator('main a[href*="/texts/"]').first().click()
      await holder.locator('section[data-kind]').first().waitFor()
      await openSlot(holder, slot)
      await press(panel(holder), text.button_reopen)
      await write(holder, text.reason_reopen, both, lang)
      await press(panel(holder), text.submit_reopen)
      await done(holder, text.done_reopen)

      const side = await as(gna(), lang)
      await openSlot(side, slot)
      await press(panel(side), text.button_propose)
      await write(side, text.wording, proposal, lang)
      await press(panel(side), text.submit_propose)
      await done(side, text.done_proposed)
      expect(await side.locator('main').innerText()).toContain(proposal[lang])

      // The other side reads nothing of it: not on its page, not on the wire.
      const other = await as(lna(), lang)
      await openSlot(other, slot)
      expect(await other.locator('main').innerText()).not.toContain(proposal[lang])
      const instrument = text_path.split('/').at(-1)
      const answer = await fetch(`${site.url}/api/text/instruments/${instrument}`, {
        headers: { 'Sulh-Seat': lna() },
      })
      const wire = await answer.text()
      expect(wire).toContain('from the moment of signature')
      expect(wire).not.toContain(proposal.en)

      await press(panel(side), text.button_table)
      const readers = await panel(side).locator('form').innerText()
      expect(readers).toContain(lang === 'en' ? 'LNA' : 'الجيش الوطني')
      await panel(side).locator('label:has(input[role=switch])').click()
      await press(panel(side), text.submit_table)
      await done(side, text.done_table)

      // It appears at the other side by itself, which accepts it.
      await other.getByText(proposal[lang]).first().waitFor()
      await press(panel(other), text.button_position)
      const label = proposal[lang].slice(0, 12)
      await choose(other, label, text.stance_accepts)
      await press(panel(other), text.submit_position)
      await done(other, text.done_position)

      await press(panel(holder), text.button_close)
      await choose(holder, text.chosen, new RegExp(proposal[lang].slice(0, 12)))
      await press(panel(holder), text.submit_close)
      await panel(holder).getByText(text.stands, { exact: true }).first().waitFor()

      // The clause fell back when its brackets were opened; now it is agreed again, by both.
      await panel(holder).locator('[data-clause] button').click()
      await press(panel(holder), text.button_node_stage)
      await choose(holder, text.stage, lang === 'en' ? /^Agreed$/ : /^متفق عليه$/)
      for (const box of await panel(holder).getByRole('checkbox').all()) await box.check()
      await press(panel(holder), text.submit_stage)
      await done(holder, text.done_stage)

      await holder.getByRole('link', { name: text.place_versions }).click()
      await press(holder, text.act_freeze)
      await write(holder, text.version_title, version, lang)
      await press(holder, text.submit_freeze)
      await done(holder, text.done_freeze)
      await press(holder, versions.check)
      await holder
        .getByText(/34c0f2|:/)
        .first()
        .waitFor()
      const added = holder.locator(`ins:has-text("${proposal[lang].slice(0, 12)}")`)
      await added.first().waitFor()
      await holder.keyboard.press('j')
      expect(await holder.evaluate(() => document.activeElement?.hasAttribute('data-change'))).toBe(
        true,
      )
      for (const page of [holder, side, other]) await page.close()
    },
    400_000,
  )

  test('T7 words that come too late stay on the page beside those that came first', async () => {
    const { text } = en
    const [first, second] = [await as(mission(), 'en'), await as(mission(), 'en')]
    for (const page of [first, second]) {
      await page.getByRole('button', { name: 'Open Article 4' }).click()
      await press(panel(page), text.button_node_revise)
    }
    await write(first, text.wording, { en: 'Human rights are respected at all times.' }, 'en')
    await press(panel(first), text.submit_revise)
    await done(first, text.done_revised_clause)
    const late = 'Human rights are respected by both sides.'
    await write(second, text.wording, { en: late }, 'en')
    await press(panel(second), text.submit_revise)
    const stands = panel(second).getByRole('group', { name: text.stands_now })
    await stands.getByText('Human rights are respected at all times.').waitFor()
    expect(await panel(second).locator('textarea[lang="en"]').inputValue()).toBe(late)
    await press(stands, text.rebase)
    await press(panel(second), text.submit_revise)
    await done(second, text.done_revised_clause)
    expect(await second.locator('main').innerText()).toContain(late)
    for (const page of [first, second]) await page.close()
  })

  test.each(['en', 'ar'] as const)(
    'T8 a bracket and the wrong language are told at their field, and the words stay (%s)',
    async (lang) => {
      const { text } = words[lang]
      const page = await as(mission(), lang)
      await page.locator('section[data-kind="article"] button').first().click()
      await press(panel(page), text.button_node_revise)
      const typed = 'Libya is [one] and whole.'
      await write(page, text.wording, { en: typed }, lang)
      await press(panel(page), text.submit_revise)
      await panel(page).getByText(text.fault_bracket.replace('{at}', '10')).waitFor()
      const field = panel(page).locator('textarea[lang="en"]')
      expect(await field.inputValue()).toBe(typed)
      await field.fill('ليبيا واحدة')
      await press(panel(page), text.submit_revise)
      await panel(page).getByText(text.fault_not_english).waitFor()
      expect(await field.inputValue()).toBe('ليبيا واحدة')
      // A press elsewhere on the paper loses no words.
      await page.locator('section[data-kind="article"] button').nth(3).click()
      await panel(page).getByText(text.act_in_hand).waitFor()
      expect(await field.inputValue()).toBe('ليبيا واحدة')
      await page.close()
    },
  )

  test('T16 of two closings at once one is refused and says so', async () => {
    const { text } = en
    const title = 'Term'
    const pages = [await as(mission(), 'en'), await as(seat(/envoy/i), 'en')]
    const [opener] = pages
    if (!opener) throw new Error('There is no page.')
    await openSlot(opener, title)
    await press(panel(opener), text.button_reopen)
    await write(opener, text.reason_reopen, both, 'en')
    await press(panel(opener), text.submit_reopen)
    await done(opener, text.done_reopen)
    for (const page of pages) {
      await openSlot(page, title)
      await press(panel(page), text.button_close)
      await choose(page, text.chosen, /three months/)
      await choose(page, text.reason, /mediator/)
    }
    await Promise.all(pages.map((page) => press(panel(page), text.submit_close)))
    const ends = await Promise.all(
      pages.map(async (page) => {
        const refused = panel(page).getByText(text.refused_state)
        await refused
          .or(panel(page).getByText(text.stands, { exact: true }))
          .first()
          .waitFor()
        return (await refused.count()) > 0
      }),
    )
    expect(ends.filter(Boolean)).toHaveLength(1)
    for (const page of pages) await page.close()
  })

  const shown = [
    ['', 'en'],
    ['', 'ar'],
    ['/versions', 'en'],
    ['/versions', 'ar'],
    ['/convergence', 'en'],
    ['/convergence', 'ar'],
  ] as const
  test.each(shown)(
    'text%s (%s) has no serious fault of accessibility and does not scroll sideways',
    async (place, lang) => {
      const path = `${text_path}${place}`
      const page = await site.open(`${path}?at=2020-10-21&lang=${lang}&seat=${mission()}`)
      await page.locator('main h2, main section').first().waitFor()
      if (place === '') await page.locator('button[data-slot]').nth(2).click()
      const found = await new AxeBuilder({ page }).analyze()
      const serious = found.violations.filter(
        (v) => v.impact === 'serious' || v.impact === 'critical',
      )
      expect(serious.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')}`)).toEqual([])
      await page.setViewportSize({ width: 390, height: 844 })
      const sideways = () =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth
      expect(await page.evaluate(sideways)).toBeLessThanOrEqual(0)
      await page.close()
    },
  )

  test('the date cursor shows the text of each day', async () => {
    const page = await site.open(`${text_path}?at=2020-10-19&lang=en&seat=${gna()}`)
    const open = () =>
      page
        .locator('[data-language="en"] button[data-slot]')
        .evaluateAll((all) => all.filter((b) => b.textContent === '[').length)
    await page.locator('button[data-slot]').first().waitFor()
    // Facts A1: twenty slots before the round, four of them announced on the 21st, none left on the 23rd.
    const on: number[] = []
    for (const day of ['2020-10-19', '2020-10-21', '2020-10-24']) {
      await page.goto(`${site.url}${text_path}?at=${day}&lang=en&seat=${gna()}`)
      await page.locator('button[data-slot]').first().waitFor()
      on.push(await open())
    }
    expect(on).toEqual([20, 16, 0])
    await page.close()
  })

  test('no page asked for anything outside the machine, and none wrote an error', () => {
    expect(site.outside).toEqual([])
    // A refused act answers with its status, which the browser itself reports.
    const refused = /status of (?:409|422)/
    expect(site.errors.filter((e) => !refused.test(e))).toEqual([])
  })
})
