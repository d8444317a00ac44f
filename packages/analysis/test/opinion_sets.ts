// Finds real conversations with known answers under SULH_DATA for the tests of the opinion library.
// They are no part of the project; a test that needs them is skipped by name where they are absent.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

const beside = fileURLToPath(new URL('../../../../shared/data', import.meta.url))
export const OPINION = join(resolve(process.env['SULH_DATA'] ?? beside), 'opinion')

/** Names in a folder of the sets that end so, without that ending; empty where it is absent. */
export function setsIn(folder: string, ending = ''): string[] {
  const path = join(OPINION, folder)
  if (!existsSync(path)) return []
  return readdirSync(path)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, name.length - ending.length))
    .toSorted()
}

export function bytesOf(...path: readonly string[]): Uint8Array {
  const bytes = readFileSync(join(OPINION, ...path))
  return path.at(-1)?.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

export function jsonOf(...path: readonly string[]): unknown {
  return JSON.parse(new TextDecoder().decode(bytesOf(...path)))
}

/** Says by name what is not checked here. */
export function absent(what: string): string {
  return `NOT CHECKED (${OPINION} is absent): ${what}`
}
