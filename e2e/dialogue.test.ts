// A dialogue as members of different blocs and the secretariat meet it: voting by key, by hand and
// without a connection, a statement from submission to the vote, figures that come out for five people
// and not for four, an export of Polis brought in; both languages, phone width, accessibility.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask as asked } from './ask.ts'
import { chromium_path, openSite, type Site } from './browser.ts'

type Named = { readonly id: string; readonly kind: string; readonly title: { readonly en: string } }
const there = existsSync(chromium_path)
if (!there) console.log('not run: the browser tests (Chromium is not installed)')
const phone = { width: 390, height: 844 }
const wait = { timeout: 30_000 }

describe.runIf(there || process.env['CI'] === 'true')('a dialogue in a browser', () => {
  let site: Site
  let seats: readonly Named[]
  let training: string
  const seat = (words: RegExp) => {
    const found = seats.find((s) => words.test(s.title.en))
    if (!found) throw new Error(`no seat like ${words}`)
    return found.id
  }
  const ask = <T>(who: string, path: string, body?: unknown) => asked<T>(site, who, path, body)
  const openAt = (path: string, who: string, lang: 'en' | 'ar', size?: typeof phone) =>
    site.open(`${path}?at=2020-10-19&lang=${lang}&seat=${who}`, size)
  const counted = async (who: string, id = training) =>
    (await ask<{ my_votes_count: number }>(who, `/dialogues/${id}`)).my_votes_count
  const recorded = (page: Page) => page.getByText(/All your votes are recorded|سُجّلت كل أصواتك/)

  beforeAll(async () => {
    site = await openSite()
    const answer = await fetch(`${site.url}/api/session`)
    seats = ((await answer.json()) as { seats: readonly Named[] }).seats
    const list = await ask<{ dialogues: readonly { id: string; example: boolean }[] }>(
      seat(/Forum|forum, East/i),
      '/dialogues',
    )
    training = list.dialogues.find((d) => d.example)?.id ?? ''
  }, 240_000)
  afterAll(() => site?.close())

  test('D2 D3 members of three blocs vote: by key, by hand on a phone in Arabic, and again', async () => {
    const [west, east, south] = [seat(/, West/), seat(/, East/), seat(/, South/)]
    const keys = await openAt(`/dialogues/${training}`, west, 'en')
    await keys.getByText('0 of 16').waitFor(wait)
    await keys.getByRole('button', { name: 'Agree' }).first().waitFor(wait)
    await keys.locator('body').press('a')
    await keys.getByText('1 of 16').waitFor(wait)
    await keys.locator('body').press('ArrowDown')
    await keys.getByText('2 of 16').waitFor(wait)
    await recorded(keys).waitFor(wait)
    await expect.poll(() => counted(west), wait).toBe(2)
    const hand = await openAt(`/dialogues/${training}`, east, 'ar', phone)
    const agree = hand.getByRole('button', { name: 'أوافق', exact: true }).first()
    expect((await agree.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    await agree.click()
    await recorded(hand).waitFor(wait)
    await expect.poll(() => counted(east), wait).toBe(1)
    const again = await openAt(`/dialogues/${training}`, south, 'en')
    await again.getByRole('button', { name: 'Agree', exact: true }).first().click()
    const change = again.getByRole('group', { name: 'Change your vote' })
    await change.getByRole('button', { name: 'Disagree' }).click()
    await recorded(again).waitFor(wait)
    const cast = async () =>
      Object.values(
        (await ask<{ my_votes: Record<string, number> }>(south, `/dialogues/${training}`)).my_votes,
      )
    await expect.poll(cast, wait).toEqual([-1])
    for (const page of [keys, hand, again]) await page.close()
  }, 180_000)

  test('D31 votes without a connection wait, outlive a reload, and are sent once', async () => {
    const east = seat(/, East/)
    const before = await counted(east)
    const page = await openAt(`/dialogues/${training}`, east, 'en')
    await page.getByText(`${before} of 16`).waitFor(wait)
    await page.getByRole('button', { name: 'Agree' }).first().waitFor(wait)
    await page.route('**/votes', (route) => route.abort())
    await page.locator('body').press('a')
    await page.getByText(`${before + 1} of 16`).waitFor(wait)
    await page.locator('body').press('d')
    await page.getByText(/2 votes wait/).waitFor(wait)
    await page.reload()
    await page.getByText(`${before + 2} of 16`).waitFor(wait)
    expect(await counted(east)).toBe(before)
    await page.unroute('**/votes')
    await recorded(page).waitFor(wait)
    await expect.poll(() => counted(east), wait).toBe(before + 2)
    await page.close()
  }, 180_000)

  test('D11 D12 a statement goes from a member through the secretariat to the vote', async () => {
    const [south, office] = [seat(/, South/), seat(/envoy/)]
    const words = 'كلام قصير للتجربة'
    const member = await openAt(`/dialogues/${training}`, south, 'ar')
    await member.getByLabel('بالعربية').fill(words)
    await member.getByRole('button', { name: 'إرسال' }).click()
    await member.getByText('تنتظر الأمانة').waitFor(wait)
    const desk = await openAt(`/dialogues/${training}`, office, 'en')
    await desk.getByRole('tab', { name: /Statements.*1 waiting/ }).click()
    await desk.getByRole('button', { name: 'Accept' }).first().click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel(/In English/).fill('Short words for a trial')
    await dialog.getByRole('button', { name: 'Accept' }).click()
    await dialog.waitFor({ state: 'hidden', ...wait })
    await member.getByText('مقبولة').waitFor(wait)
    const shown = await ask<{ statements: { wording: { en?: string }; status: string }[] }>(
      seat(/, West/),
      `/dialogues/${training}`,
    )
    expect(shown.statements.filter((s) => s.wording.en === 'Short words for a trial')).toEqual([
      expect.objectContaining({ status: 'accepted', submitted_by_me: false }),
    ])
    for (const page of [member, desk]) await page.close()
  }, 180_000)

  test('D22 four people publish nothing, the fifth does, and the page of another shows it live', async () => {
    const [office, west] = [seat(/envoy/), seat(/, West/)]
    const forum = seats.filter((s) => s.kind === 'member').map((s) => s.id)
    expect(forum.length).toBeGreaterThanOrEqual(5)
    const { compartments } = await ask<{ compartments: { id: string; name: { en: string } }[] }>(
      office,
      '/session',
    )
    const compartment_id = compartments.find((c) => /Political Dialogue/.test(c.name.en))?.id
    const [dialogue_id, statement_id] = [randomUUID(), randomUUID()]
    const both = { en: 'One statement', ar: 'عبارة واحدة' }
    await ask(office, '/dialogues', {
      dialogue_id,
      compartment_id,
      title: { en: 'Five people', ar: 'خمسة أشخاص' },
      question: both,
      rules: {
        moderators: [office],
        blocs: [],
        batch_people: 5,
        publish_minutes: 1_440,
        seed: 1,
        exposure_floor: 0,
        submissions: false,
      },
      statements: [{ id: statement_id, ...both }],
    })
    const vote = (who: string) =>
      ask(who, `/dialogues/${dialogue_id}/votes`, {
        votes: [{ id: randomUUID(), statement_id, vote: 1 }],
      })
    const page = await openAt(`/dialogues/${dialogue_id}`, west, 'en')
    await page.getByRole('tab', { name: 'What people think' }).click()
    await page.getByText('No figure is published yet.').waitFor(wait)
    const desk = await openAt(`/dialogues/${dialogue_id}`, office, 'en')
    const publish = () => desk.getByRole('button', { name: 'Publish figures now' }).click()
    for (const who of forum.slice(0, 4)) await vote(who)
    await expect
      .poll(async () => {
        await publish()
        return desk.getByText('Nothing may move').isVisible()
      }, wait)
      .toBe(true)
    await vote(forum[4] ?? '')
    // A publication looks at votes that are two seconds old.
    await expect
      .poll(
        async () => {
          await publish()
          return page.getByText('5 people and 5 votes are counted').isVisible()
        },
        { timeout: 60_000, interval: 1_000 },
      )
      .toBe(true)
    for (const open of [page, desk]) await open.close()
  }, 240_000)

  test('D40 D43 an export is brought in through the screen; a fault names file and line', async () => {
    const office = seat(/envoy/)
    const page = await openAt('/dialogues', office, 'en')
    await page.getByRole('button', { name: 'Bring in a Polis export' }).click()
    const dialog = page.getByRole('dialog')
    const lines = Array.from({ length: 12 }, (_, who) =>
      [0, 1, 2].map((j) => `${j},${who},${(who + j) % 2 === 0 ? 1 : -1}`).join('\n'),
    )
    const comments = 'comment-id,comment-body,moderated\n0,First,1\n1,Second,1\n2,Third,1\n'
    const choose = (votes: string) =>
      dialog.getByLabel('Files of the export').setInputFiles([
        { name: 'votes.csv', mimeType: 'text/csv', buffer: Buffer.from(votes) },
        { name: 'comments.csv', mimeType: 'text/csv', buffer: Buffer.from(comments) },
      ])
    await dialog.getByLabel(/Title in English/).fill('An imported conversation')
    await dialog.getByLabel(/Title in Arabic/).fill('محادثة مستوردة')
    await choose('comment-id,voter-id,vote\n0,1,5\n')
    await dialog.getByRole('button', { name: 'Bring it in' }).click()
    await dialog
      .getByText(/votes\.csv: Line 2/)
      .first()
      .waitFor(wait)
    await choose(`comment-id,voter-id,vote\n${lines.join('\n')}\n`)
    await dialog.getByRole('button', { name: 'Bring it in' }).click()
    await dialog.getByText('12 participants, 3 statements and 36 votes are in.').waitFor(wait)
    await dialog.getByRole('link', { name: 'To the dialogue' }).click()
    await page.getByText('12 people and 36 votes are counted').waitFor(wait)
    await page.close()
  }, 180_000)

  test.each(['en', 'ar'] as const)(
    'the list, the vote and the map (%s) have no serious fault and do not scroll sideways',
    async (lang) => {
      for (const [path, who] of [
        ['/dialogues', seat(/envoy/)],
        [`/dialogues/${training}`, seat(/, West/)],
      ] as const) {
        const page = await openAt(path, who, lang)
        const check = async () => {
          const { violations } = await new AxeBuilder({ page }).analyze()
          const serious = violations.filter(
            (v) => v.impact === 'serious' || v.impact === 'critical',
          )
          expect(serious.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')}`)).toEqual([])
        }
        await page.getByRole('table').first().waitFor(wait)
        await check()
        if (path !== '/dialogues') {
          await page.getByRole('tab').nth(1).click()
          await page.locator('svg[role=img]').first().waitFor(wait)
          await check()
        }
        await page.setViewportSize(phone)
        expect(
          await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          ),
        ).toBeLessThanOrEqual(0)
        await page.close()
      }
    },
    180_000,
  )

  test('no page asked for anything outside the machine, and none wrote an error', () => {
    expect(site.outside).toEqual([])
    // Chromium writes a line for each request that was cut, and for the refused import.
    const told = site.errors.filter((e) => !/ERR_FAILED|status of 422/.test(e))
    expect(told).toEqual([])
  })
})
