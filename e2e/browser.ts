// The browser as tests use it. A test that failed leaves no page behind: each page holds connections to
// the server, of which a browser gives six, and the next test would wait for one of them in vain.
import { afterEach, inject } from 'vitest'
import { openSite as open, type Site } from './chromium.ts'
import './example_setup.ts'

export { chromium_path, type Site } from './chromium.ts'

const sites: Site[] = []

export async function openSite(): Promise<Site> {
  const site = await open(inject('example'))
  sites.push(site)
  return site
}

afterEach(async () => {
  for (const site of sites) await site.closePages()
})
