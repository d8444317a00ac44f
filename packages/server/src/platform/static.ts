// Serves the built web client. Files with a hash in their name are kept for ever; the one page is
// never kept and is given for every address that is not a file, because the client has routes of
// its own. Where nothing is built it says so, instead of a blank page.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { App } from './context.ts'
import { contentPolicy } from './security.ts'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

const NOT_BUILT = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sulh</title></head>
<body><h1>Sulh is running, but its screens are not built</h1>
<p>Run <code>npm run build</code> in the project's folder and load this page again.
The interface for programs is at <a href="/api">/api</a>.</p>
<hr><div lang="ar" dir="rtl"><h1>صُلح يعمل، غير أن شاشاته لم تُبنَ بعد</h1>
<p>شغّل الأمر <code dir="ltr">npm run build</code> في مجلد المشروع ثم أعد تحميل الصفحة.
واجهة البرامج في <a href="/api" dir="ltr">/api</a>.</p></div></body></html>`

function missing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR' || code === 'ENAMETOOLONG'
}

/** The path of a file inside the folder, or undefined where the address leads out of it. */
export function fileIn(folder: string, address: string): string | undefined {
  let decoded: string
  try {
    decoded = decodeURIComponent(address)
  } catch {
    return undefined
  }
  if (decoded.includes('\0')) return undefined
  const path = normalize(join(folder, decoded))
  return path.startsWith(normalize(folder) + sep) ? path : undefined
}

function readIndex(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, 'index.html'), 'utf8')
  } catch (error) {
    if (missing(error)) return undefined
    throw error
  }
}

/** The page with a nonce for the style element that the component library adds (see security.ts). */
function page(index: string): { html: string; policy: string } {
  const nonce = randomBytes(16).toString('base64')
  const meta = `<meta property="csp-nonce" nonce="${nonce}" content="${nonce}">`
  return { html: index.replace('<head>', `<head>${meta}`), policy: contentPolicy(nonce) }
}

export function mountStatic(app: App, folder: string): void {
  app.get('*', async (c, next) => {
    const path = c.req.path
    if (path === '/api' || path.startsWith('/api/')) return next()
    c.set('place', 'static')
    const extension = extname(path)
    if (extension !== '' && path !== '/index.html') {
      const file = fileIn(folder, path)
      try {
        const bytes = file === undefined ? undefined : await readFile(file)
        if (bytes === undefined) return next()
        c.header('content-type', types[extension] ?? 'application/octet-stream')
        c.header(
          'cache-control',
          path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        )
        // A worker's own policy is that of its script; for other scripts the page's holds.
        if (extension === '.js') c.header('content-security-policy', contentPolicy(undefined, true))
        return c.body(bytes)
      } catch (error) {
        if (missing(error)) return next()
        throw error
      }
    }
    const index = readIndex(folder)
    c.header('cache-control', 'no-cache')
    if (index === undefined) return c.html(NOT_BUILT, 503)
    const { html, policy } = page(index)
    c.header('content-security-policy', policy)
    return c.html(html)
  })
}
