// What the viewer has set: seat, day, basis, language, theme. It lives in the address, so that a
// copied address shows the same page, and a tab keeps its own seat.
import type { Basis } from '@sulh/analysis/history/asof'
import { useSyncExternalStore } from 'react'

export type Settings = {
  readonly seat: string | undefined
  /** The day of the date cursor, `2020-10-19`. Undefined: today. */
  readonly day: string | undefined
  readonly basis: Basis
  readonly lang: 'en' | 'ar'
  readonly theme: 'system' | 'light' | 'dark'
}

const listeners = new Set<() => void>()
let current = read()

function stored(key: string): string | undefined {
  try {
    return sessionStorage.getItem(`sulh.${key}`) ?? undefined
  } catch {
    return undefined
  }
}

function read(): Settings {
  const query = new URLSearchParams(location.search)
  const value = (key: string) => query.get(key) ?? stored(key)
  const basis = value('basis')
  const theme = value('theme')
  const day = value('at')
  return {
    seat: value('seat'),
    day: day && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined,
    basis: basis === 'hindsight' || basis === 'recorded' ? basis : 'known',
    lang: (value('lang') ?? navigator.language.slice(0, 2)) === 'ar' ? 'ar' : 'en',
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  }
}

/** The query string that carries the settings, `?at=…&lang=…`. */
export function settingsQuery(): string {
  const query = new URLSearchParams()
  if (current.day) query.set('at', current.day)
  if (current.basis !== 'known') query.set('basis', current.basis)
  query.set('lang', current.lang)
  if (current.seat) query.set('seat', current.seat)
  return `?${query.toString()}`
}

export function setSettings(patch: Partial<Settings>): void {
  current = { ...current, ...patch }
  const keep: Record<string, string | undefined> = {
    seat: current.seat,
    at: current.day,
    basis: current.basis,
    lang: current.lang,
    theme: current.theme,
  }
  try {
    for (const [key, value] of Object.entries(keep)) {
      if (value === undefined) sessionStorage.removeItem(`sulh.${key}`)
      else sessionStorage.setItem(`sulh.${key}`, value)
    }
  } catch {
    // Storage is refused in some private windows; the address still carries everything.
  }
  history.replaceState(history.state, '', `${location.pathname}${settingsQuery()}${location.hash}`)
  for (const listener of listeners) listener()
}

// Going back shows the page as it was: its day, basis, seat and language.
globalThis.addEventListener?.('popstate', () => {
  current = read()
  for (const listener of listeners) listener()
})

export function getSettings(): Settings {
  return current
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useSettings(): Settings & { set: typeof setSettings } {
  const settings = useSyncExternalStore(subscribe, getSettings)
  return { ...settings, set: setSettings }
}
