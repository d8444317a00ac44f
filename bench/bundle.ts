// Builds the web client into a folder of its own, so that no stale build is measured, and weighs the
// initial script: what index.html names as script and modulepreload. Screens loaded later are not in it.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { atMost, type Figure } from './table.ts'

const web = fileURLToPath(new URL('../packages/web/', import.meta.url))

export async function buildWeb(folder: string): Promise<void> {
  const vite = dirname(createRequire(join(web, 'x')).resolve('vite/package.json'))
  await promisify(execFile)(
    process.execPath,
    [join(vite, 'bin/vite.js'), 'build', '--logLevel', 'warn', '--outDir', folder, '--emptyOutDir'],
    { cwd: web },
  )
}

export async function bundle(folder: string): Promise<Figure[]> {
  const html = await readFile(join(folder, 'index.html'), 'utf8')
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? []
  const initial = tags
    .filter((tag) => tag.startsWith('<script') || tag.includes('modulepreload'))
    .flatMap((tag) => /(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? [])
  if (initial.length === 0) throw new Error('index.html names no script: the build is not whole.')
  let bytes = 0
  for (const path of new Set(initial)) bytes += gzipSync(await readFile(join(folder, path))).length
  return [atMost('initial script, gzipped', bytes / 1000, 160, 'kB')]
}
