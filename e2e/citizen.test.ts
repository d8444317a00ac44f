// Citizens as they meet a dialogue: the secretariat opens one in public and makes links; three citizens
// of different blocs vote by hand and keyboard, one of them in Arabic on a phone and without a connection
// for a while; one submits a statement; a revoked link opens nothing. axe on every screen.
import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromium_path, openSite, type Site } from './browser.ts'

type Named = { readonly id: string; readonly title: { readonly en: string } }
const there = existsSync(chromium_path)
if (!there) console.log('not run: the browser tests (Chromium is not installed)')
const phone = { width: 390, height: 844 }
const SLOW_MS = 600_000

describe.runIf(there || process.env['CI'] === 'true')('citizens in a browser', () => {
  let site: Site
  let envoy = ''
  let dialogue = ''
  let links: string[] = []
  beforeAll(async () => {
    site = await openSite()
    const answer = await fetch(`${site.url}/api/session`)
    const { seats } = (await answer.json()) as { seats: readonly Named[] }
    envoy = seats.find((s) => /envoy/.test(s.title.en))?.id ?? ''
  }, SLOW_MS)
  afterAll(() => site?.close())

  const sound = async (page: Page) => {
    const { violations } = await new AxeBuilder({ page }).analyze()
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(grave.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([])
  }
  const press = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).first().click()
  const choose = async (page: Page, label: string | RegExp, option: string) => {
    await page.getByRole('button', { name: label }).first().click()
    await page.getByRole('option', { name: option, exact: true }).first().click()
  }

  test(
    'D50 the secretariat opens a public dialogue and makes links, shown once',
    async () => {
      const page = await site.open(`/dialogues?lang=en&seat=${envoy}`)
      await press(page, 'Open a dialogue')
      await page.getByLabel('Title in English').fill('Our town')
      await page.getByLabel('Title in Arabic').fill('بلدتنا')
      await page.getByLabel('Question in English').fill('What should come first?')
      await page.getByLabel('Question in Arabic').fill('ما الذي ينبغي أن يأتي أولا؟')
      await choose(page, /Where it lies/, 'Public')
      await page.getByLabel('In English').last().fill('The road should be opened first.')
      await page.getByLabel('In Arabic').last().fill('ينبغي أن يُفتح الطريق أولا.')
      await press(page, 'Another statement')
      await page.getByLabel('In English').last().fill('The school should be mended first.')
      await page.getByLabel('In Arabic').last().fill('ينبغي أن تُصلح المدرسة أولا.')
      await press(page, 'Open it')
      await page.getByRole('heading', { level: 1, name: 'Our town' }).waitFor()
      dialogue = new URL(page.url()).pathname
      await page.getByRole('tab', { name: 'Citizens' }).click()
      await page.getByLabel('Name of the batch').fill('West, first')
      await page.getByLabel('Links').fill('1001')
      await page.getByText('Write a number from 1 to 1000.').waitFor()
      await page.getByLabel('Links').fill('4')
      await choose(page, /^none|Bloc/, 'West')
      await sound(page)
      await press(page, 'Make the links')
      await page.getByRole('heading', { name: 'New links: West, first' }).waitFor()
      links = await page.locator('ol code').allInnerTexts()
      expect(new Set(links).size).toBe(4)
      await sound(page)
      expect(await page.getByRole('button', { name: 'I have them' }).isDisabled()).toBe(true)
      const download = page.waitForEvent('download')
      await press(page, 'Save as a file')
      expect((await download).suggestedFilename()).toBe('West-first.csv')
      await press(page, 'I have them')
      await page.getByRole('cell', { name: 'West, first' }).waitFor()
      expect(await page.locator('main').innerText()).not.toContain('citizen?token')
      await page.close()
    },
    SLOW_MS,
  )

  test(
    'D51 D53 D30 a citizen votes by keyboard, and her browser alone remembers it',
    async () => {
      const path = links[0]?.replace(site.url, '') ?? ''
      const page = await site.open(path.replace('/#', '/?lang=en#'))
      await page.getByRole('heading', { level: 1, name: 'Our town' }).waitFor()
      await page.getByText('0 of 2 statements voted').first().waitFor()
      await sound(page)
      await page.keyboard.press('a')
      await page.getByText('1 of 2 statements voted').first().waitFor()
      await page.keyboard.press('d')
      await page.getByText('2 of 2 statements voted').first().waitFor()
      await page.getByText('All your votes are recorded.').waitFor()
      await page.getByLabel('In English').fill('The market should be opened first.')
      await press(page, 'Submit')
      await page.getByText(/Submitted/).waitFor()
      await page.reload()
      await page.getByText('2 of 2 statements voted').first().waitFor()
      // Nothing of the process is here: no rail, no seat.
      expect(await page.getByRole('navigation').count()).toBe(0)
      await sound(page)
      await page.close()
    },
    SLOW_MS,
  )

  test(
    'D31 in Arabic on a phone, votes wait without a connection and are sent once',
    async () => {
      const path = links[1]?.replace(site.url, '') ?? ''
      const page = await site.open(path.replace('/#', '/?lang=ar#'), phone)
      await page.getByRole('heading', { level: 1, name: 'بلدتنا' }).waitFor()
      await page.getByRole('button', { name: 'أوافق', exact: true }).first().waitFor()
      await page.context().setOffline(true)
      await page.getByRole('button', { name: 'أوافق', exact: true }).first().click()
      await page.getByText(/لا اتصال/).waitFor()
      await page.context().setOffline(false)
      await page.getByText('سُجّلت كل أصواتك.').waitFor()
      await sound(page)
      await page.close()
      site.expected(/ERR_INTERNET_DISCONNECTED/)
    },
    SLOW_MS,
  )

  test(
    'D55 D56 her statement waits without a name; a revoked link opens nothing',
    async () => {
      const page = await site.open(`${dialogue}?lang=en&seat=${envoy}`)
      await page.getByRole('tab', { name: /Statements/ }).click()
      await page.getByText('The market should be opened first.').first().waitFor()
      await page.getByRole('tab', { name: 'Citizens' }).click()
      await press(page, 'Revoke links')
      await page.getByLabel('Numbers of the links').fill('2-9')
      await press(page, 'Revoke these')
      await page.getByText('Write numbers from 1 to 4, like 3, 7-12.').waitFor()
      await sound(page)
      await page.getByLabel('Numbers of the links').fill('2, 3')
      await press(page, 'Revoke these')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByRole('row', { name: /West, first.*West.*4.*2/ }).waitFor()
      await page.close()
      const path = links[1]?.replace(site.url, '') ?? ''
      const gone = await site.open(path.replace('/#', '/?lang=ar#'), phone)
      await gone.getByRole('alert').waitFor()
      await sound(gone)
      await gone.close()
      site.expected(/401/)
      expect(site.outside).toEqual([])
      expect(site.errors).toEqual([])
    },
    SLOW_MS,
  )
})
