// The forum as three members of different blocs and the secretariat go through it: a dialogue on the
// alternatives of a slot and what came of it beside the slot; lists that are endorsed, one signature too
// many, an open ballot, a certified protocol on paper; and the slot that the decision closes.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ar as arabic } from '../packages/web/src/messages/ar.ts'
import { en as english } from '../packages/web/src/messages/en.ts'
import { ask as asked } from './ask.ts'
import { chromium_path, openSite, type Site } from './browser.ts'
import { makeForumText } from './forum_text.ts'

type Place = { readonly id: string; readonly name: { readonly en: string } }
type Session = {
  readonly seats: readonly { readonly id: string; readonly title: { readonly en: string } }[]
  readonly compartments: readonly Place[]
}
const there = existsSync(chromium_path)
if (!there) console.log('not run: the browser tests (Chromium is not installed)')
const phone = { width: 390, height: 844 }
const wait = { timeout: 60_000 }
const today = new Date().toISOString().slice(0, 10)
const both = (en: string, ar: string) => ({ en, ar })

const shared = process.env['SULH_DATA'] ?? join(import.meta.dirname, '../../shared/data')
const real = join(shared, 'opinion/polis-opendata/scoop-hivemind.freshwater')
const real_files = existsSync(real)
  ? ['votes.csv.gz', 'comments.csv.gz'].map((name) => join(real, name))
  : []
if (real_files.length === 0) console.log(`not run: a real conversation, for want of ${real}`)

describe.runIf(there || process.env['CI'] === 'true')('the forum from end to end', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sulh-forum-'))
  let site: Site
  let session: Session
  let forum = ''
  const [instrument_id, slot_id] = [randomUUID(), randomUUID()]
  const decision_id = randomUUID()
  const [short, long] = [randomUUID(), randomUUID()]
  const seat = (like: RegExp) => {
    const found = session.seats.find((s) => like.test(s.title.en))
    if (!found) throw new Error(`no seat like ${like}`)
    return found.id
  }
  const members = () => [/West/, /East/, /South/, /independent/, /political forum/].map(seat)
  const ask = <T>(who: string, path: string, body?: unknown) => asked<T>(site, who, path, body)
  const openAt = (path: string, who: string, lang: 'en' | 'ar', size?: typeof phone) =>
    site.open(`${path}?at=${today}&lang=${lang}&seat=${who}`, size)
  const press = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).first().click()
  const choose = async (where: Locator, label: string, option: string | RegExp) => {
    await where
      .getByRole('button', { name: new RegExp(label) })
      .first()
      .click()
    await where.page().getByRole('option', { name: option }).first().click()
  }
  const fits = async (page: Page) =>
    expect(
      await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      ),
    ).toBeLessThanOrEqual(0)

  beforeAll(async () => {
    site = await openSite()
    session = await (await fetch(`${site.url}/api/session`)).json()
    const office = seat(/envoy/)
    const own = await ask<Session>(office, '/session')
    forum = own.compartments.find((c) => /Political Dialogue/.test(c.name.en))?.id ?? ''
    await makeForumText(site, office, {
      forum,
      instrument_id,
      slot_id,
      alternatives: [short, long],
    })
  }, 240_000)
  afterAll(async () => {
    await site?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('D30 a dialogue is opened on a slot, five members vote, and the slot shows what came of it', async () => {
    const { dialogue } = english
    const desk = await openAt(`/texts/${instrument_id}`, seat(/envoy/), 'en')
    await desk.locator(`button[data-slot="${slot_id}"]`).first().click()
    await press(desk, dialogue.open_on_slot)
    const form = desk.getByRole('dialog')
    await form.getByLabel(new RegExp(dialogue.question_en)).fill('How long should it last?')
    await form.getByLabel(new RegExp(dialogue.question_ar)).fill('كم ينبغي أن يدوم؟')
    await form.getByRole('button', { name: dialogue.open_act }).click()
    await desk.waitForURL(/\/dialogues\//, wait)
    const path = new URL(desk.url()).pathname
    const id = path.split('/').at(-1) ?? ''
    const [west, east, south, ...others] = members()
    for (const [who, lang] of [
      [west, 'ar'],
      [east, 'en'],
      [south, 'en'],
    ] as const) {
      const page = await openAt(path, who ?? '', lang, phone)
      const agree = (lang === 'ar' ? arabic : english).dialogue.agree
      await page.getByRole('button', { name: agree, exact: true }).first().click(wait)
      await page.getByText(/All your votes are recorded|سُجّلت كل أصواتك/).waitFor(wait)
      await fits(page)
      await page.close()
    }
    const { statements } = await ask<{ statements: readonly { readonly id: string }[] }>(
      seat(/envoy/),
      `/dialogues/${id}`,
    )
    // What is on the table of the slot is what is voted on.
    expect(statements).toHaveLength(2)
    const one = statements[0]?.id
    for (const who of members()) {
      const votes = [{ id: randomUUID(), statement_id: one, vote: others.includes(who) ? -1 : 1 }]
      await ask(who, `/dialogues/${id}/votes`, { votes })
    }
    await expect
      .poll(
        async () => {
          await press(desk, dialogue.publish_now)
          return ask<{ result: unknown }>(west ?? '', `/dialogues/${id}/opinion`).then(
            ({ result }) => result !== null && result !== undefined,
          )
        },
        { timeout: 60_000, interval: 1_000 },
      )
      .toBe(true)
    await desk.close()
    for (const [lang, size] of [
      ['en', undefined],
      ['ar', phone],
    ] as const) {
      const page = await openAt(`/texts/${instrument_id}`, seat(/East/), lang, size)
      await page.locator(`button[data-slot="${slot_id}"]`).first().click()
      const all = lang === 'en' ? english : arabic
      const result = page.locator('section', {
        has: page.getByRole('heading', { name: all.dialogue.of_slot, exact: true }),
      })
      await result
        .getByRole('link', { name: lang === 'en' ? 'The term of the forum' : 'مدة الملتقى' })
        .waitFor(wait)
      await expect.poll(() => result.innerText(), wait).toContain('60 %')
      await fits(page)
      await page.close()
    }
  }, 240_000)

  test.runIf(real_files.length > 0)(
    'D40 a real conversation of Polis is brought in through the screen and read in Arabic',
    async () => {
      const { dialogue } = english
      const page = await openAt('/dialogues', seat(/envoy/), 'en')
      await press(page, dialogue.import)
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(/Title in English/).fill('Fresh water')
      await dialog.getByLabel(/Title in Arabic/).fill('المياه العذبة')
      await dialog.getByLabel(dialogue.files).setInputFiles(real_files)
      await dialog.getByRole('button', { name: dialogue.import_act }).click()
      await dialog.getByText(/participants, \d+ statements and [\d,]+ votes are in/).waitFor(wait)
      await dialog.getByRole('link', { name: dialogue.to_dialogue }).click()
      await page.getByText(/people and [\d,]+ votes are counted/).waitFor(wait)
      const path = new URL(page.url()).pathname
      await page.close()
      const member = await openAt(path, seat(/South/), 'ar', phone)
      await member.locator('svg[role=img]').first().waitFor(wait)
      await member.getByRole('tab', { name: arabic.dialogue.unites }).waitFor(wait)
      await fits(member)
      await member.close()
    },
    240_000,
  )

  test('D5 D7 lists are endorsed, one signature too many is refused, and an open ballot elects', async () => {
    const { decision } = english
    const [west, east, south] = members()
    const office = seat(/envoy/)
    await ask(office, `/decisions/${decision_id}/propose`, {
      act_id: randomUUID(),
      channel: 'in_room',
      compartment_id: forum,
      description: {
        title: both('Who speaks for the forum', 'من يتحدث باسم الملتقى'),
        summary: both('A choice of two lists.', 'اختيار بين قائمتين.'),
      },
      terms: {
        procedure: {
          format: 'sulh-procedure/1',
          name: both('A choice', 'اختيار'),
          electorate: { members: 5 },
          stages: [
            {
              id: 'lists',
              name: both('The lists', 'القوائم'),
              ballot: 'one-of',
              voters: 'all',
              candidates: { from: 'endorsed', total: 1, per_member: 'one' },
              requires: [{ base: 'valid', share: '1/2', comparison: '>' }],
            },
          ],
          certification: { witnesses: ['The witness'], needed: 1 },
        },
        candidates: [
          { id: 'list-1', name: both('List 1', 'القائمة 1') },
          { id: 'list-2', name: both('List 2', 'القائمة 2') },
        ],
        nominations: 'closed',
        forms: { lists: 'open' },
        participation: 'named',
        floor: 0,
        voters: members().map((id) => ({ seat: id })),
        stewards: [office],
      },
    })
    const path = `/decisions/${decision_id}`
    const desk = await openAt(path, office, 'en')
    await desk.getByLabel(decision.how_en).fill('By consensus.')
    await desk.getByLabel(decision.how_ar).fill('بالتوافق.')
    await press(desk, decision.accept)
    await press(desk, decision.freeze)
    for (const [who, list] of [
      [west, 'القائمة 1'],
      [east, 'القائمة 2'],
    ] as const) {
      const page = await openAt(path, who ?? '', 'ar', phone)
      await press(page, `تزكية ${list}`)
      await page.getByText(arabic.decision.endorsed).waitFor(wait)
      if (who === west) {
        await press(page, 'تزكية القائمة 2')
        await page.getByText('يزكّي العضو قائمة واحدة، وقد زكّيت list-1').waitFor(wait)
      }
      await fits(page)
      await page.close()
    }
    await press(desk, 'Open “The lists”')
    await desk.getByText('“The lists” is open').waitFor(wait)
    for (const [who, lang, list] of [
      [west, 'ar', 'القائمة 1'],
      [east, 'en', 'List 2'],
      [south, 'en', 'List 1'],
    ] as const) {
      const page = await openAt(path, who ?? '', lang, phone)
      const all = (lang === 'ar' ? arabic : english).decision
      await page.getByText(all.vote_open_help).waitFor(wait)
      await page.getByRole('radio', { name: list }).check()
      await press(page, all.review)
      await press(page, all.confirm_yes)
      await page.getByText(all.cast_open).waitFor(wait)
      await fits(page)
      await page.close()
    }
    // Sealed for the secretariat too until the close.
    expect(await desk.locator('main').innerText()).not.toContain(decision.trace)
    await press(desk, 'Close “The lists” and count')
    await desk.getByText('Chosen: List 1').first().waitFor(wait)
    expect(await desk.locator('main').innerText()).toContain('2')
    await press(desk, 'Certified by The witness')
    await desk
      .getByText(decision.certified.replace('{count}', '1').replace('{needed}', '1'))
      .waitFor(wait)
    await desk.close()
  }, 240_000)

  test('D16 the protocol is printed in both languages side by side', async () => {
    for (const lang of ['en', 'ar'] as const) {
      const page = await openAt(`/decisions/${decision_id}/protocol`, seat(/envoy/), lang)
      await page.getByText('The witness').first().waitFor(wait)
      await page
        .locator('code')
        .filter({ hasText: /^[0-9a-f]{64}$/ })
        .nth(1)
        .waitFor(wait)
      const file = join(folder, `${lang}.pdf`)
      await page.pdf({ path: file, preferCSSPageSize: true })
      const printed = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
      for (const word of ['Who speaks for the forum', 'List 1', 'The witness'])
        expect(printed).toContain(word)
      expect(printed).not.toContain(lang === 'en' ? english.decision.print : arabic.decision.print)
      await page.close()
    }
  }, 120_000)

  test('D17 the decision closes the slot, and the text says by what', async () => {
    const { decision } = english
    const page = await openAt(`/decisions/${decision_id}`, seat(/envoy/), 'en')
    const effects = page.locator('section', {
      has: page.getByRole('heading', { name: decision.effect, exact: true }),
    })
    await choose(effects, `${decision.effect_choose_text}$`, 'Rules of the forum')
    await choose(effects, decision.effect_choose, 'The term of the forum')
    await choose(effects, decision.effect_alternative, /one year/)
    await press(page, decision.effect_do)
    await page.getByText(/Carried out on/).waitFor(wait)
    await page.getByRole('link', { name: /See it in/ }).click()
    await page.getByText('The forum ends after').first().waitFor(wait)
    await page.close()
    const member = await openAt(`/texts/${instrument_id}`, seat(/South/), 'ar', phone)
    await member
      .getByText(/ينتهي الملتقى بعد/)
      .first()
      .waitFor(wait)
    const shown = await member.locator('section[data-kind]').first().innerText()
    expect(shown).toContain('سنة واحدة')
    expect(shown).not.toContain('ثمانية عشر')
    await fits(member)
    await member.close()
    expect(site.outside).toEqual([])
    // The signature too many is a refused request.
    expect(site.errors.filter((e) => !/status of 409/.test(e))).toEqual([])
  }, 120_000)
})
