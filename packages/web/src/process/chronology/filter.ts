// Which events of the chronology are shown, in which groups, and as which table they leave the
// screen. Pure: takes events already read as of the date cursor, and the search's normaliser.

export type Words = { readonly en: string; readonly ar: string }
export type Chronicled = {
  readonly id: string
  readonly title: Words
  readonly text: Words
  /** Civil days, first and last. */
  readonly from: string
  readonly to: string
  readonly precision: 'day' | 'month' | 'year' | 'about'
  readonly scheduled: boolean
  readonly certainty: string
  /** Other accounts of the same, because sources disagree. */
  readonly differing: readonly { readonly title: Words; readonly text: Words }[]
  readonly tracks: readonly string[]
  readonly actors: readonly string[]
  /** Names of actors, tracks and sources in both languages, for the text search. */
  readonly about: string
}
/** Absent or empty: no restriction. */
export type Filter = {
  readonly track?: string
  readonly actor?: string
  readonly certainty?: string
  readonly from?: string
  readonly to?: string
  readonly text?: string
}

/**
 * Every word of the text must occur, in either language, in the title, account, differing accounts
 * or names. Linear in the length of the texts.
 */
export function filtered(
  events: readonly Chronicled[],
  filter: Filter,
  normalise: (text: string) => string,
): readonly Chronicled[] {
  const words = normalise(filter.text ?? '')
    .split(/\s+/)
    .filter((w) => w !== '')
  return events
    .filter((e) => {
      if (filter.track && !e.tracks.includes(filter.track)) return false
      if (filter.actor && !e.actors.includes(filter.actor)) return false
      if (filter.certainty && certaintyOf(e) !== filter.certainty) return false
      if (filter.from && e.to < filter.from) return false
      if (filter.to && e.from > filter.to) return false
      if (words.length === 0) return true
      const haystack = normalise(haystackOf(e))
      return words.every((w) => haystack.includes(w))
    })
    .sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to) || compare(a.id, b.id))
}

/** An event with differing accounts is disputed whatever its own account claims. */
export function certaintyOf(event: Chronicled): string {
  return event.differing.length > 0 ? 'disputed' : event.certainty
}

function haystackOf(e: Chronicled): string {
  const told = [e, ...e.differing].flatMap((a) => [a.title.en, a.title.ar, a.text.en, a.text.ar])
  return [...told, e.about].join('\n')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export type Group = {
  /** `2020-10`, or `2011` for what is only known to its year. */
  readonly period: string
  readonly events: readonly Chronicled[]
}

/** By month of the first day; events known to their year alone stand in a group of the year. */
export function byMonth(events: readonly Chronicled[]): readonly Group[] {
  const groups = Map.groupBy(events, (e) => e.from.slice(0, e.precision === 'year' ? 4 : 7))
  return [...groups]
    .map(([period, own]) => ({ period, events: own }))
    .sort((a, b) => compare(a.period, b.period))
}

/**
 * RFC 4180 with a byte order mark, so that spreadsheets read the Arabic. A cell that a spreadsheet
 * would run as a formula is led by an apostrophe.
 */
export function csv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
  }
  return `\uFEFF${[header, ...rows].map((r) => r.map(cell).join(',')).join('\r\n')}\r\n`
}
