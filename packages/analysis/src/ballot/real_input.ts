// Where the real elections lie that tests compare with, for tests alone. They are no part of the
// project: a test that finds them absent is skipped and says by name what it did not check.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { test, type TestFunction } from 'vitest'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const folder = join(process.env['SULH_DATA'] ?? join(root, '../shared/data'), 'ballots')

export function realText(file: string): string {
  const bytes = readFileSync(join(folder, file))
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** A test that needs `files` of the real elections; skipped with that reason where one is absent. */
export function testWith(files: readonly string[], name: string, run: TestFunction): void {
  const absent = files.find((file) => !existsSync(join(folder, file)))
  if (absent === undefined) test(name, run)
  else {
    console.warn(`Not checked, ${absent} of SULH_DATA/ballots is absent: ${name}`)
    test.skip(`${name} (${absent} is absent)`, run)
  }
}
