// The drafting room in a browser: two seats of one compartment type at once and converge, the other
// side is told that there is no such room, and what is typed without a connection is kept over a
// reload and merged on return. In both languages; without serious faults of accessibility.
import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, type Site } from './browser.ts'

let site: Site
type Seat = { readonly id: string; readonly title: { readonly en: string } }
type Session = {
  readonly seats: readonly Seat[]
  readonly compartments: readonly { id: string; kind: string; readers: { id: string }[] }[]
}
type Records = {
  readonly records: readonly {
    readonly id: string
    readonly kind: string
    readonly compartment_id: string
    readonly facts: readonly { facet: string; value: { holders?: string[] } }[]
  }[]
  readonly next: string | null
}
const asked = async <T>(path: string, seat?: string) => {
  const headers = seat ? { 'Sulh-Seat': seat } : {}
  return (await fetch(`${site.url}${path}`, { headers })).json() as Promise<T>
}

const ids = { mission: '', gna: '', lna: '', caucus: '', instrument: '', slot: '' }

beforeAll(async () => {
  site = await openSite()
  const { seats } = await asked<Session>('/api/session')
  const seat = (name: RegExp) => seats.find((s) => name.test(s.title.en))?.id ?? ''
  ids.gna = seat(/GNA|National Accord/i)
  ids.lna = seat(/LNA|General Command|National Army/i)
  const { compartments } = await asked<Session>('/api/session', ids.gna)
  const caucus = compartments.find((c) => c.kind === 'caucus')
  ids.caucus = caucus?.id ?? ''
  ids.mission = caucus?.readers.find((r) => r.id !== ids.gna)?.id ?? ''
  let cursor: string | null = ''
  while (!ids.instrument && cursor !== null) {
    const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
    const page: Records = await asked(`/api/process/history?limit=500${after}`, ids.gna)
    ids.instrument = page.records.find((r) => r.kind === 'instrument')?.id ?? ''
    cursor = page.next
  }
  const text = await asked<Records>(`/api/text/instruments/${ids.instrument}`, ids.gna)
  ids.slot = text.records.find((r) => r.kind === 'slot')?.id ?? ''
  await reopen(text)
})
afterAll(() => site?.close())

/** The example ends with an agreed text: one of its slots is opened again by who holds the pen. */
async function reopen({ records }: Records): Promise<void> {
  const table = records
    .find((r) => r.kind === 'instrument')
    ?.facts.findLast((f) => f.facet === 'table')
  const body = { act_id: randomUUID(), note: { en: 'For the test.', ar: 'للاختبار.' } }
  const at = `${site.url}/api/text/instruments/${ids.instrument}/slots/${ids.slot}/reopen`
  const answer = await fetch(at, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Sulh-Seat': table?.value.holders?.[0] ?? '',
      Origin: site.url,
    },
    body: JSON.stringify(body),
  })
  expect(answer.status, await answer.text()).toBe(200)
}

const path = (lang: 'en' | 'ar', seat: string) =>
  `/texts/${ids.instrument}/room/${ids.caucus}/${ids.slot}?lang=${lang}&seat=${seat}`
const sheet = (page: Page, language: 'en' | 'ar') =>
  page.locator(`[role=textbox][lang=${language}]`)
const settled = (page: Page) =>
  page.locator('[data-connection=live][data-pending="0"]').waitFor({ timeout: 30_000 })
/** Its words without what stands around them in the sheet. */
const words = (page: Page, language: 'en' | 'ar') =>
  sheet(page, language).evaluate((node) => {
    const copy = node.cloneNode(true) as HTMLElement
    for (const mark of copy.querySelectorAll('[aria-hidden=true]')) mark.remove()
    return copy.textContent ?? ''
  })
async function enter(lang: 'en' | 'ar', seat: string): Promise<Page> {
  const page = await site.open(path(lang, seat))
  await settled(page)
  return page
}

describe('drafting room', () => {
  test('RM6 RM11 two seats type at once, see each other and converge', async () => {
    const one = await enter('en', ids.gna)
    const two = await enter('ar', ids.mission)
    expect(await two.evaluate(() => document.documentElement.dir)).toBe('rtl')
    for (const page of [one, two])
      await page.locator('[data-me] ~ li, li:has(~ [data-me])').waitFor()
    // A window has one keyboard: its two sheets are written one after the other.
    const writeBoth = async () => {
      await sheet(two, 'en').pressSequentially('under observation')
      await sheet(two, 'ar').pressSequentially('خلال ثلاثة أشهر')
    }
    await Promise.all([
      sheet(one, 'en').pressSequentially('withdrawal within three months'),
      writeBoth(),
    ])
    await Promise.all([settled(one), settled(two)])
    const letters = (text: string) => text.split('').toSorted().join('')
    await expect
      .poll(async () => (await words(one, 'en')).length, { timeout: 20_000 })
      .toBe('withdrawal within three monthsunder observation'.length)
    expect(letters(await words(one, 'en'))).toBe(
      letters('withdrawal within three monthsunder observation'),
    )
    await expect.poll(() => words(two, 'en')).toBe(await words(one, 'en'))
    await expect.poll(() => words(one, 'ar')).toBe('خلال ثلاثة أشهر')
    await Promise.all([one.close(), two.close()])
  })

  test('RM12 the other side is told that there is no such room', async () => {
    const page = await site.open(path('en', ids.lna))
    await page.getByRole('alert').waitFor()
    expect(await page.locator('main').innerText()).not.toContain('withdrawal')
    expect(await page.getByRole('textbox').count()).toBe(0)
    await page.close()
    site.expected(/404/)
  })

  test('RM15 typed without a connection it is kept over a reload and merged on return', async () => {
    const one = await enter('en', ids.gna)
    const two = await enter('en', ids.mission)
    const before = await words(one, 'en')
    await one.route('**/rooms/**', (route) => route.abort())
    await sheet(one, 'en').press('Control+Home')
    await sheet(one, 'en').pressSequentially('OFFLINE ')
    await one.locator('[data-connection=offline]').waitFor()
    await sheet(two, 'en').press('Control+End')
    await sheet(two, 'en').pressSequentially(' MEANWHILE')
    await settled(two)
    await one.unroute('**/rooms/**')
    await one.reload()
    await settled(one)
    const merged = `OFFLINE ${before} MEANWHILE`
    await expect.poll(() => words(one, 'en'), { timeout: 20_000 }).toBe(merged)
    await expect.poll(() => words(two, 'en'), { timeout: 20_000 }).toBe(merged)
    await Promise.all([one.close(), two.close()])
    site.expected(/Failed to load resource|net::ERR/)
  })

  test('RM3 RM14 brackets are left out and said so; the words become a proposal', async () => {
    const page = await enter('en', ids.gna)
    await sheet(page, 'en').press('Control+End')
    await sheet(page, 'en').pressSequentially(' [x]')
    await page.getByText('Square brackets and control characters were left out').waitFor()
    expect(await words(page, 'en')).toMatch(/ x$/)
    await settled(page)
    await page.getByRole('button', { name: 'Make the proposal' }).click()
    await page.getByText('The proposal is made.').waitFor()
    await page.getByRole('link', { name: 'Open its drafting room' }).click()
    await settled(page)
    expect(await words(page, 'en')).toMatch(/ x$/)
    await page.close()
  })

  test.each(['en', 'ar'] as const)('the room has no serious fault (%s)', async (lang) => {
    const page = await enter(lang, ids.gna)
    const found = await new AxeBuilder({ page }).analyze()
    const serious = found.violations.filter((v) => /serious|critical/.test(v.impact ?? ''))
    expect(serious.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')}`)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    const sideways = () =>
      document.documentElement.scrollWidth - document.documentElement.clientWidth
    expect(await page.evaluate(sideways)).toBeLessThanOrEqual(0)
    await page.close()
  })

  test('no page asked for anything outside the machine, and none wrote another error', () => {
    expect(site.outside).toEqual([])
    expect(site.errors).toEqual([])
  })
})
