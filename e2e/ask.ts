// The interface beside the browser: what a test sets up or reads without a screen, as one seat.
import type { Site } from './browser.ts'

/** GET without a body, else POST; throws with the server's answer where it is a refusal. */
export async function ask<T>(site: Site, seat: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${site.url}/api${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'Sulh-Seat': seat,
      Origin: site.url,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const said = (await answer.json()) as T
  if (!answer.ok) throw new Error(JSON.stringify(said))
  return said
}
