// What every answer carries and what every request must satisfy before a route sees it: no content
// from elsewhere, no referrer, no guessing of types, no store of answers; only names that are ours,
// and no writes that another site's page has started.
import { Problem } from '@sulh/contract/problem'
import type { Context } from 'hono'
import type { AppEnv, Services } from './context.ts'

/**
 * `nonce` is for the one style element that a component library writes into a page; `wasm` is for
 * scripts that run as workers, which may then compile WebAssembly: a page never may.
 */
export function contentPolicy(nonce?: string, wasm = false): string {
  const scripts = wasm ? "'self' 'wasm-unsafe-eval'" : "'self'"
  const styles = nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    `style-src ${styles}`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentPolicy(),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
}

function hostOf(c: Context<AppEnv>): string {
  return (c.req.header('host') ?? new URL(c.req.url).host).toLowerCase()
}

/** Refuses a request that was addressed to a name that is not this server's (DNS rebinding). */
export function checkHost(c: Context<AppEnv>, services: Services): void {
  const name = hostOf(c).replace(/:\d+$/, '')
  if (!services.host_names.includes(name)) {
    throw new Problem('not-permitted', {
      en: 'This server does not answer to the name in the address.',
      ar: 'لا يجيب هذا الخادم بالاسم الوارد في العنوان.',
    })
  }
}

/**
 * Refuses what another site's page asks for. Programs that are not browsers send neither header and
 * pass: what protects from them is the seat.
 */
export function checkOrigin(c: Context<AppEnv>): void {
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const foreign = site !== undefined && site !== 'same-origin' && site !== 'none'
  const host = hostOf(c)
  const other = origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`
  if (foreign || other) {
    throw new Problem('not-permitted', {
      en: 'This request was started by a page of another site.',
      ar: 'بدأت صفحة من موقع آخر هذا الطلب.',
    })
  }
}
