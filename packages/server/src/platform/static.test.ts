// The built client is served and nothing beside it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, expect, test } from 'vitest'
import type { AppEnv } from './context.ts'
import { fileIn, mountStatic } from './static.ts'

const root = mkdtempSync(join(tmpdir(), 'sulh-static-'))
afterAll(() => rmSync(root, { recursive: true }))
const dist = join(root, 'dist')
mkdirSync(join(dist, 'assets'), { recursive: true })
writeFileSync(join(root, 'secret.txt'), 'secret')
writeFileSync(join(dist, 'index.html'), '<!doctype html><html><head></head><body>app</body></html>')
writeFileSync(join(dist, 'assets', 'main-ab12.js'), 'export {}')

function served(folder: string): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  mountStatic(app, folder)
  return app
}

test('hashed files are kept for ever, the page never', async () => {
  const app = served(dist)
  const script = await app.request('/assets/main-ab12.js')
  expect(script.headers.get('cache-control')).toContain('immutable')
  expect(script.headers.get('content-type')).toContain('text/javascript')
  for (const path of ['/', '/tracks/security', '/index.html']) {
    const page = await app.request(path)
    expect(page.status).toBe(200)
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect(await page.text()).toContain('app')
  }
})

test('the nonce of the page is that of its policy, and new each time', async () => {
  const app = served(dist)
  const nonces = await Promise.all(
    [1, 2].map(async () => {
      const page = await app.request('/')
      const nonce = /nonce="([^"]+)"/.exec(await page.text())?.[1]
      expect(page.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
      return nonce
    }),
  )
  expect(nonces[0]).not.toBe(nonces[1])
})

test('a script that runs as a worker may compile WebAssembly, the page may not', async () => {
  const app = served(dist)
  const policy = async (path: string) =>
    (await app.request(path)).headers.get('content-security-policy')
  expect(await policy('/assets/main-ab12.js')).toContain("script-src 'self' 'wasm-unsafe-eval';")
  expect(await policy('/assets/main-ab12.js')).toContain("default-src 'none'")
  expect(await policy('/')).toContain("script-src 'self';")
})

test('no address leads out of the folder', async () => {
  const app = served(dist)
  for (const path of [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/%00.txt',
    '/%E0%A4.txt',
    '/missing.js',
    `/${'a'.repeat(5000)}.js`,
  ]) {
    const answer = await app.request(`http://localhost${path}`)
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('secret')
  }
  expect(fileIn(dist, '/../secret.txt')).toBeUndefined()
  expect(fileIn(dist, '/..%2fsecret.txt')).toBeUndefined()
})

test('where nothing is built, the page says what to do in both languages', async () => {
  const page = await served(join(root, 'absent')).request('/')
  expect(page.status).toBe(503)
  const html = await page.text()
  expect(html).toContain('npm run build')
  expect(html).toContain('dir="rtl"')
})
