// Drives the system's Chromium against a real server on loopback with the example case. Every page
// records the addresses it asked for, so that a request that leaves the machine fails a test. Tests
// take it from browser.ts, which closes their pages; measurements take it from here.
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { spawn, type ChildProcess } from 'node:child_process'
import { nodeFlags } from '../packages/server/src/cli/launch.mjs'

const root = join(import.meta.dirname, '..')
export const chromium_path = process.env['SULH_CHROMIUM'] ?? '/usr/bin/chromium'

export type Site = {
  readonly url: string
  /** A new window with its own seat. Sizes in CSS pixels. */
  open(path: string, size?: { width: number; height: number }): Promise<Page>
  /** Addresses outside loopback that any page asked for. */
  readonly outside: readonly string[]
  /** Errors that pages wrote to their console. */
  readonly errors: readonly string[]
  /** Errors that a test provoked: they are no fault of the page. */
  expected(error: RegExp): void
  /** Closes every page, with the streams that it holds. */
  closePages(): Promise<void>
  close(): Promise<void>
}

function started(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      const found = /http:\/\/[^\s]+/.exec(printed)
      if (found) resolve(found[0].replace(/\/$/, ''))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${printed}`)))
  })
}

/** The program on a data folder, until it answers; `end` closes it in good order. */
export async function startProgram(
  data: string,
): Promise<{ readonly url: string; readonly end: () => Promise<void> }> {
  const main = join(root, 'packages/server/src/cli/main.ts')
  const child = spawn(
    process.execPath,
    [...nodeFlags, main, 'start', '--data', data, '--port', '0'],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const url = await started(child)
  const end = async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
  return { url, end }
}

/** A server of its own on a copy of a data folder, or on a new one, and a browser. */
export async function openSite(prepared?: string): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'sulh-e2e-'))
  const data = join(folder, 'data')
  if (prepared !== undefined) cpSync(prepared, data, { recursive: true })
  const { url, end } = await startProgram(data)
  const context: BrowserContext = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: chromium_path,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  // Two of these tests may run at once on two cores, each with a server and a browser of its own.
  context.setDefaultTimeout(90_000)
  const outside: string[] = []
  const errors: string[] = []
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    const local = hostname === '127.0.0.1' || hostname === 'localhost'
    if (protocol.startsWith('http') && !local) outside.push(request.url())
  })
  return {
    url,
    outside,
    errors,
    expected(error) {
      errors.splice(0, errors.length, ...errors.filter((text) => !error.test(text)))
    },
    async open(path, size = { width: 1440, height: 900 }) {
      const page = await context.newPage()
      page.on('console', (m) => {
        if (m.type() === 'error') errors.push(`${path}: ${m.text()}`)
      })
      page.on('pageerror', (e) => errors.push(`${path}: ${e.message}`))
      await page.setViewportSize(size)
      await page.goto(`${url}${path}`)
      await page.locator('h1').first().waitFor()
      return page
    },
    async closePages() {
      await Promise.all(context.pages().map((page) => page.close()))
    },
    async close() {
      await context.close()
      await end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
