// How soon a change made in one seat's window stands on the page of another seat's, in the system's
// Chromium against a server with the example: from the press to the words in the other page, with
// the request, the ledger, the stream, the reading again and the drawing in between.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { chromium_path, openSite } from '../e2e/chromium.ts'
import { buildWeb } from './bundle.ts'
import { atMost, comparison, median, notRun, type Figure } from './table.ts'

const CHANGES_COUNT = 20
const BOUND_MS = 500
const dist = join(import.meta.dirname, '../packages/web/dist')

type Session = {
  readonly seats: readonly {
    readonly id: string
    readonly kind: string
    readonly title: { readonly en: string }
  }[]
  readonly compartments: readonly { readonly id: string; readonly kind: string }[]
}

async function sessionOf(url: string, seat?: string): Promise<Session> {
  const headers = seat ? { 'Sulh-Seat': seat } : {}
  return (await (await fetch(`${url}/api/session`, { headers })).json()) as Session
}

/** An event of the process, known on the day that the other window shows. */
function change(compartment_id: string, title: string) {
  const words = { en: title, ar: title }
  const value = { title: words, text: words, when: { from: '2021-12-30' }, precision: 'day' }
  const fact = { id: randomUUID(), facet: 'account', value, known_from: '2021-12-30T00:00:00Z' }
  return { id: randomUUID(), compartment_id, kind: 'event', facts: [fact] }
}

/** Milliseconds since 1970, below a millisecond, the same in both windows of one browser. */
async function appearance(reader: Page, title: string): Promise<number> {
  return reader.evaluate(
    (words) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (!document.querySelector('main')?.textContent.includes(words)) return false
          watch.disconnect()
          resolve(performance.timeOrigin + performance.now())
          return true
        }
        const watch = new MutationObserver(look)
        watch.observe(document.body, { childList: true, subtree: true, characterData: true })
        look()
      }),
    title,
  )
}

async function made(writer: Page, seat: string, body: unknown): Promise<number> {
  return writer.evaluate(
    async ([as, record]) => {
      const begun = performance.timeOrigin + performance.now()
      const answer = await fetch('/api/process/records', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Sulh-Seat': String(as) },
        body: JSON.stringify(record),
      })
      if (!answer.ok) throw new Error(`The change was answered ${answer.status}.`)
      return begun
    },
    [seat, body] as const,
  )
}

export async function windows(): Promise<Figure[]> {
  const name = 'Change in one window to the page of another, slowest'
  if (!existsSync(chromium_path)) return [notRun(name, `≤ ${BOUND_MS} ms`, 'no Chromium')]
  await buildWeb(dist)
  const site = await openSite()
  try {
    const { seats } = await sessionOf(site.url)
    // Not every seat of the mission writes to the process: its analyst does not.
    const mission = seats.find((s) => /envoy/i.test(s.title.en))?.id ?? ''
    const delegation = seats.find((s) => s.kind === 'delegation')?.id ?? ''
    const process = (await sessionOf(site.url, mission)).compartments.find(
      (c) => c.kind === 'process',
    )
    if (!process) throw new Error('The mission does not read the process.')
    const writer = await site.open(`/?lang=en&seat=${mission}`)
    const reader = await site.open(`/chronology?at=2021-12-31&lang=en&seat=${delegation}`)
    await reader.getByText('2021').first().waitFor()
    const times: number[] = []
    for (let i = 0; i < CHANGES_COUNT; i++) {
      const title = `Change ${i + 1} of the measurement`
      const appeared = appearance(reader, title)
      const begun = await made(writer, mission, change(process.id, title))
      times.push((await appeared) - begun)
    }
    return [
      atMost(name, Math.max(...times), BOUND_MS, 'ms'),
      comparison(`Median of ${CHANGES_COUNT} changes`, median(times), 'ms'),
    ]
  } finally {
    await site.close()
  }
}
