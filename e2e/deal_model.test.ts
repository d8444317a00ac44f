// A negotiation model made by hand in the browser: begun, its points written down, linked, contradicted,
// changed and withdrawn; in both languages, the second on a phone.
import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { ar as arabic } from '../packages/web/src/messages/ar.ts'
import { en as english } from '../packages/web/src/messages/en.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromium_path, openSite, type Site } from './browser.ts'

const there = existsSync(chromium_path)
if (!there) console.log('not run: the browser tests (Chromium is not installed)')

describe.runIf(there || process.env['CI'] === 'true')('a model made by hand', () => {
  let site: Site
  let analyst = ''

  beforeAll(async () => {
    site = await openSite()
    const answer = await (await fetch(`${site.url}/api/session`)).json()
    const { seats } = answer as { seats: readonly { id: string; title: { en: string } }[] }
    analyst = seats.find((s) => s.title.en.includes('analyst'))?.id ?? ''
  }, 300_000)
  afterAll(() => site?.close())

  test.each([
    ['en', english, { width: 1440, height: 900 }],
    ['ar', arabic, { width: 390, height: 844 }],
  ] as const)('DR6 DR12 begun, linked, contradicted, withdrawn (%s)', async (lang, words, size) => {
    const { deal, forms } = words
    const page = await site.open(`/deal/model?at=2020-10-19&lang=${lang}&seat=${analyst}`, size)
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
    await press(deal.begin_another)
    const section = (name: string) =>
      page.locator('section', { has: page.getByRole('heading', { name, exact: true }) })
    const begin = section(deal.begin)
    // Nothing was filled in: every lack is said, and nothing is recorded.
    await begin.getByRole('button', { name: deal.record }).click()
    await begin.getByText(deal.lack_parties).waitFor()
    await begin.getByText(deal.lack_title).waitFor()
    const both = (label: string, l: 'en' | 'ar') =>
      `${label} · ${l === 'en' ? forms.language_en : forms.language_ar}`
    /** A form that was recorded is gone; until then a second one could stand beside it. */
    const closed = (name: string) =>
      page.getByRole('group', { name, exact: true }).waitFor({ state: 'detached' })
    const fill = async (label: string, value: string, nth = 0) => {
      await page.getByLabel(both(label, 'en')).nth(nth).fill(`${value} en`)
      await page.getByLabel(both(label, 'ar')).nth(nth).fill(`${value} ع`)
    }
    await fill(deal.name, 'By hand')
    for (const side of await begin.getByRole('checkbox').all())
      if (await side.isVisible()) await side.check()
    await begin.getByRole('button', { name: deal.record }).click()
    const named = (value: string) => (lang === 'en' ? `${value} en` : `${value} ع`)
    await section(named('By hand')).waitFor()
    await begin.waitFor({ state: 'detached' })

    for (const point of ['Road', 'Port']) {
      await press(deal.add_point)
      await fill(deal.name, point)
      await fill(deal.option, `${point} open`, 0)
      await press(deal.record)
      await page.getByText(deal.lack_option_title).waitFor()
      await fill(deal.option, `${point} shut`, 1)
      await press(deal.record)
      await page
        .getByRole('row')
        .filter({ hasText: named(point) })
        .waitFor()
      await closed(deal.point)
    }

    const link = page.getByRole('group', { name: deal.add_link, exact: true })
    const choose = async (legend: string, nth: number, point: string, option: string) => {
      const row = page.getByRole('group', { name: legend, exact: true })
      await row
        .getByRole('combobox')
        .nth(2 * nth)
        .selectOption({ label: named(point) })
      await row
        .getByRole('combobox')
        .nth(2 * nth + 1)
        .selectOption({ label: named(option) })
    }
    const links = section(deal.links)
    await press(deal.add_link)
    await choose(deal.link_when, 0, 'Road', 'Road open')
    await choose(deal.link_then, 0, 'Port', 'Port open')
    await fill(deal.link_reason, 'One needs the other')
    await press(deal.record)
    await closed(deal.add_link)
    expect(await links.getByRole('listitem').count()).toBe(1)

    // Road open needs Port open; and it must stand. Together with "not both" nothing is left of it.
    for (const [one, other] of [
      ['Road open', 'Port open'],
      ['Road shut', 'Port open'],
      ['Road shut', 'Port shut'],
    ] as const) {
      await press(deal.add_link)
      await link.getByRole('combobox').first().selectOption('excludes')
      await link.getByRole('button', { name: deal.add_choice }).click()
      await choose(deal.link_of, 0, 'Road', one)
      await choose(deal.link_of, 1, 'Port', other)
      await fill(deal.link_reason, 'Not both')
      if (other === 'Port shut') break
      await press(deal.record)
      await closed(deal.add_link)
    }
    await page.getByText(deal.links_contradict).waitFor()
    const record = page.getByRole('button', { name: deal.record, exact: true })
    expect(await record.isDisabled()).toBe(true)
    const fits = await page.evaluate(
      () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
    )
    expect(fits).toBe(true)
    const axe = await new AxeBuilder({ page }).analyze()
    const serious = axe.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
    expect(serious.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([])
    await press(deal.leave)

    // A point goes with the links that speak of it.
    await page
      .getByRole('row')
      .filter({ hasText: named('Port') })
      .getByRole('button', { name: deal.withdraw })
      .click()
    await press(deal.withdraw)
    await links.getByText(deal.links_none).waitFor()
    expect(site.errors).toEqual([])
  })
})
