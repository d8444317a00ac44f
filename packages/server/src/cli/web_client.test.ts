// When the screens are built anew: the newest change among what they are made from decides.
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newestChange } from './web_client.ts'

let folder = ''
const put = (name: string, day: number) => {
  const path = join(folder, name)
  writeFileSync(path, '')
  utimesSync(path, new Date(Date.UTC(2020, 9, day)), new Date(Date.UTC(2020, 9, day)))
}
const age = (name: string, day: number) =>
  utimesSync(join(folder, name), new Date(Date.UTC(2020, 9, day)), new Date(Date.UTC(2020, 9, day)))
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sulh-web-'))
  mkdirSync(join(folder, 'deep'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a file deep in a folder counts, a test does not, what is missing is never newer', () => {
  put('old.ts', 1)
  put('deep/new.ts', 7)
  put('deep/new.test.ts', 9)
  age('deep', 2)
  age('.', 3)
  expect(new Date(newestChange(folder)).toISOString()).toBe('2020-10-07T00:00:00.000Z')
  expect(newestChange(join(folder, 'none'))).toBe(0)
})

test('a folder from which a file went is newer than its files', () => {
  put('deep/kept.ts', 1)
  age('deep', 5)
  age('.', 1)
  expect(new Date(newestChange(folder)).toISOString()).toBe('2020-10-05T00:00:00.000Z')
})
