// Holds the house's import directions: web -> contract, analysis; server -> contract, analysis;
// analysis imports none of ours; nothing imports web; a capability reaches another one on the
// server by its queries or commands alone. Reads import statements as text.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

type Package = 'analysis' | 'contract' | 'server' | 'web'
const allowed: Record<Package, readonly Package[]> = {
  analysis: [],
  contract: [],
  server: ['analysis', 'contract'],
  web: ['analysis', 'contract'],
}
/** Folders of the server that are not capabilities: anyone may import platform. */
const openServerFolders = new Set(['platform'])
const capabilityFaces = /\/(queries|commands)\.ts$/

const importLine = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g

/** Sentences, one a forbidden import; empty where all directions hold. `root` is the checkout. */
export function importFaults(root: string): string[] {
  const faults: string[] = []
  for (const file of globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root })) {
    const from = file.split('/')[1] as Package
    for (const [, target] of readFileSync(join(root, file), 'utf8').matchAll(importLine)) {
      if (target) faults.push(...faultsOf(file, from, target))
    }
  }
  return faults
}

export function faultsOf(file: string, from: Package, target: string): string[] {
  const to = packageOf(file, target)
  if (!to) return []
  if (to !== from && !allowed[from].includes(to)) {
    return [
      `${file} imports ${target}: ${from} may import ${allowed[from].join(', ') || 'none of ours'}`,
    ]
  }
  if (to === 'server' && target.startsWith('.')) {
    const path = normalize(join(dirname(file), target))
    const mine = file.split('/')[3] ?? ''
    const theirs = path.split('/')[3] ?? ''
    const isTest = file.endsWith('.test.ts')
    const composes = mine.endsWith('.ts') || mine === 'cli' || isTest
    if (mine !== theirs && !composes && !openServerFolders.has(theirs) && theirs.indexOf('.') < 0) {
      if (!capabilityFaces.test(path) && mine !== 'platform') {
        return [
          `${file} imports ${target}: only queries.ts or commands.ts of ${theirs} are open to it`,
        ]
      }
    }
  }
  return []
}

function packageOf(file: string, target: string): Package | undefined {
  const named = /^@sulh\/(analysis|contract|server|web)\b/.exec(target)
  if (named) return named[1] as Package
  if (!target.startsWith('.')) return undefined
  const path = normalize(join(dirname(file), target))
  return path.startsWith('packages/') ? (path.split('/')[1] as Package) : undefined
}
