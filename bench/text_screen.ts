// How soon a text of 400 clauses and 1,200 alternatives in two languages stands on the page once its
// records are there: from the press on its name in the list to the painted clauses in sight, and to the
// last clause, in the system's Chromium. The records are generated and given in place of the server's; everything else is real.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { chromium_path, openSite } from '../e2e/chromium.ts'
import { bigText } from './big_text.ts'
import { buildWeb } from './bundle.ts'
import { atMost, comparison, median, notRun, type Figure } from './table.ts'
import { recordsOfTree, type BenchRecord } from './text_records.ts'

const BOUND_MS = 300
const OPENINGS_COUNT = 7
const dist = join(import.meta.dirname, '../packages/web/dist')
const settings = 'at=2020-10-19&lang=en'

type Reference = { readonly path: string; readonly compartment_id: string; readonly id: string }
type Loaded = { readonly id: string; readonly kind: string; readonly compartment_id: string } & {
  readonly facts: readonly { readonly facet: string; readonly references: readonly Reference[] }[]
}

/** The example's text, whose own record and parties the generated one borrows. */
async function instrumentOf(url: string, seat: string): Promise<Loaded> {
  let cursor = ''
  for (;;) {
    const answer = await fetch(`${url}/api/process/history?limit=500${cursor}`, {
      headers: { 'Sulh-Seat': seat },
    })
    const page = (await answer.json()) as { records: Loaded[]; next: string | null }
    const found = page.records.find((r) => r.kind === 'instrument')
    if (found) return found
    if (!page.next) throw new Error('The example has no text.')
    cursor = `&cursor=${encodeURIComponent(page.next)}`
  }
}

function generated(instrument: Loaded): readonly (BenchRecord | Loaded)[] {
  const parties = instrument.facts.flatMap((f) => f.references).filter((r) => r.path === 'parties')
  const [a, b] = parties
  if (!a || !b) throw new Error('The example’s text has no two parties.')
  const home = {
    instrument_id: instrument.id,
    compartment_id: instrument.compartment_id,
    process_compartment_id: a.compartment_id,
    parties: { a: a.id, b: b.id },
  }
  return [instrument, ...recordsOfTree(bigText(0), home)]
}

type Opening = { readonly in_sight: number; readonly whole: number }

/** Milliseconds from the press to the frame after the clauses in sight, and after the last one. */
async function opening(page: Page): Promise<Opening> {
  return page.evaluate(
    () =>
      new Promise<Opening>((resolve) => {
        const link = document.querySelector<HTMLElement>('main a[href*="/texts/"]')
        const begun = performance.now()
        // The second frame begins when the first one has been painted.
        const painted = () =>
          new Promise<number>((then) => {
            requestAnimationFrame(() =>
              requestAnimationFrame(() => then(performance.now() - begun)),
            )
          })
        let first: Promise<number> | undefined
        const look = () => {
          const count = document.querySelectorAll('section[data-kind]').length
          // A window of 900 pixels shows about ten.
          if (count >= 12) first ??= painted()
          if (count < 400) return
          watch.disconnect()
          void Promise.all([first, painted()]).then(([in_sight = 0, whole]) =>
            resolve({ in_sight, whole }),
          )
        }
        const watch = new MutationObserver(look)
        watch.observe(document.body, { childList: true, subtree: true })
        link?.click()
      }),
  )
}

export async function textScreen(): Promise<Figure[]> {
  const name = 'Clauses in sight of a text of 400 clauses, 1,200 alternatives, once it is read'
  if (!existsSync(chromium_path)) return [notRun(name, `≤ ${BOUND_MS} ms`, 'no Chromium')]
  await buildWeb(dist)
  const site = await openSite()
  try {
    const session = (await (await fetch(`${site.url}/api/session`)).json()) as {
      seats: readonly { readonly id: string; readonly title: { readonly en: string } }[]
    }
    const seat = session.seats.find((s) => /security cell/i.test(s.title.en))?.id ?? ''
    const instrument = await instrumentOf(site.url, seat)
    const body = JSON.stringify({ records: generated(instrument), next: null })
    const page = await site.open(`/issues?${settings}&seat=${seat}`)
    await page.route('**/api/text/instruments/*', (route) =>
      route.fulfill({ contentType: 'application/json', body }),
    )
    const times: Opening[] = []
    for (let i = 0; i <= OPENINGS_COUNT; i++) {
      await page.locator('nav a[href^="/texts"]').first().click()
      await page.getByText('400 Open').waitFor()
      const took = await opening(page)
      // The first opening brings the screen's script as well.
      if (i > 0) times.push(took)
    }
    await page.close()
    return [
      atMost(name, median(times.map(({ in_sight }) => in_sight)), BOUND_MS, 'ms'),
      comparison('The same, slowest of seven', Math.max(...times.map((t) => t.in_sight)), 'ms'),
      comparison(
        'Its last clause, the page answering meanwhile',
        median(times.map((t) => t.whole)),
        'ms',
      ),
    ]
  } finally {
    await site.close()
  }
}
