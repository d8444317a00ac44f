// Small ways through the acts on a text: a new one with its table, its first clause, brackets around
// selected words, within an alternative and as text to come; and a redline that can be linked.
import { existsSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ar } from '../packages/web/src/messages/ar.ts'
import { en } from '../packages/web/src/messages/en.ts'
import { chromium_path, openSite, type Site } from './browser.ts'

const words = { en, ar }
type Lang = keyof typeof words
const there = existsSync(chromium_path)
if (!there) console.log('not run: the browser tests of acts on a text (Chromium is not installed)')
/** With these the text is longer than what is drawn at first. */
const clauses_more = 30
const today = new Date().toISOString().slice(0, 10)

describe.runIf(there || process.env['CI'] === 'true')('acts on a text in a browser', () => {
  let site: Site
  let mission = ''
  let gna = ''

  beforeAll(async () => {
    site = await openSite()
    const answer = await fetch(`${site.url}/api/session`)
    const { seats } = (await answer.json()) as { seats: { id: string; title: { en: string } }[] }
    const seat = (title: RegExp) => seats.find((s) => title.test(s.title.en))?.id ?? ''
    mission = seat(/security cell/i)
    gna = seat(/GNA/)
  }, 180_000)
  afterAll(() => site?.close())

  const as = (path: string, lang: Lang, at = today) =>
    site.open(`${path}?at=${at}&lang=${lang}&seat=${mission}`)
  const press = (page: Page, name: string) =>
    page.getByRole('button', { name, exact: true }).first().click()
  async function choose(page: Page, label: string, option: RegExp): Promise<void> {
    await page
      .locator('form')
      .getByRole('button', { name: new RegExp(label) })
      .first()
      .click()
    await page.getByRole('option', { name: option }).first().click()
  }
  async function write(page: Page, label: string, value: { en: string; ar: string }, lang: Lang) {
    for (const l of ['en', 'ar'] as const) {
      const name = `${label} · ${words[lang].forms[`language_${l}`]}`
      await page.getByRole('textbox', { name }).first().fill(value[l])
    }
  }
  /** T36: another title and no proponents, with the reason; seen at once, and what held before. */
  async function changeHead(page: Page, lang: Lang): Promise<void> {
    const { newtext, text } = words[lang]
    const [named, why] = [
      { en: `Roads ${lang}`, ar: `الطرقات ${lang}` },
      { en: 'The parties asked for it', ar: 'طلبه الأطراف' },
    ]
    await press(page, newtext.head)
    const dialog = page.getByRole('dialog')
    await dialog.getByText(newtext.head_first).waitFor()
    await write(page, newtext.name, named, lang)
    await dialog.locator(`label:has-text("${newtext.show_proponents}")`).click()
    await press(page, newtext.head_submit)
    const { language_en } = words[lang].forms
    await dialog
      .getByText(words[lang].forms.fault_both_languages.replace('{language}', language_en))
      .first()
      .waitFor()
    await write(page, newtext.head_reason, why, lang)
    await press(page, newtext.head_submit)
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('heading', { level: 1, name: named[lang] }).waitFor()
    await page.getByText(text.proponents_hidden).first().waitFor()
    await press(page, newtext.head)
    const before = dialog.getByRole('listitem')
    await before.nth(1).waitFor()
    expect(await before.nth(0).innerText()).toContain(why[lang])
    expect(await before.nth(1).innerText()).toContain(
      `${lang === 'en' ? 'Routes' : 'الطرق'} ${lang}`,
    )
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
  /** Selects words in the field of a language, as a hand does. */
  async function select(page: Page, language: Lang, part: string): Promise<void> {
    await page
      .locator(`form textarea[lang="${language}"]`)
      .first()
      .evaluate((area, chosen) => {
        const field = area as unknown as HTMLTextAreaElement
        const at = field.value.indexOf(chosen)
        field.setSelectionRange(at, at + chosen.length)
      }, part)
  }

  async function insertClause(instrument_id: string, i: number): Promise<void> {
    const answer = await fetch(`${site.url}/api/text/instruments/${instrument_id}/nodes`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Sulh-Seat': mission },
      body: JSON.stringify({
        act_id: crypto.randomUUID(),
        node_id: crypto.randomUUID(),
        kind: 'article',
        rank: `z${i + 10}z`,
        wording: { en: [{ text: `Clause ${i}.` }], ar: [{ text: 'بند آخر.' }] },
      }),
    })
    expect(answer.status, await answer.text()).toBe(200)
  }

  test.each(['en', 'ar'] as const)(
    'T31 T33 a new text, its first clause, brackets around words and within an alternative (%s)',
    async (lang) => {
      const { text, newtext, rights } = words[lang]
      const page = await as('/texts', lang)
      await press(page, newtext.button)
      await write(page, newtext.name, { en: `Routes ${lang}`, ar: `الطرق ${lang}` }, lang)
      await write(page, newtext.summary, { en: 'Opening of routes', ar: 'فتح الطرق' }, lang)
      // What is missing is said at its field, and nothing is sent.
      await press(page, newtext.submit)
      await page.getByText(words[lang].forms.fault_reference).first().waitFor()
      await choose(page, newtext.track, /Security|الأمني/)
      await choose(page, text.holder, /Support Mission|بعثة الأمم/)
      await choose(page, text.mode, new RegExp(text.mode_bracketed_text))
      const table = page.getByRole('checkbox', {
        name: `${rights.act_propose}: ${rights.to_party}`,
      })
      expect(await table.isChecked()).toBe(true)
      await press(page, newtext.submit)

      await press(page, newtext.first_clause)
      const clause = { en: 'Routes open within ninety days.', ar: 'تُفتح الطرق خلال تسعين يومًا.' }
      await write(page, text.wording, clause, lang)
      await press(page, text.submit_insert)
      await page.locator('section[data-kind]').first().waitFor()
      expect(await page.locator('section[data-kind]').innerText()).toContain(clause[lang])

      await page.locator('aside').getByRole('button', { name: text.button_node_open_slot }).click()
      await write(page, text.slot_title, { en: 'Period', ar: 'المدة' }, lang)
      await select(page, 'en', 'ninety days')
      await select(page, 'ar', 'تسعين يومًا')
      await press(page, text.bracket_selected)
      const second = page.locator('form fieldset').filter({ hasText: text.no_text_long }).nth(1)
      await second.locator('label:has(input[role=switch])').click()
      await press(page, text.submit_open_slot)
      const shown = page.locator('section[data-kind]').first()
      await shown.locator('button[data-slot]').first().waitFor()
      const line = (await shown.innerText()).replaceAll(/\s+/gu, ' ')
      expect(line).toMatch(/within \[.*ninety days.*\/.*no text.*\]/)
      expect(line).toContain('دون نص')

      await page.locator('aside').getByRole('button', { name: text.button_open_within }).click()
      await write(page, text.slot_title, { en: 'Number', ar: 'العدد' }, lang)
      await select(page, 'en', 'ninety')
      await select(page, 'ar', 'تسعين')
      await press(page, text.bracket_selected)
      await press(page, text.submit_open_slot)
      await expect
        .poll(() => page.locator('section[data-kind] button[data-slot]').count(), {
          timeout: 30_000,
        })
        // The outer and the inner brackets, in each language.
        .toBe(4)

      // The table as it was made; taken from the parties, it says so.
      await press(page, rights.title)
      const box = page.getByRole('checkbox', { name: `${rights.act_propose}: ${rights.to_party}` })
      expect(await box.isChecked()).toBe(true)
      await box.uncheck()
      await page.locator(`label:has-text("${rights.discloses}")`).click()
      await press(page, rights.submit)
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await press(page, rights.title)
      expect(await box.isChecked()).toBe(false)
      await page.getByText(rights.disclosed).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await changeHead(page, lang)
      // A delegation, which is shown nothing of it else, is shown the plenary's edition.
      const { versions } = words[lang]
      const other = await site.open(
        `${new URL(page.url()).pathname}/convergence?at=${today}&lang=${lang}&seat=${gna}`,
      )
      await other.getByText(versions.disclosed_help).waitFor()
      expect(await other.getByText(versions.edition_mission, { exact: true }).count()).toBe(0)
      await other.close()
      await page.close()
    },
  )

  test('T32 the pair of a redline is in the address, and going back shows the one before', async () => {
    const page = await as('/texts', 'en', '2020-11-01')
    await page.locator('main table a[href*="/versions"]').first().click()
    const summary = page.locator('#redline')
    await summary.getByRole('button', { name: new RegExp(en.versions.from) }).waitFor()
    const first = new URL(page.url()).pathname
    await summary.getByRole('button', { name: new RegExp(en.versions.from) }).click()
    await page.getByRole('listbox').getByRole('option').first().click()
    await page.waitForURL(/\/versions\/[0-9a-f-]{36}\/[0-9a-f-]{36}/)
    const linked = page.url()
    const shown = (p: Page) => p.locator('#redline').innerText()
    const seen = await shown(page)
    await page.goBack()
    await page.waitForURL((url) => url.pathname === first)
    await expect.poll(() => shown(page)).not.toBe(seen)

    const other = await site.open(linked.slice(site.url.length))
    await other.locator('#redline').waitFor()
    await expect.poll(() => shown(other), { timeout: 30_000 }).toBe(seen)
    await other.goto(linked.replace(/versions\/[0-9a-f]{8}/, 'versions/00000000'))
    await other.getByText(en.versions.unknown_pair).waitFor()
  })

  test('T35 a text that is printed while its end is not drawn yet is printed whole', async () => {
    const page = await as('/texts', 'en')
    const link = page.locator('main a[href*="/texts/"]').first()
    const { pathname } = new URL((await link.getAttribute('href')) ?? '', site.url)
    for (let i = 0; i < clauses_more; i++) await insertClause(pathname.split('/').at(-1) ?? '', i)
    // Printed at the moment at which the first clauses stand on the page.
    await page.addInitScript(`new MutationObserver((_, observer) => {
      const drawn = () => document.querySelectorAll('section[data-kind]').length
      const first = drawn()
      if (first === 0) return
      observer.disconnect()
      dispatchEvent(new Event('beforeprint'))
      globalThis.at_print = [first, drawn()]
    }).observe(document, { childList: true, subtree: true })`)
    await page.goto(`${site.url}${pathname}?at=${today}&lang=en&seat=${mission}`)
    await page.locator('section[data-kind]').first().waitFor()
    const [first, printed] = (await page.evaluate('at_print')) as [number, number]
    expect(first).toBeLessThan(printed)
    expect(printed).toBeGreaterThan(clauses_more)
    await expect.poll(() => page.locator('section[data-kind]').count()).toBe(printed)
    await page.close()
  })
})
