// The link of a citizen: a token of 256 random bits behind the `#`, so that it is in no log. Made here,
// in the secretary's browser; the server is given its hash alone.
import { useSyncExternalStore } from 'react'

/** The token of a citizen's link in the address, if it is one. It stays there: it is her key. */
function citizenToken(): string | undefined {
  const [place, query] = location.hash.split('?')
  return place === '#/citizen' ? (new URLSearchParams(query).get('token') ?? '') : undefined
}

/** The same, also where another link is opened in a page that is there. */
export function useCitizenToken(): string | undefined {
  return useSyncExternalStore(watchAddress, citizenToken)
}
function watchAddress(changed: () => void): () => void {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}

export type NewLink = { readonly address: string; readonly hash: string }

export async function makeLink(): Promise<NewLink> {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const token = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return {
    address: `${location.origin}/#/citizen?token=${token}`,
    hash: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''),
  }
}

/** `3, 7-12` as numbers, ascending; undefined where it says anything else or passes `most`. */
export function numbersIn(text: string, most: number): number[] | undefined {
  const found = new Set<number>()
  for (const part of text.split(/[,،;\s]+/).filter((p) => p !== '')) {
    const range = /^(\d{1,4})(?:[-–](\d{1,4}))?$/.exec(part)
    const [from, to] = [Number(range?.[1]), Number(range?.[2] ?? range?.[1])]
    if (!range || from < 1 || to < from || to > most) return undefined
    for (let n = from; n <= to; n++) found.add(n)
  }
  return found.size === 0 ? undefined : [...found].toSorted((a, b) => a - b)
}
