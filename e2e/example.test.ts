// The example case as a person meets it: the acceptance view of 19 October 2020 in both languages,
// what one seat sees and another does not, a change that appears in another's window, no request
// that leaves the machine, and no serious fault of accessibility.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromium_path, openSite, type Site } from './browser.ts'

type Named = { readonly id: string; readonly kind: string; readonly title: { readonly en: string } }
type Session = {
  readonly seats: readonly Named[]
  readonly compartments: readonly { readonly id: string; readonly kind: string }[]
}

const there = existsSync(chromium_path)
if (!there) console.log('not run: the browser tests (Chromium is not installed)')
const morning = 'at=2020-10-19'

describe.runIf(there || process.env['CI'] === 'true')('the example in a browser', () => {
  let site: Site
  let seats: readonly Named[]
  const seat = (words: RegExp) => {
    const found = seats.find((s) => words.test(s.title.en))
    if (!found) throw new Error(`no seat like ${words}`)
    return found.id
  }
  const session = async (id: string): Promise<Session> =>
    (await (
      await fetch(`${site.url}/api/session`, { headers: { 'Sulh-Seat': id } })
    ).json()) as Session

  beforeAll(async () => {
    site = await openSite()
    const answer = await fetch(`${site.url}/api/session`)
    seats = ((await answer.json()) as Session).seats
  }, 120_000)
  afterAll(() => site?.close())

  const text = (page: Page) => page.locator('main').innerText()

  test('R19 the overview of 19 October 2020 tells the fourth round and nothing later, in English', async () => {
    const page = await site.open(`/?${morning}&lang=en&seat=${seat(/envoy/i)}`)
    await page.getByText('Geneva').first().waitFor()
    const shown = await text(page)
    for (const words of ['Geneva', 'Sirte', 'Lavrov', 'oil']) expect(shown).toContain(words)
    for (const later of ['Ghadames', 'Dbeibah', 'Menfi', 'Kubi', '2570']) {
      expect(shown).not.toContain(later)
    }
    await page.close()
  })

  test('R19 the same in Arabic, from right to left', async () => {
    const page = await site.open(`/?${morning}&lang=ar`)
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl')
    const shown = await text(page)
    for (const words of ['جنيف', 'سرت', 'لافروف']) expect(shown).toContain(words)
    await page.close()
  })

  test('P1 a delegation reads its own room and nothing of the other one', async () => {
    const [gna, lna] = [seat(/GNA|National Accord/i), seat(/LNA|General Command|National Army/i)]
    const rooms = async (id: string) =>
      (await session(id)).compartments.filter((c) => c.kind === 'room').map((c) => c.id)
    const [mine, theirs] = [await rooms(gna), await rooms(lna)]
    expect(mine).toHaveLength(1)
    expect(theirs).toHaveLength(1)
    expect(mine).not.toEqual(theirs)
    const read = async (id: string, room: string | undefined) =>
      (
        await fetch(`${site.url}/api/process/history?compartment_id=${room}`, {
          headers: { 'Sulh-Seat': id },
        })
      ).json() as Promise<{ records: unknown[] }>
    expect((await read(gna, mine[0])).records.length).toBeGreaterThan(0)
    expect(await read(lna, mine[0])).toEqual(await read(lna, randomUUID()))
  })

  /** An event of the process, recorded by the envoy's office. */
  async function record(title: string): Promise<void> {
    const mission = seat(/envoy/i)
    const process_id = (await session(mission)).compartments.find((c) => c.kind === 'process')?.id
    const words = { en: title, ar: 'قيد كُتب والنافذة الأخرى مفتوحة' }
    const answer = await fetch(`${site.url}/api/process/records`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Sulh-Seat': mission, Origin: site.url },
      body: JSON.stringify({
        id: randomUUID(),
        compartment_id: process_id,
        kind: 'event',
        facts: [
          {
            id: randomUUID(),
            facet: 'account',
            value: { title: words, text: words, when: { from: '2021-12-30' }, precision: 'day' },
            known_from: '2021-12-30T00:00:00Z',
            mark: 'illustration',
          },
        ],
      }),
    })
    expect(answer.status).toBe(200)
  }
  const chronology = (who: string) => site.open(`/chronology?at=2021-12-31&lang=en&seat=${who}`)

  test('P16 a change made in one window appears in another that may see it', async () => {
    const page = await chronology(seat(/GNA|National Accord/i))
    const title = 'An entry made while the other window is open'
    await record(title)
    await page.getByText(title).first().waitFor({ timeout: 10_000 })
    await page.close()
  })

  test('P27 eight pages of one seat, more than a browser has connections, hear of one entry', async () => {
    const reader = seat(/GNA|National Accord/i)
    const pages: Page[] = []
    for (let i = 0; i < 8; i++) pages.push(await chronology(reader))
    const other = await chronology(seat(/LNA|General Command|National Army/i))
    // A page that has gone is missed by nobody.
    await pages.shift()?.close()
    pages.push(await chronology(reader))
    const title = 'An entry that eight pages hear of'
    await record(title)
    for (const page of [...pages, other]) await page.getByText(title).first().waitFor()
  })

  const screens = [
    '/',
    '/tracks',
    '/rounds',
    '/issues',
    '/actors',
    '/chronology',
    '/people',
    '/records',
    '/ledger',
    '/new',
    '/gallery',
  ]
  test.each(screens.flatMap((s) => (['en', 'ar'] as const).map((lang) => [s, lang] as const)))(
    '%s (%s) has no serious fault of accessibility and does not scroll sideways',
    async (path, lang) => {
      const page = await site.open(`${path}?${morning}&lang=${lang}&seat=${seat(/envoy/i)}`)
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

  test('no page asked for anything outside the machine, and none wrote an error', () => {
    expect(site.outside).toEqual([])
    expect(site.errors).toEqual([])
  })
})
