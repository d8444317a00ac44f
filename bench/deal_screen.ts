// How soon the deal room stands again after one slider moved: two parties, 40 points of five options,
// everything drawn anew, in the system's Chromium. The model is generated, read in as GENIUS files
// over HTTP and solved by the screen's own worker; the time is from the event to the painted frame.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { chromium_path, openSite } from '../e2e/chromium.ts'
import { buildWeb } from './bundle.ts'
import { atMost, comparison, median, notRun, type Figure } from './table.ts'

const BOUND_MS = 50
const MOVES_COUNT = 15
const ISSUES_COUNT = 40
const OPTIONS_COUNT = 5
const dist = join(import.meta.dirname, '../packages/web/dist')
const TITLE = 'Forty points'

/** Evaluations without a pattern, the same in every run. */
function evaluation(party: number, issue: number, option: number): number {
  return 1 + ((party * 7919 + issue * 104_729 + option * 1299 + issue * option * 31) % 97)
}

function issues(party: number | undefined): string {
  return Array.from({ length: ISSUES_COUNT }, (_, i) => {
    const items = Array.from({ length: OPTIONS_COUNT }, (__, o) => {
      const worth = party === undefined ? '' : ` evaluation="${evaluation(party, i, o)}"`
      return `<item index="${o + 1}" value="option ${o + 1}"${worth}/>`
    })
    return `<issue index="${i + 1}" name="point ${i + 1}" type="discrete">${items.join('')}</issue>`
  }).join('')
}
function profile(party: number): string {
  const weights = Array.from(
    { length: ISSUES_COUNT },
    (_, i) => `<weight index="${i + 1}" value="${1 / ISSUES_COUNT + ((i % 5) - 2) / 500}"/>`,
  )
  return `<utility_space><objective index="0" name="o">${weights.join('')}${issues(party)}</objective></utility_space>`
}

type Session = {
  readonly seats: readonly { readonly id: string; readonly title: { readonly en: string } }[]
  readonly compartments: readonly { readonly id: string; readonly name: { readonly en: string } }[]
}
type Actors = {
  readonly records: readonly {
    readonly id: string
    readonly compartment_id: string
    readonly facts: readonly { readonly value: { readonly side?: string } }[]
  }[]
}

async function readIn(url: string, seat: string): Promise<void> {
  const headers = { 'Sulh-Seat': seat, 'Content-Type': 'application/json' }
  const get = async (path: string) => (await fetch(`${url}/api${path}`, { headers })).json()
  const session = (await get('/session')) as Session
  const actors = (await get('/process/history?kind=actor&limit=500')) as Actors
  const home = session.compartments.find((c) => c.name.en === 'Deal analysts')?.id
  const profiles = ['A', 'B'].map((side) => {
    const party = actors.records.find((r) => r.facts.some((f) => f.value.side === side))
    return { name: `${side}.xml`, party: { compartment_id: party?.compartment_id, id: party?.id } }
  })
  const answer = await fetch(`${url}/api/deal/genius`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      compartment_id: home,
      model_id: randomUUID(),
      title: TITLE,
      files: [
        {
          name: 'domain.xml',
          text: `<negotiation_template><utility_space><objective index="0" name="o">${issues(undefined)}</objective></utility_space></negotiation_template>`,
        },
        { name: 'A.xml', text: profile(0) },
        { name: 'B.xml', text: profile(1) },
      ],
      profiles,
    }),
  })
  if (!answer.ok) throw new Error(`The generated model was refused: ${await answer.text()}`)
}

/** Milliseconds from the slider's event to the end of the frame that shows the moved picture. */
async function move(page: Page, value: number): Promise<number> {
  return page.evaluate(
    (to) =>
      new Promise<number>((resolve) => {
        const slider = document.querySelector<HTMLInputElement>('article input[type="range"]')
        const zone = document.querySelector('svg[role="slider"] > rect')
        if (!slider || !zone) throw new Error('The deal room is not there.')
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
        const begun = performance.now()
        // A message sent from within a frame arrives when that frame has been drawn.
        const drawn = new MessageChannel()
        drawn.port1.onmessage = () => resolve(performance.now() - begun)
        const watch = new MutationObserver(() => {
          watch.disconnect()
          requestAnimationFrame(() => drawn.port2.postMessage(undefined))
        })
        watch.observe(zone, { attributes: true })
        set?.call(slider, String(to))
        slider.dispatchEvent(new Event('input', { bubbles: true }))
      }),
    value,
  )
}

export async function dealScreen(): Promise<Figure[]> {
  const name = 'One slider moved, two parties, 40 points of five options, everything drawn again'
  if (!existsSync(chromium_path)) return [notRun(name, `≤ ${BOUND_MS} ms`, 'no Chromium')]
  await buildWeb(dist)
  const site = await openSite()
  try {
    const session = (await (await fetch(`${site.url}/api/session`)).json()) as Session
    const seat = session.seats.find((s) => /analyst/.test(s.title.en))?.id ?? ''
    await readIn(site.url, seat)
    const today = new Date().toISOString().slice(0, 10)
    const page = await site.open(`/deal?at=${today}&lang=en&seat=${seat}`)
    page.setDefaultTimeout(120_000)
    await page.getByLabel('Model', { exact: true }).selectOption({ label: TITLE })
    await page.locator('svg[role="slider"]').first().waitFor()
    const times: number[] = []
    for (let i = 0; i <= MOVES_COUNT; i++) {
      const took = await move(page, 20 + i)
      if (i > 0) times.push(took)
    }
    await page.close()
    return [
      atMost(name, median(times), BOUND_MS, 'ms'),
      comparison('The same, slowest of fifteen', Math.max(...times), 'ms'),
    ]
  } finally {
    await site.close()
  }
}
