// A decision as people meet it: the secretariat proposes, the body accepts, it is frozen and opened;
// three members of different blocs vote in secret, one in Arabic on a phone; nobody sees anything before
// the close; then the result, its trace, and each ballot by its receipt. axe on every screen.
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
/** The example opens on a day of 2020, when none of this was known. */
const today = new Date().toISOString().slice(0, 10)

describe.runIf(there || process.env['CI'] === 'true')('decisions in a browser', () => {
  let site: Site
  let seats: readonly Named[]
  let decision = ''
  const seat = (words: RegExp) => {
    const found = seats.find((s) => words.test(s.title.en))
    if (!found) throw new Error(`no seat like ${words}`)
    return found.id
  }
  beforeAll(async () => {
    site = await openSite()
    const answer = await fetch(`${site.url}/api/session`)
    seats = ((await answer.json()) as { seats: readonly Named[] }).seats
  }, SLOW_MS)
  afterAll(() => site?.close())

  const sound = async (page: Page) => {
    const { violations } = await new AxeBuilder({ page }).analyze()
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(grave.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([])
  }
  const open = (path: string, of: RegExp, lang = 'en', size?: typeof phone) =>
    site.open(`${path}?lang=${lang}&at=${today}&seat=${seat(of)}`, size)
  const press = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).first().click()
  const choose = async (page: Page, label: string | RegExp, option: string | RegExp) => {
    await page.getByRole('button', { name: label }).first().click()
    await page.getByRole('option', { name: option }).first().click()
  }

  test(
    'D1 D2 the secretariat proposes, records the acceptance, freezes and opens',
    async () => {
      const page = await open('/decisions/new', /envoy/)
      await choose(page, /^Where it is decided|Plenary/, /Political Dialogue Forum/)
      await page.getByLabel('Title in English').fill('A motion of three')
      await page.getByLabel('Title in Arabic').fill('اقتراح لثلاثة')
      await page.getByLabel('What is decided, in English').fill('Whether to go on.')
      await page.getByLabel('What is decided, in Arabic').fill('هل نواصل.')
      await page.getByLabel('Number of members').fill('2')
      for (const bloc of ['West', 'East', 'South'])
        await choose(page, new RegExp(`Member of the forum, ${bloc}`), 'Votes')
      // A contradiction is named while it is typed: three seats of two members.
      await page.getByText(/More seats vote than there are members/).waitFor()
      await page.getByLabel('Number of members').fill('3')
      await page.getByText('The procedure has no contradiction.').waitFor()
      await sound(page)
      await press(page, 'Propose it')
      await page.getByRole('heading', { name: 'A motion of three' }).waitFor()
      decision = new URL(page.url()).pathname
      await page.getByLabel('How, in English').fill('By a show of hands.')
      await page.getByLabel('How, in Arabic').fill('برفع الأيدي.')
      await press(page, 'The body has accepted it')
      await press(page, 'Freeze the procedure')
      await press(page, 'Open “The vote”')
      await page.getByText('“The vote” is open').waitFor()
      await sound(page)
      await page.close()
    },
    SLOW_MS,
  )

  const receipts: string[] = []
  const voteSecretly = async (
    page: Page,
    words: Record<'take' | 'choice' | 'hand' | 'yes', string>,
  ) => {
    await press(page, words.take)
    await page.getByRole('radio', { name: words.choice }).check()
    await press(page, words.hand)
    await press(page, words.yes)
    const receipt = page.locator('code').filter({ hasText: /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/ })
    await receipt.waitFor()
    receipts.push(await receipt.innerText())
    await sound(page)
    await page.close()
  }
  const english = { take: 'Take my voucher', hand: 'Hand in this ballot', yes: 'Yes, hand it in' }
  const arabic = { take: 'أخذ قسيمتي', hand: 'تسليم هذه الورقة', yes: 'نعم، أسلّمها' }

  test(
    'D7 D8 three members vote, one of them in Arabic on a phone',
    async () => {
      await voteSecretly(await open(decision, /forum, West/, 'ar', phone), {
        ...arabic,
        choice: 'مؤيد',
      })
      await voteSecretly(await open(decision, /forum, East/), { ...english, choice: 'Against' })
      await voteSecretly(await open(decision, /forum, South/, 'en', phone), {
        ...english,
        choice: 'For',
      })
      expect(new Set(receipts).size).toBe(3)
    },
    SLOW_MS,
  )

  test(
    'D15 D10 nothing is seen before the close; then the result, its trace and each ballot',
    async () => {
      const page = await open(decision, /envoy/)
      const before = await page.locator('main').innerText()
      expect(before).toContain('Nobody sees a ballot')
      for (const receipt of receipts) expect(before).not.toContain(receipt)
      await press(page, 'Close “The vote” and count')
      await page.getByText('How the result came about').waitFor()
      const after = await page.locator('main').innerText()
      expect(after).toContain('Passed')
      // 2 of 3 for and against, and more than half needs 2.
      expect(after).toContain('2/3')
      await sound(page)
      await page.close()
      const member = await open(decision, /forum, West/, 'ar', phone)
      await member.getByLabel('إيصالك').fill(receipts[0] ?? '')
      await press(member, 'ابحث عنها')
      await member.getByText('محتسبة في «التصويت»: مؤيد.').waitFor()
      await sound(member)
      await member.close()
      expect(site.outside).toEqual([])
      expect(site.errors).toEqual([])
    },
    SLOW_MS,
  )

  test(
    'D19 on a day of the date cursor a decision is as it was known then, and offers nothing',
    async () => {
      const at = (path: string, day: string, lang = 'en') =>
        site.open(`${path}?lang=${lang}&at=${day}&seat=${seat(/envoy/)}`)
      const unknown = await at(decision, '2020-10-19')
      await unknown.getByRole('button', { name: 'See today' }).click()
      await unknown.getByRole('heading', { name: 'A motion of three' }).waitFor()
      await unknown.close()
      // The run-off was on 5 February 2021; the mechanism was accepted on 19 January.
      const list = await at('/decisions', '2021-02-03')
      await list.getByRole('link', { name: 'Selection of the executive authority' }).click()
      await list.getByText(/as it was known on 3 February 2021/).waitFor()
      const shown = await list.locator('main').innerText()
      expect(shown).not.toContain('Chosen:')
      await sound(list)
      await list.getByRole('button', { name: 'See today' }).click()
      await list
        .getByText(/Chosen: List 3/)
        .first()
        .waitFor()
      await list.close()
    },
    SLOW_MS,
  )

  test(
    'D20 the forum of 2021 explains itself in both languages',
    async () => {
      for (const [lang, words] of [
        ['en', ['List 3', '39', '44', '37', 'Selection of the executive authority']],
        ['ar', ['القائمة 3', '39', '44', '37', 'اختيار السلطة التنفيذية']],
      ] as const) {
        const list = await open('/decisions', /envoy/, lang, lang === 'ar' ? phone : undefined)
        await sound(list)
        await list.getByRole('link', { name: words[4], exact: true }).click()
        await list.getByRole('heading', { level: 1, name: words[4] }).waitFor()
        const shown = await list.locator('main').innerText()
        for (const word of words) expect(shown).toContain(word)
        await sound(list)
        await list.close()
      }
    },
    SLOW_MS,
  )
})
